import { shapeText } from '../core/shapeText.js';
import { UserError } from '../core/userError.js';
import { checkedElementCount, maxDimensions } from './shapeLimits.js';

/**
 * The shape of a JSON tensor whose arrays are nested as `found`, and whose “shape” is `value`, undefined where it has
 * none. Throws a `UserError`: `shape-mismatch` where the two do not agree, `too-large`.
 */
export function shapeOf(value: unknown, found: readonly number[]): readonly number[] {
  if (value === undefined) return found;
  if (Array.isArray(value) && value.length > maxDimensions) {
    throw new UserError(
      'too-large',
      `“shape” has ${value.length} axes; at most ${maxDimensions} can be read. Correct it, or leave it out.`,
    );
  }
  if (!isShape(value)) {
    throw new UserError(
      'shape-mismatch',
      '“shape” is not an array of lengths. Write it as in "shape": [2, 3], or leave it out.',
    );
  }
  if (agrees(value, found)) return value;
  throw new UserError(
    'shape-mismatch',
    `“shape” is ${shapeText(value)}, but the numbers are of shape ${shapeText(found)}. Correct it, or leave it out.`,
  );
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

/**
 * Numbers that are not nested can be of any shape. Nested arrays end at the first axis of length 0: [[], []] is (2, 0,
 * …).
 */
function agrees(stated: readonly number[], found: readonly number[]): boolean {
  const counts = [checkedElementCount(stated, 8), checkedElementCount(found, 8)];
  if (counts[0] !== counts[1]) return false;
  if (found.length <= 1) return true;
  const lengths = counts[0] === 0 ? stated.slice(0, stated.indexOf(0) + 1) : stated;
  return lengths.length === found.length && lengths.every((length, axis) => length === found[axis]);
}
