import { constant64, scaled } from './exp64';
import { madd, nmadd } from './fused';
import { addTotals } from './sums32';

/**
 * The exponentials at a temperature T: with d = x − max and β = 1/T, w = e^(β d) to one unit in the last place, however
 * large |β d| is. What the subtraction loses is recovered exactly (Knuth's two-sum); β and d are split into halves whose
 * product is exact (Dekker), so that the reduction by ln 2 cancels nothing but zeros.
 *
 *     max │ floor │ β │ β's upper half │ the rest of β │ scale of w │ mean
 */
const enum At {
  max = 0,
  /** Numbers up to this weigh 0; finite, so that −inf does not spoil a sum. */
  floor = 8,
  rate = 16,
  rateHigh = 24,
  rateLow = 32,
  /** What the exponentials are multiplied by in the end. */
  factor = 40,
  /** The mean of β d, for the sum of squares about it. */
  mean = 48,
}

/** Elements whose terms are added before they go to the total. */
const block: usize = 128;

/** 1.5 · 2^52 + 1023 + 512: exponentials are 2^512 times too large until the end, so that none is subnormal on the way. */
const rounder: f64 = 6755399441057279;

/** The exponentials of two float64 numbers, times 2^512. */
// @ts-ignore: decorator
@inline
function powers(x: v128, at: usize): v128 {
  const top = v128.load_splat<f64>(at, At.max);
  const d = f64x2.sub(x, top);
  const taken = f64x2.sub(d, x);
  const lost = f64x2.sub(f64x2.sub(x, f64x2.sub(d, taken)), f64x2.add(top, taken));
  const rate = v128.load_splat<f64>(at, At.rate);
  const rateHigh = v128.load_splat<f64>(at, At.rateHigh);
  const round = f64x2.splat(rounder);
  const biased = madd<f64>(f64x2.mul(d, rate), constant64(0), round);
  const n = f64x2.sub(biased, round);
  const high = v128.and(d, i64x2.splat(~0x7ffffff));
  const low = f64x2.add(f64x2.sub(d, high), lost);
  const main = nmadd<f64>(n, constant64(1), f64x2.mul(high, rateHigh));
  const rest = madd<f64>(low, rate, f64x2.mul(high, v128.load_splat<f64>(at, At.rateLow)));
  const r = f64x2.add(main, nmadd<f64>(n, constant64(2), rest));
  return scaled(
    biased,
    r,
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
}

/** Adds Σ w and Σ β d w over the float64 numbers in `[start, end)` but the one at `hole` to the totals. */
export function addSumsAt(start: usize, end: usize, hole: usize, at: usize, totals: usize): void {
  const top = v128.load_splat<f64>(at, At.max);
  const rate = v128.load_splat<f64>(at, At.rate);
  const floor = v128.load_splat<f64>(at, At.floor);
  for (let from = start; from < end; from += block << 3) {
    const stop = min(from + (block << 3), end);
    let weights = f64x2.splat(0);
    let moments = f64x2.splat(0);
    for (let here = from; here < stop; here += 32) {
      const x0 = f64x2.pmax(taken(here, stop, hole, floor), floor);
      const x1 = f64x2.pmax(taken(here + 16, stop, hole, floor), floor);
      const w0 = v128.andnot(powers(x0, at), f64x2.le(x0, floor));
      const w1 = v128.andnot(powers(x1, at), f64x2.le(x1, floor));
      const m0 = f64x2.mul(w0, f64x2.sub(x0, top));
      weights = f64x2.add(weights, f64x2.add(w0, w1));
      moments = f64x2.add(moments, madd<f64>(w1, f64x2.sub(x1, top), m0));
    }
    addTotals(totals, weights, f64x2.mul(moments, rate));
  }
}

/** Adds Σ (β d − mean)² w over the float64 numbers in `[start, end)` to the first total. */
export function addSquaresAt(start: usize, end: usize, at: usize, totals: usize): void {
  const floor = v128.load_splat<f64>(at, At.floor);
  for (let from = start; from < end; from += block << 3) {
    const stop = min(from + (block << 3), end);
    let squares = f64x2.splat(0);
    for (let here = from; here < stop; here += 32) {
      const one = squaresOf(taken(here, stop, end, floor), floor, at);
      const two = squaresOf(taken(here + 16, stop, end, floor), floor, at);
      squares = f64x2.add(squares, f64x2.add(one, two));
    }
    addTotals(totals, squares, f64x2.splat(0));
  }
}

// @ts-ignore: decorator
@inline
function squaresOf(logits: v128, floor: v128, at: usize): v128 {
  const x = f64x2.pmax(logits, floor);
  const w = v128.andnot(powers(x, at), f64x2.le(x, floor));
  const exponent = f64x2.mul(f64x2.sub(x, v128.load_splat<f64>(at, At.max)), v128.load_splat<f64>(at, At.rate));
  const away = f64x2.sub(exponent, v128.load_splat<f64>(at, At.mean));
  return f64x2.mul(f64x2.mul(w, away), away);
}

/** Two numbers from `here` on; one at `hole` or from `stop` on counts as `floor`. */
// @ts-ignore: decorator
@inline
function taken(here: usize, stop: usize, hole: usize, floor: v128): v128 {
  if (here >= stop) return floor;
  let x = v128.load(here);
  if (here === (hole & ~15)) x = (hole & 8) !== 0 ? f64x2.replace_lane(x, 1, -Infinity) : f64x2.replace_lane(x, 0, -Infinity);
  if (here + 8 === stop) x = f64x2.replace_lane(x, 1, -Infinity);
  return x;
}

/** Writes w of each float64 number in `[start, end)` to `out`; one number beyond `end` is read, and its place written. */
export function powersAtInto(start: usize, end: usize, at: usize, out: usize): void {
  const floor = v128.load_splat<f64>(at, At.floor);
  const factor = v128.load_splat<f64>(at, At.factor);
  const ahead = out - start;
  for (let here = start; here < end; here += 16) {
    const x = f64x2.pmax(v128.load(here), floor);
    const w = v128.andnot(powers(x, at), f64x2.le(x, floor));
    v128.store(here + ahead, f64x2.mul(w, factor));
  }
}
