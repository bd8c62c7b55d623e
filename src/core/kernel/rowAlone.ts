import { finiteMasksOf } from '../finiteMask.js';
import { decoded, type StoredFloats } from '../storedFloats.js';
import type { Kernel, RowSums } from './kernel.js';
import { Shift } from './shift.js';

/**
 * Rows shorter than this are done sooner than they are copied into WASM memory; and exactly alike for any shift of their
 * logits, which rows of a few classes are looked at for.
 */
export const shortestRow = 32;

/** `Kernel.eachRow`, one row after another in float64. */
export function eachRowAlone(
  kernel: Kernel,
  rows: StoredFloats,
  classCount: number,
  take: (row: number, sums: RowSums) => void,
): void {
  for (let row = 0, start = 0; start < rows.values.length; row++, start += classCount) {
    take(row, rowAlone(kernel, decoded(rows, start, start + classCount)));
  }
}

/** The sums of one row, in float64. */
export function rowAlone(kernel: Kernel, row: Float64Array): RowSums {
  const scan = kernel.scan(row);
  const exists = scan.nan === 0 && scan.positiveInfinity === 0 && scan.argmax >= 0;
  const rest = exists ? kernel.restSums(row, scan, new Shift(scan.max, 1)) : { weight: NaN, moment: NaN };
  return { ...scan, ...rest, finiteMasks: finiteMasksOf(row, scan).count, isFloat32: false };
}
