import { shapeText } from '../core/shapeText.js';
import { UserError } from '../core/userError.js';

/** The most axes that a tensor may have, as in NumPy 2. */
export const maxDimensions = 64;

/**
 * The number of elements of a tensor of this shape, whose entries are non-negative integers. Refuses with `too-large`
 * more than 64 axes, and a shape whose elements or bytes could not be counted exactly in a float64 — as NumPy does,
 * also where a zero in another axis makes the tensor empty.
 */
export function checkedElementCount(shape: readonly number[], bytesPerElement: number): number {
  if (shape.length > maxDimensions) {
    throw new UserError('too-large', `The shape has ${shape.length} axes; at most ${maxDimensions} can be read.`);
  }
  let count = 1;
  for (const length of shape) {
    if (length !== 0) count *= length;
    if (count * bytesPerElement > Number.MAX_SAFE_INTEGER) {
      throw new UserError(
        'too-large',
        `The shape ${shapeText(shape)} is of more bytes than any machine can address. Check how it was written.`,
      );
    }
  }
  return shape.includes(0) ? 0 : count;
}
