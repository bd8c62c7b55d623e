import { constant32, exp32, rounder32 } from './exp32';
import { exp64Of, rounder64 } from './exp64';
import { lanes, promoteHigh, raised32, reach32 } from './sums32';

/** Six vectors, as in `sums32`. */
const group: usize = 96;

/** What `softmaxRows32` is to write for each row. */
export const enum Output {
  logSumExp = 0,
  softmax = 1,
  logSoftmax = 2,
}

/**
 * softmax or log-softmax of `rows` rows of `classes` float32 numbers each, to as many at `out`, or the log-sum-exp of
 * each row as a float64. Answers how many rows were done: the next one holds NaN or +inf, nothing finite, or numbers too
 * large for float32 arithmetic.
 */
export function softmaxRows32(start: usize, rows: i32, classes: i32, output: Output, out: usize, work: usize): i32 {
  const size = (<usize>classes) << 2;
  for (let row = 0; row < rows; row++) {
    range32(start, start + size, work);
    const high = load<f32>(work);
    if (!(abs(high) <= 220)) return row;
    const isNear = high - load<f32>(work, 4) <= reach32;
    const powers = output === Output.softmax ? out : 0;
    const logNormaliser = logNormaliser32(start, start + size, high, isNear, powers, work);
    if (logNormaliser !== logNormaliser) return row;
    if (output === Output.softmax) scale32(out, out + size, <f32>(1 / load<f64>(work)));
    if (output === Output.logSoftmax) shift32(start, start + size, high, <f32>logNormaliser, out);
    if (output === Output.logSumExp) store<f64>(out, <f64>high + logNormaliser);
    start += size;
    out += output === Output.logSumExp ? 8 : size;
  }
  return rows;
}

/**
 * Writes e^x · 2^−shift of the float32 numbers in `[start, end)` to `out`, unless that is 0, and returns their sum; where
 * `isNear` is false those further than 128 below `max` are 0. What follows `end` is read too, up to a group.
 */
function powers32(
  start: usize,
  end: usize,
  max: f32,
  rounder: f32,
  isNear: bool,
  out: usize,
): f64 {
  const whole = end - ((end - start) % group);
  let sum: f64 = 0;
  if (out === 0) {
    sum += isNear ? powers(start, whole, max, rounder, false, false, out) : farPowers(start, whole, max, rounder, false, out);
  } else {
    sum += isNear ? powers(start, whole, max, rounder, false, true, out) : farPowers(start, whole, max, rounder, true, out);
  }
  return sum + lastPowers(whole, end, max, rounder, out === 0 ? 0 : out + (whole - start));
}

function farPowers(start: usize, end: usize, max: f32, rounder: f32, kept: bool, out: usize): f64 {
  return kept ? powers(start, end, max, rounder, true, true, out) : powers(start, end, max, rounder, true, false, out);
}

// @ts-ignore: decorator
@inline
function powers(start: usize, end: usize, max: f32, rounder: f32, far: bool, kept: bool, out: usize): f64 {
  const perLn2 = constant32(0);
  const ln2High = constant32(1);
  const ln2Low = constant32(2);
  const c2 = constant32(3);
  const c3 = constant32(4);
  const c4 = constant32(5);
  const c5 = constant32(6);
  const c6 = constant32(7);
  const floor = f32x4.splat(max - reach32);
  const round = f32x4.splat(rounder);
  const ahead = out - start;
  let sums = f64x2.splat(0);
  for (let at = start; at < end; at += group) {
    let x0 = v128.load(at);
    let x1 = v128.load(at, 16);
    let x2 = v128.load(at, 32);
    let x3 = v128.load(at, 48);
    let x4 = v128.load(at, 64);
    let x5 = v128.load(at, 80);
    if (far) {
      x0 = f32x4.pmax(x0, floor);
      x1 = f32x4.pmax(x1, floor);
      x2 = f32x4.pmax(x2, floor);
      x3 = f32x4.pmax(x3, floor);
      x4 = f32x4.pmax(x4, floor);
      x5 = f32x4.pmax(x5, floor);
    }
    let w0 = exp32(x0, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w1 = exp32(x1, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w2 = exp32(x2, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w3 = exp32(x3, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w4 = exp32(x4, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    let w5 = exp32(x5, round, perLn2, ln2High, ln2Low, c2, c3, c4, c5, c6);
    if (far) {
      w0 = v128.andnot(w0, f32x4.le(x0, floor));
      w1 = v128.andnot(w1, f32x4.le(x1, floor));
      w2 = v128.andnot(w2, f32x4.le(x2, floor));
      w3 = v128.andnot(w3, f32x4.le(x3, floor));
      w4 = v128.andnot(w4, f32x4.le(x4, floor));
      w5 = v128.andnot(w5, f32x4.le(x5, floor));
    }
    if (kept) {
      v128.store(at + ahead, w0);
      v128.store(at + ahead, w1, 16);
      v128.store(at + ahead, w2, 32);
      v128.store(at + ahead, w3, 48);
      v128.store(at + ahead, w4, 64);
      v128.store(at + ahead, w5, 80);
    }
    const sum = f32x4.add(f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)), f32x4.add(w4, w5));
    sums = f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(sum), promoteHigh(sum)));
  }
  return lanes(sums);
}

function lastPowers(start: usize, end: usize, max: f32, rounder: f32, out: usize): f64 {
  const floor = f32x4.splat(max - reach32);
  let sum: f64 = 0;
  for (let at = start; at < end; at += 16) {
    const x = f32x4.pmax(v128.load(at), floor);
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
    let rest = v128.andnot(power, f32x4.le(x, floor));
    for (let one = at; one < min(at + 16, end); one += 4) {
      const w = f32x4.extract_lane(rest, 0);
      if (out !== 0) store<f32>(out + (one - start), w);
      sum += <f64>w;
      rest = v128.shuffle<i32>(rest, rest, 1, 2, 3, 0);
    }
  }
  return sum;
}

/** Multiplies the float32 numbers in `[start, end)` by `factor`. */
function scale32(start: usize, end: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  let at = start;
  for (; at + 64 <= end; at += 64) {
    v128.store(at, f32x4.mul(v128.load(at), factors));
    v128.store(at, f32x4.mul(v128.load(at, 16), factors), 16);
    v128.store(at, f32x4.mul(v128.load(at, 32), factors), 32);
    v128.store(at, f32x4.mul(v128.load(at, 48), factors), 48);
  }
  for (; at < end; at += 4) store<f32>(at, load<f32>(at) * factor);
}

/** Writes (x − max) − logNormaliser of the float32 numbers in `[start, end)` to `out`. */
function shift32(start: usize, end: usize, max: f32, logNormaliser: f32, out: usize): void {
  const highs = f32x4.splat(max);
  const lows = f32x4.splat(logNormaliser);
  const ahead = out - start;
  let at = start;
  for (; at + 32 <= end; at += 32) {
    v128.store(at + ahead, f32x4.sub(f32x4.sub(v128.load(at), highs), lows));
    v128.store(at + ahead, f32x4.sub(f32x4.sub(v128.load(at, 16), highs), lows), 16);
  }
  for (; at < end; at += 4) store<f32>(at + ahead, load<f32>(at) - max - logNormaliser);
}

/** The largest (`high`) and smallest of the float32 numbers in `[start, end)`, written to `out`; NaN counts as absent. */
function range32(start: usize, end: usize, out: usize): void {
  let high0 = f32x4.splat(-Infinity);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  let low0 = f32x4.splat(Infinity);
  let low1 = low0;
  let low2 = low0;
  let low3 = low0;
  let at = start;
  for (; at + 64 <= end; at += 64) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    high0 = f32x4.pmax(high0, x0);
    high1 = f32x4.pmax(high1, x1);
    high2 = f32x4.pmax(high2, x2);
    high3 = f32x4.pmax(high3, x3);
    low0 = f32x4.pmin(low0, x0);
    low1 = f32x4.pmin(low1, x1);
    low2 = f32x4.pmin(low2, x2);
    low3 = f32x4.pmin(low3, x3);
  }
  for (; at < end; at += 4) {
    high0 = f32x4.pmax(high0, v128.load_splat<f32>(at));
    low0 = f32x4.pmin(low0, v128.load_splat<f32>(at));
  }
  const high = f32x4.pmax(f32x4.pmax(high0, high1), f32x4.pmax(high2, high3));
  const low = f32x4.pmin(f32x4.pmin(low0, low1), f32x4.pmin(low2, low3));
  // Each half against the other, then each number against its neighbour.
  const highs = f32x4.pmax(high, v128.shuffle<i32>(high, high, 2, 3, 0, 1));
  const lows = f32x4.pmin(low, v128.shuffle<i32>(low, low, 2, 3, 0, 1));
  store<f32>(out, max<f32>(f32x4.extract_lane(highs, 0), f32x4.extract_lane(highs, 1)));
  store<f32>(out, min<f32>(f32x4.extract_lane(lows, 0), f32x4.extract_lane(lows, 1)), 4);
}

/** ln Σ e^(x − max) of the float32 numbers in `[start, end)`, whose largest is `max`; the powers go to `out` unless 0. */
function logNormaliser32(start: usize, end: usize, max: f32, isNear: bool, out: usize, normaliser: usize): f64 {
  const shift = nearest(<f64>max * 1.4426950408889634) - raised32;
  const sum = powers32(start, end, max, rounder32(<f32>shift), isNear, out);
  store<f64>(normaliser, sum);
  return Math.log(sum / exp64Of(<f64>max, rounder64(shift)));
}
