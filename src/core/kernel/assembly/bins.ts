import { madd } from './fused';
import { lanes } from './sums32';

/**
 * Many temperatures at the price of one look at the row. The distances d = x − max ≤ 0 go into bins of width h; of each
 * bin, with centre c = −(b + ½) h, the moments Σ δ^k of δ = d − c are kept, k = 0 … 11. At any β = 1/T with β h ≤ 0.16
 *
 *     Σ e^(β d) = Σ_bins e^(β c) Σ_k β^k / k! · Σ δ^k
 *
 * to rounding: the first term left out is under 1e-22 of the rest. Likewise Σ δ e^(βδ) and Σ δ² e^(βδ), whose series have
 * the same moments with other coefficients. What is next to the maximum, where d may be far smaller than h, is not put
 * into bin 0 but into one more with the centre 0, after the others.
 */
const moments: usize = 12;
/** The bytes of a bin. */
const binSize: usize = moments << 3;

/**
 * Takes the float64 numbers in `[start, end)` but the one at `hole` into `count` bins, `perWidth` = 1/h a power of two.
 * Those beyond the bins are written to `far`, one after another, unless they lie at `drop` or below; answers how many.
 */
export function gather(
  start: usize,
  end: usize,
  hole: usize,
  max: f64,
  perWidth: f64,
  count: i32,
  bins: usize,
  far: usize,
  drop: f64,
): i32 {
  let beyond: i32 = 0;
  const width = 1 / perWidth;
  for (let at = start; at < end; at += 8) {
    const x = load<f64>(at);
    const d = x - max;
    if (at === hole || x <= drop) continue;
    const place = floor(-d * perWidth);
    if (place >= <f64>count) {
      store<f64>(far + (<usize>beyond << 3), x);
      beyond++;
      continue;
    }
    const taken = d - x;
    const lost = x - (d - taken) - (max + taken);
    if (place === 0) addMoments(bins + <usize>count * binSize, d + lost);
    else addMoments(bins + <usize>(<i32>place) * binSize, d + (place + 0.5) * width + lost);
  }
  return beyond;
}

/** Adds the powers of δ, from the 0th to the 11th, to a bin. */
// @ts-ignore: decorator
@inline
function addMoments(bin: usize, delta: f64): void {
  const square = f64x2.splat(delta * delta);
  let powers = f64x2.replace_lane(f64x2.splat(1), 1, delta);
  v128.store(bin, f64x2.add(v128.load(bin), powers));
  powers = f64x2.mul(powers, square);
  v128.store(bin, f64x2.add(v128.load(bin, 16), powers), 16);
  powers = f64x2.mul(powers, square);
  v128.store(bin, f64x2.add(v128.load(bin, 32), powers), 32);
  powers = f64x2.mul(powers, square);
  v128.store(bin, f64x2.add(v128.load(bin, 48), powers), 48);
  powers = f64x2.mul(powers, square);
  v128.store(bin, f64x2.add(v128.load(bin, 64), powers), 64);
  powers = f64x2.mul(powers, square);
  v128.store(bin, f64x2.add(v128.load(bin, 80), powers), 80);
}

/**
 * Adds Σ w, Σ y w and Σ y² w over bins `[first, end)` to the three totals, with y = β d − origin. `anchors` are the
 * exponentials of every 32nd bin's upper edge, `offsets` those of 32 centres below an edge; `coefficients` three series
 * of 12: β^k/k!, and the same for Σ βδ e^(βδ) and Σ (βδ)² e^(βδ). `reach` is the largest |βδ|: where it is small, the
 * first few moments tell all.
 */
export function sumBins(
  bins: usize,
  first: u32,
  end: u32,
  anchors: usize,
  offsets: usize,
  coefficients: usize,
  rateWidth: f64,
  origin: f64,
  reach: f64,
  totals: usize,
): void {
  for (let bin = first; bin < end; bin = (bin | 31) + 1) {
    // From anchor to anchor, each stretch by itself, so that thousands of bins round like a few.
    const stop = min((bin | 31) + 1, end);
    const anchor = load<f64>(anchors + (<usize>(bin >> 5) << 3));
    if (reach <= 0.0004) sumStretch(3, bins, bin, stop, anchor, offsets, coefficients, rateWidth, origin, totals);
    else if (reach <= 0.01) sumStretch(4, bins, bin, stop, anchor, offsets, coefficients, rateWidth, origin, totals);
    else sumStretch(6, bins, bin, stop, anchor, offsets, coefficients, rateWidth, origin, totals);
  }
}

/** With the first `pairs` pairs of moments. */
// @ts-ignore: decorator
@inline
function sumStretch(
  pairs: i32,
  bins: usize,
  first: u32,
  end: u32,
  anchor: f64,
  offsets: usize,
  coefficients: usize,
  rateWidth: f64,
  origin: f64,
  totals: usize,
): void {
  let weights = f64x2.splat(0);
  let firsts = f64x2.splat(0);
  let seconds = f64x2.splat(0);
  for (let bin = first; bin < end; bin++) {
    const at = bins + <usize>bin * binSize;
    const plain = series(pairs, at, coefficients);
    const once = series(pairs, at, coefficients + 96);
    const twice = series(pairs, at, coefficients + 192);
    const power = v128.load_splat<f64>(offsets + (<usize>(bin & 31) << 3));
    const centre = f64x2.splat(-(<f64>bin + 0.5) * rateWidth - origin);
    weights = madd<f64>(plain, power, weights);
    const shifted = madd<f64>(plain, centre, once);
    firsts = madd<f64>(shifted, power, firsts);
    // Σ (c + δ)² = c (c Σ 1 + Σ δ) + c Σ δ + Σ δ², and the bracket is at hand.
    seconds = madd<f64>(madd<f64>(centre, f64x2.add(shifted, once), twice), power, seconds);
  }
  store<f64>(totals, load<f64>(totals) + lanes(weights) * anchor);
  store<f64>(totals, load<f64>(totals, 8) + lanes(firsts) * anchor, 8);
  store<f64>(totals, load<f64>(totals, 16) + lanes(seconds) * anchor, 16);
}

/** The products of a bin's moments and a series' coefficients: their sum is that of the two lanes. */
// @ts-ignore: decorator
@inline
function series(pairs: i32, bin: usize, coefficients: usize): v128 {
  const start = madd<f64>(v128.load(bin, 16), v128.load(coefficients, 16), product(bin, coefficients));
  if (pairs === 3) return f64x2.add(start, product(bin + 32, coefficients + 32));
  const middle = madd<f64>(v128.load(bin, 48), v128.load(coefficients, 48), product(bin + 32, coefficients + 32));
  if (pairs === 4) return f64x2.add(start, middle);
  const end = madd<f64>(v128.load(bin, 80), v128.load(coefficients, 80), product(bin + 64, coefficients + 64));
  return f64x2.add(f64x2.add(start, middle), end);
}

// @ts-ignore: decorator
@inline
function product(bin: usize, coefficients: usize): v128 {
  return f64x2.mul(v128.load(bin), v128.load(coefficients));
}
