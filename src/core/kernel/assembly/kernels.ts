import { reach32 } from './sums32';
import { countEqual, hasNaN, smallestAbove } from './counts';
import { addSums64 as addSumsOf } from './sums64';
import { logNormaliser32, range32, scale32, shift32 } from './softmax32';
import { collectionSize, countOf } from './topK';
import { Field, get, set } from './rowRecord';
import {
  begin,
  finish,
  list,
  suitsFloat32,
  suitsFloat64,
  takeAbsent,
  takeExtremes,
  takeFaults,
  takeSums,
} from './rowPasses';

/**
 * The figures of `rows` rows of `classes` float32 numbers each, one record of `stride` bytes a row from `records` on.
 * With `float32` the sums are made in float32 where the row suits it.
 */
export function figures32(
  start: usize,
  rows: i32,
  classes: i32,
  wanted: i32,
  float32: bool,
  records: usize,
  stride: usize,
  work: usize,
): void {
  figures<f32>(start, rows, classes, wanted, float32, records, stride, work);
}

/** `figures32` of float64 numbers, always in float64. */
export function figures64(
  start: usize,
  rows: i32,
  classes: i32,
  wanted: i32,
  records: usize,
  stride: usize,
  work: usize,
): void {
  figures<f64>(start, rows, classes, wanted, false, records, stride, work);
}

function figures<T extends number>(
  start: usize,
  rows: i32,
  classes: i32,
  wanted: i32,
  float32: bool,
  records: usize,
  stride: usize,
  work: usize,
): void {
  const size = <usize>classes * sizeof<T>();
  for (let row = 0; row < rows; row++) {
    figuresOfRow<T>(start, start + size, wanted, float32, records, work);
    start += size;
    records += stride;
  }
}

function figuresOfRow<T extends number>(
  start: usize,
  end: usize,
  wanted: i32,
  float32: bool,
  record: usize,
  work: usize,
): void {
  const candidates = work;
  const spare = work + collectionSize;
  begin(record, candidates, wanted);
  takeExtremes<T>(record, candidates, start, end, 0, spare);
  const narrow = float32 && suitsFloat32(record, (end - start) / sizeof<T>());
  if (narrow || suitsFloat64(record)) {
    takeSumsInPieces<T>(record, candidates, start, end, narrow);
    finish<T>(record, candidates, narrow);
  } else set(record, Field.weight, NaN);
  if (get(record, Field.weight) !== get(record, Field.weight)) {
    set(record, Field.negativeInfinity, 0);
    takeFaults<T>(record, start, end);
  }
  if (countOf(candidates) < wanted) {
    takeAbsent<T>(candidates, start, end, 0, false);
    takeAbsent<T>(candidates, start, end, 0, true);
  }
  list<T>(record, candidates);
}

/** Terms are grouped as where a row comes piece by piece (`pieceLength` of arena.ts), so that both find the same bits. */
const pieceLength: i32 = 16384;

function takeSumsInPieces<T extends number>(
  record: usize,
  candidates: usize,
  start: usize,
  end: usize,
  narrow: bool,
): void {
  let first: f64 = 0;
  for (let at = start; at < end; at += <usize>pieceLength * sizeof<T>(), first += <f64>pieceLength) {
    const stop = min(at + <usize>pieceLength * sizeof<T>(), end);
    takeSums<T>(record, candidates, at, stop, first, narrow);
  }
}

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

/** The sum of the bytes in `[start, end)` as float32 numbers: as fast as memory can be read. */
export function sumOf(start: usize, end: usize): f32 {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (let at = start; at < end; at += 64) {
    sum0 = f32x4.add(sum0, v128.load(at));
    sum1 = f32x4.add(sum1, v128.load(at, 16));
    sum2 = f32x4.add(sum2, v128.load(at, 32));
    sum3 = f32x4.add(sum3, v128.load(at, 48));
  }
  return f32x4.extract_lane(f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)), 0);
}

export { begin } from './rowPasses';
export { settleTotals } from './sums32';
export { exp64Of } from './exp64';
export { addSumsAt, addSquaresAt, powersAtInto } from './sumsAt';
export { coarsen, gather, sumBins } from './bins';
export { float16ToFloat32, bfloat16ToFloat32 } from './convert';

export function takeExtremes64(record: usize, candidates: usize, start: usize, end: usize, first: f64, spare: usize): void {
  takeExtremes<f64>(record, candidates, start, end, first, spare);
}

export function takeFaults64(record: usize, start: usize, end: usize): void {
  takeFaults<f64>(record, start, end);
}

export function list64(record: usize, candidates: usize): i32 {
  list<f64>(record, candidates);
  return countOf(candidates);
}

export function countEqual64(start: usize, end: usize, value: f64): f64 {
  return countEqual<f64>(start, end, value);
}

export function smallestFinite64(start: usize, end: usize, limit: f64): f64 {
  return smallestAbove<f64>(start, end, limit);
}

export function addSums64(
  start: usize,
  end: usize,
  hole: usize,
  max: f64,
  rounder: f64,
  isNear: bool,
  totals: usize,
): void {
  addSumsOf<f64>(start, end, hole, max, rounder, isNear, totals);
}

/** Whether one of the float64 numbers in `[start, end)` is NaN. */
export function hasNaN64(start: usize, end: usize): bool {
  return hasNaN<f64>(start, end);
}
