import { float64Storage } from '../core/float64Storage.js';
import { UserError } from '../core/userError.js';

/**
 * Float64 storage for the elements `[start, end)` of `count`; refuses a range beyond them, or beyond what memory
 * holds.
 */
export function storageForRange(start: number, end: number, count: number): Float64Array {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > end || end > count) {
    throw new UserError('bad-option', `There are no elements from ${start} to ${end} in a tensor of ${count}.`);
  }
  return float64Storage(end - start);
}
