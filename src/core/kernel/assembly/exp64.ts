import { madd, nmadd } from './fused';

/**
 * e^x · 2^−shift of two float64 numbers as `exp32`, with q of degree 9: the error is that of rounding. The reduction is
 * exact for |x| < 700,000.
 */
// @ts-ignore: decorator
@lazy
const exp64Constants: usize = memory.data<f64>([
  1.4426950408889634,
  0.6931471803691238, // ln 2, its upper 32 bits
  1.9082149292705877e-10, // and the rest
  0.50000000000000105607,
  0.16666666666666413507,
  0.041666666666530627125,
  0.0083333333334940355161,
  0.0013888888943522272051,
  0.00019841269507203116992,
  0.000024801493199326510658,
  2.7557586007884785884e-6,
  2.7630215628727889471e-7,
  2.5000131730812411588e-8,
]);

/** 1.5 · 2^52 + 1023. */
const roundingBias: f64 = 6755399441056767;

/** What `exp64` adds to x / ln 2 for a given shift. */
// @ts-ignore: decorator
@inline
export function rounder64(shift: f64): f64 {
  return roundingBias - shift;
}

/** The constant at a place of `exp64Constants`, in both lanes. */
// @ts-ignore: decorator
@inline
export function constant64(place: usize): v128 {
  return v128.load_splat<f64>(exp64Constants + (place << 3));
}

/** As above; `rounder` is `rounder64(shift)` in both lanes and n − shift from −1022 to 1022. NaN gives NaN. */
// @ts-ignore: decorator
@inline
export function exp64(
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
  c7: v128,
  c8: v128,
  c9: v128,
  c10: v128,
  c11: v128,
): v128 {
  const biased = madd<f64>(x, perLn2, rounder);
  const n = f64x2.sub(biased, rounder);
  const r = nmadd<f64>(n, ln2Low, nmadd<f64>(n, ln2High, x));
  return scaled(biased, r, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
}

/** 2^n e^r, with n + 1023 in the low bits of `biased`. */
// @ts-ignore: decorator
@inline
export function scaled(
  biased: v128,
  r: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  c7: v128,
  c8: v128,
  c9: v128,
  c10: v128,
  c11: v128,
): v128 {
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const low = madd<f64>(madd<f64>(c5, r, c4), square, madd<f64>(c3, r, c2));
  const middle = madd<f64>(madd<f64>(c9, r, c8), square, madd<f64>(c7, r, c6));
  const high = madd<f64>(madd<f64>(c11, r, c10), fourth, middle);
  const rest = madd<f64>(madd<f64>(high, fourth, low), square, r);
  const power = i64x2.shl(biased, 52);
  return madd<f64>(rest, power, power);
}

/** `exp64` of one number. */
export function exp64Of(x: f64, rounder: f64): f64 {
  const power = exp64(
    f64x2.splat(x),
    f64x2.splat(rounder),
    constant64(0),
    constant64(1),
    constant64(2),
    constant64(3),
    constant64(4),
    constant64(5),
    constant64(6),
    constant64(7),
    constant64(8),
    constant64(9),
    constant64(10),
    constant64(11),
    constant64(12),
  );
  return f64x2.extract_lane(power, 0);
}
