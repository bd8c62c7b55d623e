import { type EnclosingArray, enclosingArray } from './enclosingArray.js';
import { isLookAlike } from './lookAlike.js';
import { surroundingsOf } from './surroundings.js';

/** An array in a document that may be logits. */
export interface Literal extends EnclosingArray {
  /** The name that it is given, where it has one. */
  readonly name: string | undefined;
  /** Whether something stands before it on its line, as in a statement of a program. */
  readonly isWithinLine: boolean;
  /** The range `[start, end)` of the row, as far as brackets tell; else that of the array. */
  readonly rowRange: readonly [start: number, end: number];
}

/** The array around `offset` as `enclosingArray` finds it; undefined where what it is, or stands in, says that it is none of logits. */
export function literalAt(text: string, offset: number): Literal | undefined {
  const array = enclosingArray(text, offset);
  if (!array) return undefined;
  const surroundings = surroundingsOf(text, array.start);
  if (isLookAlike(text.slice(array.start, array.end), array.shape, surroundings)) return undefined;
  const { name, before, isOnItsLine } = surroundings;
  return { ...array, name, isWithinLine: before !== '' && isOnItsLine, rowRange: rowRange(text, offset, array) };
}

/** The innermost brackets around the offset. */
function rowRange(text: string, offset: number, { start, end, shape }: EnclosingArray): [number, number] {
  const isOpener = '[({'.includes(text[offset] ?? ' ');
  const opener = isOpener ? offset : Math.max(...['[', '(', '{'].map((mark) => text.lastIndexOf(mark, offset - 1)));
  const closer = text.slice(offset + (isOpener ? 1 : 0), end).search(/[[({\])}]/) + offset + (isOpener ? 1 : 0);
  const isWhole = opener >= start && closer >= offset && '])}'.includes(text[closer] ?? ' ');
  const isWithin = isWhole && !/[\])}]/.test(text.slice(opener, offset));
  return shape.length > 1 && isWithin ? [opener, closer + 1] : [start, end];
}
