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
import { Field, get, set } from './rowRecord';
import { collectionSize, countOf } from './topK';

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
    takeSums<T>(record, candidates, start, end, 0, narrow);
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
