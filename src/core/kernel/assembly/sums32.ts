import { constant32, exp32 } from './exp32';
import { madd } from './fused';

/** Numbers further below the maximum than this weigh 0. */
export const reach32: f32 = 128;
/** Weights are scaled up by 2^60, so that those of the far tail are not subnormal. */
export const raised32: f64 = 60;

/** Eight vectors, whose terms are added as a tree in float32 before they go to the float64 total. */
const group: usize = 128;

// @ts-ignore: decorator
@lazy
const places: usize = memory.data<i32>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
]);

/**
 * Adds Σ w and Σ (x − max) w over the float32 numbers in `[start, end)` but the one at `hole` to the two float64 numbers
 * at `totals`, with w = e^x · 2^−shift. Where `isNear` is false some numbers are further than 128 below `max`: they weigh
 * 0. What follows `end` is read too, up to a group, and ignored.
 */
export function addSums32(
  start: usize,
  end: usize,
  hole: usize,
  max: f32,
  rounder: f32,
  isNear: bool,
  totals: usize,
): void {
  const whole = end - ((end - start) % group);
  let at = start;
  if (hole < whole) {
    const holed = hole - ((hole - start) % group);
    addWhole(at, holed, max, rounder, isNear, totals);
    addPart(holed, end, hole, max, rounder, totals);
    at = holed + group;
  }
  addWhole(at, whole, max, rounder, isNear, totals);
  if (whole < end) addPart(whole, end, hole, max, rounder, totals);
}

function addWhole(start: usize, end: usize, max: f32, rounder: f32, isNear: bool, totals: usize): void {
  if (isNear) addGroups(start, end, max, rounder, false, totals);
  else addFar(start, end, max, rounder, totals);
}

function addFar(start: usize, end: usize, max: f32, rounder: f32, totals: usize): void {
  addGroups(start, end, max, rounder, true, totals);
}

// @ts-ignore: decorator
@inline
function addGroups(start: usize, end: usize, max: f32, rounder: f32, far: bool, totals: usize): void {
  const perLn2 = constant32(0);
  const ln2High = constant32(1);
  const ln2Low = constant32(2);
  const c2 = constant32(3);
  const c3 = constant32(4);
  const c4 = constant32(5);
  const c5 = constant32(6);
  const c6 = constant32(7);
  const top = f32x4.splat(max);
  const floor = f32x4.splat(max - reach32);
  const round = f32x4.splat(rounder);
  let weights = f64x2.splat(0);
  let moments = f64x2.splat(0);
  for (let at = start; at < end; at += group) {
    let x0 = v128.load(at);
    let x1 = v128.load(at, 16);
    let x2 = v128.load(at, 32);
    let x3 = v128.load(at, 48);
    let x4 = v128.load(at, 64);
    let x5 = v128.load(at, 80);
    let x6 = v128.load(at, 96);
    let x7 = v128.load(at, 112);
    if (far) {
      x0 = f32x4.pmax(x0, floor);
      x1 = f32x4.pmax(x1, floor);
      x2 = f32x4.pmax(x2, floor);
      x3 = f32x4.pmax(x3, floor);
      x4 = f32x4.pmax(x4, floor);
      x5 = f32x4.pmax(x5, floor);
      x6 = f32x4.pmax(x6, floor);
      x7 = f32x4.pmax(x7, floor);
    }
    let w0 = exp32(x0, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w1 = exp32(x1, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w2 = exp32(x2, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w3 = exp32(x3, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w4 = exp32(x4, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w5 = exp32(x5, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w6 = exp32(x6, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w7 = exp32(x7, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    if (far) {
      w0 = v128.andnot(w0, f32x4.le(x0, floor));
      w1 = v128.andnot(w1, f32x4.le(x1, floor));
      w2 = v128.andnot(w2, f32x4.le(x2, floor));
      w3 = v128.andnot(w3, f32x4.le(x3, floor));
      w4 = v128.andnot(w4, f32x4.le(x4, floor));
      w5 = v128.andnot(w5, f32x4.le(x5, floor));
      w6 = v128.andnot(w6, f32x4.le(x6, floor));
      w7 = v128.andnot(w7, f32x4.le(x7, floor));
    }
    const weight = f32x4.add(
      f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)),
      f32x4.add(f32x4.add(w4, w5), f32x4.add(w6, w7)),
    );
    const moment = f32x4.add(
      f32x4.add(
        madd<f32>(w0, f32x4.sub(x0, top), f32x4.mul(w1, f32x4.sub(x1, top))),
        madd<f32>(w2, f32x4.sub(x2, top), f32x4.mul(w3, f32x4.sub(x3, top))),
      ),
      f32x4.add(
        madd<f32>(w4, f32x4.sub(x4, top), f32x4.mul(w5, f32x4.sub(x5, top))),
        madd<f32>(w6, f32x4.sub(x6, top), f32x4.mul(w7, f32x4.sub(x7, top))),
      ),
    );
    weights = f64x2.add(weights, f64x2.add(f64x2.promote_low_f32x4(weight), promoteHigh(weight)));
    moments = f64x2.add(moments, f64x2.add(f64x2.promote_low_f32x4(moment), promoteHigh(moment)));
  }
  addTotals(totals, weights, moments);
}

/** Adds the terms of one group from `start` on, without the number at `hole` and those from `end` on. */
function addPart(start: usize, end: usize, hole: usize, max: f32, rounder: f32, totals: usize): void {
  const ends = i32x4.splat(<i32>min((end - start) >> 2, 32));
  const holes = i32x4.splat(<i32>(hole >> 2) - <i32>(start >> 2));
  const floor = f32x4.splat(max - reach32);
  let weights = f64x2.splat(0);
  let moments = f64x2.splat(0);
  for (let at: usize = 0; at < group; at += 16) {
    const place = v128.load(places + at);
    const isIn = v128.andnot(i32x4.lt_s(place, ends), i32x4.eq(place, holes));
    const x = f32x4.pmax(v128.bitselect(v128.load(start + at), floor, isIn), floor);
    const power = exp32(
      x,
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
    const weight = v128.andnot(power, f32x4.le(x, floor));
    const moment = f32x4.mul(weight, f32x4.sub(x, f32x4.splat(max)));
    weights = f64x2.add(weights, f64x2.add(f64x2.promote_low_f32x4(weight), promoteHigh(weight)));
    moments = f64x2.add(moments, f64x2.add(f64x2.promote_low_f32x4(moment), promoteHigh(moment)));
  }
  addTotals(totals, weights, moments);
}

/** Adds to the two totals, and keeps what rounding takes from each (Knuth's two-sum) in the two numbers after them. */
export function addTotals(totals: usize, weights: v128, moments: v128): void {
  const terms = v128.shuffle<i64>(weights, moments, 0, 2);
  const others = v128.shuffle<i64>(weights, moments, 1, 3);
  const term = f64x2.add(terms, others);
  const total = v128.load(totals);
  const sum = f64x2.add(total, term);
  const taken = f64x2.sub(sum, total);
  const lost = f64x2.add(f64x2.sub(total, f64x2.sub(sum, taken)), f64x2.sub(term, taken));
  v128.store(totals, sum);
  v128.store(totals, f64x2.add(v128.load(totals, 16), lost), 16);
}

/** The totals, with what rounding took from them. */
export function settleTotals(totals: usize): void {
  v128.store(totals, f64x2.add(v128.load(totals), v128.load(totals, 16)));
}

/** The upper two float32 numbers as float64. */
// @ts-ignore: decorator
@inline
export function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

/** The sum of the two float64 numbers. */
// @ts-ignore: decorator
@inline
export function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
