import { elementAt } from '../element.js';
import { finiteMasksOf } from '../finiteMask.js';
import { decoded, type StoredFloats } from '../storedFloats.js';
import type { Kernel, RestSums, RowScan, RowSums, SoftmaxOutput } from './kernel.js';
import { Shift } from './shift.js';

/**
 * Rows shorter than this are done sooner than they are copied into WASM memory; and exactly alike for any shift of their
 * logits, which rows of a few classes are looked at for.
 */
export const shortestRow = 32;

/** Short rows are made float64 so many numbers at a time: to make an array takes longer than a short row does. */
const batchLength = 4096;

/** `Kernel.eachRow`, one row after another in float64. */
export function eachRowAlone(
  kernel: Kernel,
  rows: StoredFloats,
  classCount: number,
  take: (row: number, sums: RowSums) => void,
): void {
  const rowCount = rows.values.length / classCount;
  const batchRows = Math.max(1, Math.floor(batchLength / classCount));
  for (let first = 0; first < rowCount; first += batchRows) {
    const end = Math.min(first + batchRows, rowCount);
    const batch = decoded(rows, first * classCount, end * classCount);
    for (let row = first; row < end; row++) {
      const start = (row - first) * classCount;
      take(row, rowAlone(kernel, batch.subarray(start, start + classCount)));
    }
  }
}

/** The sums of one row, in float64. */
export function rowAlone(kernel: Kernel, row: Float64Array): RowSums {
  const scan = kernel.scan(row);
  const { weight, moment } = restOf(kernel, row, scan);
  // Each by name: to spread one object into another takes longer than a short row does.
  return {
    classCount: scan.classCount,
    nan: scan.nan,
    positiveInfinity: scan.positiveInfinity,
    negativeInfinity: scan.negativeInfinity,
    argmax: scan.argmax,
    ties: scan.ties,
    max: scan.max,
    runnerUp: scan.runnerUp,
    runnerUpLogit: scan.runnerUpLogit,
    weight,
    moment,
    finiteMasks: finiteMasksOf(row, scan).count,
    isFloat32: false,
  };
}

/** softmax, or its logarithm, of the row of `classCount` logits at `start`, made in float64, into the same place of `out`. */
export function softmaxAlone(
  kernel: Kernel,
  rows: StoredFloats,
  start: number,
  classCount: number,
  output: SoftmaxOutput,
  out: Float32Array,
): void {
  const row = decoded(rows, start, start + classCount);
  const scan = kernel.scan(row);
  const { weight } = restOf(kernel, row, scan);
  const logNormaliser = Math.log1p(weight);
  const shift = new Shift(scan.max, 1);
  if (output === 'softmax') {
    if (!Number.isNaN(weight)) kernel.expInto(row, scan, shift, row);
    for (let at = 0; at < classCount; at++) out[start + at] = elementAt(row, at) / (1 + weight);
  } else {
    for (let at = 0; at < classCount; at++) out[start + at] = shift.exponent(elementAt(row, at)) - logNormaliser;
  }
}

/** The sums of a row; NaN where it has no softmax. */
function restOf(kernel: Kernel, row: Float64Array, scan: RowScan): RestSums {
  const exists = scan.nan === 0 && scan.positiveInfinity === 0 && scan.argmax >= 0;
  return exists ? kernel.restSums(row, scan, new Shift(scan.max, 1)) : { weight: NaN, moment: NaN };
}
