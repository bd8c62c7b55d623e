import { countEqual, countNaN, countUpTo } from './counts';
import { exp64Of, rounder64 } from './exp64';
import { exp32Of, rounder32 } from './exp32';
import { extremes, largestStrip, nthStrip, stripCount } from './extremes';
import { Field, get, set } from './rowRecord';
import { addSums32, addTotals, raised32, reach32, settleTotals } from './sums32';
import { addSums64, cut } from './sums64';
import { below, clear, collect, collectAbsent, countOf, indexAt, settle, valueAt } from './topK';

/** Makes a record ready for a row, whose `wanted` largest logits (2 or more) are to be listed. */
export function begin(record: usize, candidates: usize, wanted: i32): void {
  const zero = f64x2.splat(0);
  for (let at: usize = 0; at < <usize>Field.list; at += 16) v128.store(record + at, zero);
  set(record, Field.argmax, -1);
  set(record, Field.runnerUp, -1);
  set(record, Field.max, -Infinity);
  set(record, Field.min, Infinity);
  clear(candidates, wanted);
}

/**
 * First pass, over a piece of the row: the numbers of type T in `[start, end)`, the first of them of class `first`.
 * `spare` has room for 144 bytes.
 */
export function takeExtremes<T extends number>(
  record: usize,
  candidates: usize,
  start: usize,
  end: usize,
  first: i32,
  spare: usize,
): void {
  const wanted = load<i32>(candidates);
  const smallest = <f64>extremes<T>(start, end, spare);
  set(record, Field.max, max<f64>(get(record, Field.max), <f64>largestStrip<T>(spare)));
  set(record, Field.min, min<f64>(get(record, Field.min), smallest));
  const bar = <usize>wanted > stripCount ? <T>-Infinity : below<T>(nthStrip<T>(spare, wanted));
  collect<T>(candidates, start, end, first, bar, spare);
  settle<T>(candidates, spare);
}

/**
 * Whether the sums can be made in float32: its exponential is exact only for numbers that are not too large, and of a few
 * classes the roundings do not average out.
 */
export function suitsFloat32(record: usize, classes: usize): bool {
  return classes >= 128 && abs(get(record, Field.max)) <= 220;
}

/** Whether the sums can be made by `addSums64`: as above. */
export function suitsFloat64(record: usize): bool {
  return abs(get(record, Field.max)) <= 500_000;
}

/** The whole number nearest to max / ln 2, to which weights are relative in float32. */
// @ts-ignore: decorator
@inline
function octave(record: usize): f64 {
  return nearest(get(record, Field.max) * 1.4426950408889634);
}

/** In float64 weights are scaled up by 2^512. */
const raised64: f64 = 512;

/**
 * Second pass, over a piece: the sums of all but the largest number, and what has to be counted. `start`, `end` and
 * `first` as in the first pass.
 */
export function takeSums<T extends number>(
  record: usize,
  candidates: usize,
  start: usize,
  end: usize,
  first: i32,
  float32: bool,
): void {
  const largest = get(record, Field.max);
  const range = largest - get(record, Field.min);
  const ahead = <isize>(indexAt(candidates, 0) - <f64>first);
  const hole = ahead < 0 ? end : start + <usize>ahead * sizeof<T>();
  const totals = record + Field.weight;
  if (float32) {
    addSums32(start, end, hole, <f32>largest, rounder32(<f32>(octave(record) - raised32)), range <= reach32, totals);
  } else {
    addSums64<T>(start, end, hole, largest, rounder64(octave(record) - raised64), range <= -cut, totals);
  }
  takeCounts<T>(record, candidates, start, end);
}

/** Counts what only few rows hold, each at the price of another look at the piece. */
function takeCounts<T extends number>(record: usize, candidates: usize, start: usize, end: usize): void {
  const largest = get(record, Field.max);
  const last = countOf(candidates) - 1;
  if (<f64>valueAt<T>(candidates, last) === largest && last > 0) {
    set(record, Field.ties, get(record, Field.ties) + countEqual<T>(start, end, <T>largest));
  }
  const bound = -max<f64>(9000, 8 * abs(largest));
  if (get(record, Field.min) > bound) return;
  const infinite = countUpTo<T>(start, end, <T>-Infinity);
  set(record, Field.negativeInfinity, get(record, Field.negativeInfinity) + infinite);
  set(record, Field.finiteMasks, get(record, Field.finiteMasks) + countUpTo<T>(start, end, <T>bound) - infinite);
}

/** Counts what makes a row one without softmax, in a piece of it. */
export function takeFaults<T extends number>(record: usize, start: usize, end: usize): void {
  set(record, Field.nan, get(record, Field.nan) + countNaN<T>(start, end));
  set(record, Field.positiveInfinity, get(record, Field.positiveInfinity) + countEqual<T>(start, end, <T>Infinity));
  set(record, Field.negativeInfinity, get(record, Field.negativeInfinity) + countEqual<T>(start, end, <T>-Infinity));
}

/** Turns the sums into figures. */
export function finish<T extends number>(record: usize, candidates: usize, float32: bool): void {
  const largest = get(record, Field.max);
  const rounder = rounder64(octave(record) - (float32 ? raised32 : raised64));
  const own = exp64Of(largest, rounder);
  if (float32 && countOf(candidates) > 1) mendRunnerUp(record, <f64>valueAt<T>(candidates, 1), rounder);
  settleTotals(record + Field.weight);
  const weight = get(record, Field.weight) / own;
  const moment = get(record, Field.moment) / own;
  const logNormaliser = Math.log1p(weight);
  set(record, Field.weight, weight);
  set(record, Field.moment, moment);
  set(record, Field.logNormaliser, logNormaliser);
  set(record, Field.entropyNats, logNormaliser - moment / (1 + weight));
  set(record, Field.oneMinusTop, weight / (1 + weight));
  set(record, Field.isFloat32, float32 ? 1 : 0);
  set(record, Field.argmax, indexAt(candidates, 0));
  const others = countOf(candidates) > 1;
  set(record, Field.runnerUp, others ? indexAt(candidates, 1) : -1);
  set(record, Field.runnerUpLogit, others ? <f64>valueAt<T>(candidates, 1) : NaN);
  if (get(record, Field.ties) === 0) set(record, Field.ties, <f64>tiesListed<T>(candidates));
}

/** Puts right in float64 what rounding did to the largest term, which alone counts where a row is nearly one-hot. */
function mendRunnerUp(record: usize, logit: f64, rounder: f64): void {
  const d = logit - get(record, Field.max);
  if (d <= -reach32) return;
  const exact = exp64Of(logit, rounder);
  const added = exp32Of(<f32>logit, rounder32(<f32>(octave(record) - raised32)));
  const weights = f64x2.replace_lane(f64x2.splat(0), 0, exact - <f64>added);
  const moments = f64x2.replace_lane(f64x2.splat(0), 0, exact * d - <f64>(added * <f32>d));
  addTotals(record + Field.weight, weights, moments);
}

function tiesListed<T extends number>(candidates: usize): i32 {
  let ties = 1;
  while (ties < countOf(candidates) && valueAt<T>(candidates, ties) === valueAt<T>(candidates, 0)) ties++;
  return ties;
}

/** Adds what the first pass left out to candidates that are not full: −inf, or NaN. */
export function takeAbsent<T extends number>(candidates: usize, start: usize, end: usize, first: i32, nan: bool): void {
  collectAbsent<T>(candidates, start, end, first, nan);
}

/** Writes the candidates to the record. */
export function list<T extends number>(record: usize, candidates: usize): void {
  let at = record + Field.list;
  for (let place = 0; place < countOf(candidates); place++, at += 16) {
    store<f64>(at, indexAt(candidates, place));
    store<f64>(at, <f64>valueAt<T>(candidates, place), 8);
  }
}
