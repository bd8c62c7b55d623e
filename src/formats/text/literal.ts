import { type EnclosingArray, enclosingArray } from './enclosingArray.js';
import { isLookAlike } from './lookAlike.js';
import { surroundingsOf } from './surroundings.js';

/** An array in a document that may be logits. */
export interface Literal extends EnclosingArray {
  /** The name that it is given, where it has one. */
  readonly name: string | undefined;
}

/** The array around `offset` as `enclosingArray` finds it; undefined where what it is, or stands in, says that it is none of logits. */
export function literalAt(text: string, offset: number): Literal | undefined {
  const array = enclosingArray(text, offset);
  if (!array) return undefined;
  const surroundings = surroundingsOf(text, array.start);
  if (isLookAlike(text.slice(array.start, array.end), array.shape, surroundings)) return undefined;
  return { ...array, name: surroundings.name };
}
