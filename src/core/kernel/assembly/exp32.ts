import { madd, nmadd } from './fused';

/**
 * e^x · 2^−shift of four float32 numbers, without subtracting a maximum first, whose rounding would cost more than all
 * the rest: with n = round(x / ln 2) and r = x − n ln 2 (Cody and Waite's reduction, exact here for |x| < 350),
 *
 *     e^x · 2^−shift = 2^(n − shift) · e^r    |r| ≤ ln 2 / 2    e^r = 1 + r + r² q(r), q minimax of degree 4
 *
 * in 1.1 units in the last place. The constants are read from memory before a loop: as literals V8 makes them anew in
 * every turn.
 */
// @ts-ignore: decorator
@lazy
const exp32Constants: usize = memory.data<f32>([
  1.4426950408889634, // 1 / ln 2
  0.693145751953125, // ln 2, its upper 15 bits: the product with n is exact
  1.4286068203094173e-6, // and the rest
  0.49999993472383943,
  0.16666520707968359,
  0.041668383214681255,
  0.0083687097858951784,
  0.0013814828104498487,
]);

/** 1.5 · 2^23 + 127: added to a small number it leaves its nearest integer, plus the bias, in the low bits. */
const roundingBias: f32 = 12583039;

/** What `exp32` adds to x / ln 2 for a given shift. */
// @ts-ignore: decorator
@inline
export function rounder32(shift: f32): f32 {
  return roundingBias - shift;
}

/** The constant at a place of `exp32Constants`, in every lane. */
// @ts-ignore: decorator
@inline
export function constant32(place: usize): v128 {
  return v128.load_splat<f32>(exp32Constants + (place << 2));
}

/** As above; `rounder` is `rounder32(shift)` in every lane and n − shift from −126 to 126. NaN gives NaN. */
// @ts-ignore: decorator
@inline
export function exp32(
  x: v128,
  rounder: v128,
  perLn2: v128,
  ln2High: v128,
  ln2Low: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
): v128 {
  const biased = madd<f32>(x, perLn2, rounder);
  const n = f32x4.sub(biased, rounder);
  const r = nmadd<f32>(n, ln2Low, nmadd<f32>(n, ln2High, x));
  const square = f32x4.mul(r, r);
  const low = madd<f32>(c3, r, c2);
  const high = madd<f32>(c6, square, madd<f32>(c5, r, c4));
  const rest = madd<f32>(madd<f32>(high, square, low), square, r);
  // The sum's low bits are the biased exponent; the others fall off. A factor, so that NaN stays NaN.
  const power = i32x4.shl(biased, 23);
  return madd<f32>(rest, power, power);
}

/** `exp32` of one number. */
export function exp32Of(x: f32, rounder: f32): f32 {
  const power = exp32(
    f32x4.splat(x),
    f32x4.splat(rounder),
    constant32(0),
    constant32(1),
    constant32(2),
    constant32(3),
    constant32(4),
    constant32(5),
    constant32(6),
    constant32(7),
  );
  return f32x4.extract_lane(power, 0);
}
