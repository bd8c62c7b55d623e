import { constant64, exp64, exp64Of } from './exp64';
import { madd } from './fused';
import { addTotals, promoteHigh } from './sums32';

/** Elements that are worked on at once. */
const group: usize = 8;
/** Elements whose terms are added before they go to the total: 100,000 terms then round like a few hundred. */
const block: usize = 128;

/** Exponents below this weigh 0, even after the scaling by 2^512. */
export const cut: f64 = -1000;

/**
 * Adds Σ w and Σ (x − max) w over the numbers of type T in `[start, end)` but the one at `hole` to the two float64
 * numbers at `totals`, with w = e^x · 2^−shift. Where `isNear` is false some numbers are further than 1000 below `max`:
 * they weigh 0.
 */
export function addSums64<T extends number>(
  start: usize,
  end: usize,
  hole: usize,
  max: f64,
  rounder: f64,
  isNear: bool,
  totals: usize,
): void {
  // Block by block from the row's start, so that it makes no difference in how many pieces a row comes.
  for (let at = start; at < end; at += block * sizeof<T>()) {
    addBlock<T>(at, min(at + block * sizeof<T>(), end), hole, max, rounder, isNear, totals);
  }
}

function addBlock<T extends number>(
  start: usize,
  end: usize,
  hole: usize,
  max: f64,
  rounder: f64,
  isNear: bool,
  totals: usize,
): void {
  const size = group * sizeof<T>();
  const whole = end - ((end - start) % size);
  let at = start;
  if (hole >= start && hole < whole) {
    const holed = hole - ((hole - start) % size);
    addWhole<T>(at, holed, max, rounder, isNear, totals);
    addPart<T>(holed, holed + size, hole, max, rounder, totals);
    at = holed + size;
  }
  addWhole<T>(at, whole, max, rounder, isNear, totals);
  if (whole < end) addPart<T>(whole, end, hole, max, rounder, totals);
}

// @ts-ignore: decorator
@inline
function addWhole<T extends number>(
  start: usize,
  end: usize,
  max: f64,
  rounder: f64,
  isNear: bool,
  totals: usize,
): void {
  if (start === end) return;
  if (isNear) addNearGroups<T>(start, end, max, rounder, totals);
  else addFarGroups<T>(start, end, max, rounder, totals);
}

function addNearGroups<T extends number>(start: usize, end: usize, max: f64, rounder: f64, totals: usize): void {
  addGroups<T>(start, end, max, rounder, false, totals);
}

function addFarGroups<T extends number>(start: usize, end: usize, max: f64, rounder: f64, totals: usize): void {
  addGroups<T>(start, end, max, rounder, true, totals);
}

/** Adds the terms of less than a group, one by one but for the number at `hole`. */
function addPart<T extends number>(
  start: usize,
  end: usize,
  hole: usize,
  max: f64,
  rounder: f64,
  totals: usize,
): void {
  for (let at = start; at < end; at += sizeof<T>()) {
    const x = <f64>load<T>(at);
    if (at === hole || x <= max + cut) continue;
    const weight = exp64Of(x, rounder);
    const none = f64x2.splat(0);
    addTotals(totals, f64x2.replace_lane(none, 0, weight), f64x2.replace_lane(none, 0, (x - max) * weight));
  }
}

// @ts-ignore: decorator
@inline
function addGroups<T extends number>(
  start: usize,
  end: usize,
  max: f64,
  rounder: f64,
  far: bool,
  totals: usize,
): void {
  const perLn2 = constant64(0);
  const ln2High = constant64(1);
  const ln2Low = constant64(2);
  const c2 = constant64(3);
  const c3 = constant64(4);
  const c4 = constant64(5);
  const c5 = constant64(6);
  const c6 = constant64(7);
  const c7 = constant64(8);
  const c8 = constant64(9);
  const c9 = constant64(10);
  const c10 = constant64(11);
  const c11 = constant64(12);
  const top = f64x2.splat(max);
  const floor = f64x2.splat(max + cut);
  const round = f64x2.splat(rounder);
  let weights = f64x2.splat(0);
  let moments = f64x2.splat(0);
  for (let at = start; at < end; at += group * sizeof<T>()) {
    let x0: v128, x1: v128, x2: v128, x3: v128;
    if (sizeof<T>() === 4) {
      const low = v128.load(at);
      const high = v128.load(at, 16);
      x0 = f64x2.promote_low_f32x4(low);
      x1 = promoteHigh(low);
      x2 = f64x2.promote_low_f32x4(high);
      x3 = promoteHigh(high);
    } else {
      x0 = v128.load(at);
      x1 = v128.load(at, 16);
      x2 = v128.load(at, 32);
      x3 = v128.load(at, 48);
    }
    if (far) {
      x0 = f64x2.pmax(x0, floor);
      x1 = f64x2.pmax(x1, floor);
      x2 = f64x2.pmax(x2, floor);
      x3 = f64x2.pmax(x3, floor);
    }
    let w0 = exp64(x0, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
    let w1 = exp64(x1, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
    let w2 = exp64(x2, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
    let w3 = exp64(x3, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
    if (far) {
      w0 = v128.andnot(w0, f64x2.le(x0, floor));
      w1 = v128.andnot(w1, f64x2.le(x1, floor));
      w2 = v128.andnot(w2, f64x2.le(x2, floor));
      w3 = v128.andnot(w3, f64x2.le(x3, floor));
    }
    weights = f64x2.add(weights, f64x2.add(f64x2.add(w0, w1), f64x2.add(w2, w3)));
    moments = f64x2.add(
      moments,
      f64x2.add(
        madd<f64>(w0, f64x2.sub(x0, top), f64x2.mul(w1, f64x2.sub(x1, top))),
        madd<f64>(w2, f64x2.sub(x2, top), f64x2.mul(w3, f64x2.sub(x3, top))),
      ),
    );
  }
  addTotals(totals, weights, moments);
}
