import { UserError } from '../core/userError.js';

/**
 * Float64 storage for the elements `[start, end)` of `count`; refuses a range beyond them, or beyond what memory
 * holds.
 */
export function storageForRange(start: number, end: number, count: number): Float64Array {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > end || end > count) {
    throw new UserError('bad-option', `There are no elements [${start}, ${end}) in a tensor of ${count}.`);
  }
  return float64Storage(end - start);
}

/** `length` float64 zeros; `too-large` where memory does not hold them. */
export function float64Storage(length: number): Float64Array<ArrayBuffer> {
  try {
    return new Float64Array(length);
  } catch {
    // A typed array that cannot be had is a RangeError, whose wording each engine chooses.
    throw new UserError('too-large', `${length} numbers do not fit into memory at once; read a smaller part.`);
  }
}
