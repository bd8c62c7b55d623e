import { countEqual, hasNaN, smallestAbove } from './counts';
import { list, takeExtremes, takeFaults } from './rowPasses';
import { addSums64 as addSumsOf } from './sums64';
import { countOf } from './topK';

/*
 * What the module exports: the host's side of it is `KernelModule`.
 */

export { figures32, figures64 } from './figures';
export { figures16 } from './halves';
export { softmaxRows32 } from './softmax32';
export { bfloat16ToFloat32, float16ToFloat32 } from './convert';

export { begin } from './rowPasses';
export { settleTotals } from './sums32';
export { exp64Of } from './exp64';
export { addSquaresAt, addSumsAt, powersAtInto } from './sumsAt';
export { coarsen, gather, sumBins } from './bins';

export function takeExtremes64(record: usize, candidates: usize, start: usize, end: usize, first: i32, spare: usize): void {
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
