import { UserError } from './userError.js';

/** `length` float64 zeros; a `UserError` (`too-large`) where memory does not hold them. */
export function float64Storage(length: number): Float64Array<ArrayBuffer> {
  try {
    return new Float64Array(length);
  } catch {
    // A typed array that cannot be had is a RangeError, whose wording each engine chooses.
    throw new UserError('too-large', `${length} numbers do not fit into memory at once: give a smaller part.`);
  }
}
