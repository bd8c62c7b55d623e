import { float64Storage } from '../core/float64Storage.js';
import { UserError } from '../core/userError.js';

/** Refuses a range of elements, `[start, end)`, that is none or goes beyond `count`. */
export function checkElementRange(start: number, end: number, count: number): void {
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= count) return;
  throw new UserError('bad-option', `There are no elements from ${start} to ${end} in a tensor of ${count}.`);
}

/**
 * Float64 storage for the elements `[start, end)` of `count`; refuses a range beyond them, or beyond what memory
 * holds.
 */
export function storageForRange(start: number, end: number, count: number): Float64Array {
  checkElementRange(start, end, count);
  return float64Storage(end - start);
}
