import { UserError } from '../../core/userError.js';
import { type EnclosingArray, type ReadArray, readEnclosing } from './enclosingArray.js';
import { FoundArrays } from './foundArrays.js';
import { isLookAlike } from './lookAlike.js';
import { quotedPart } from './quotedPart.js';
import type { FoundNumbers } from './reading.js';
import { StatedFacts } from './statedFacts.js';
import { surroundingsOf } from './surroundings.js';

/** An array in a document that may be logits. */
export interface Literal extends EnclosingArray {
  /** The name that it is given, where it has one. */
  readonly name: string | undefined;
  readonly numbers: FoundNumbers;
  /** Whether something stands before it on its line, as in a statement of a program. */
  readonly isWithinLine: boolean;
  /** The range `[start, end)` of the row, as far as brackets tell; else that of the array. */
  readonly rowRange: readonly [start: number, end: number];
}

/**
 * The array around `offset` as `enclosingArray` finds it; undefined where what it is, or stands in, says that it is none of
 * logits, and where it contradicts what it states of itself.
 */
export function literalAt(text: string, offset: number): Literal | undefined {
  if (!mayBeWithin(text, offset)) return undefined;
  const found = readEnclosing(text, offset);
  if (!found) return literalInQuotes(text, offset);
  const { place } = found;
  const surroundings = surroundingsOf(text, place.start);
  if (isLookAlike(text.slice(place.start, place.end), place.shape, surroundings)) return undefined;
  const numbers = numbersOf(text, found);
  if (!numbers) return undefined;
  const { name, before, isOnItsLine } = surroundings;
  const isWithinLine = before !== '' && isOnItsLine;
  return { ...place, name, numbers, isWithinLine, rowRange: rowRange(text, offset, place) };
}

/** The array in a string or a comment, which is passed over in the text around. */
function literalInQuotes(text: string, offset: number): Literal | undefined {
  const [from, to] = quotedPart(text, offset);
  const found = to - from < text.length ? literalAt(text.slice(from, to), offset - from) : undefined;
  if (!found) return undefined;
  const { start, end, rowRange, shape } = found;
  // Of a string that holds nothing else, what stands before it tells.
  const isAlone = /["'`]/.test(text[from - 1] ?? '') && text.slice(from, from + start).trim() === '';
  const outside = isAlone ? surroundingsOf(text, from - 1) : undefined;
  if (outside && isLookAlike(text.slice(from + start, from + end), shape, outside)) return undefined;
  return {
    ...found,
    name: found.name ?? outside?.name,
    start: start + from,
    end: end + from,
    rowRange: [rowRange[0] + from, rowRange[1] + from],
  };
}

function numbersOf(text: string, { place, array, buffer }: ReadArray): FoundNumbers | undefined {
  const found = new FoundArrays(text);
  found.add(array, buffer, place.start, place.end, undefined, false);
  try {
    return found.answer(new StatedFacts());
  } catch (error) {
    // It states another shape than it has.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Whether the place can be in an array, by what is next to it: a number, a word that stands for one or goes before a bracket,
 * or what separates them. Most of a program is ruled out by this, before a hundred thousand characters are looked at.
 */
function mayBeWithin(text: string, offset: number): boolean {
  const before = /[\w.$]*$/.exec(text.slice(Math.max(0, offset - 60), offset))?.[0] ?? '';
  const after = text.slice(offset, offset + 120);
  const word = before + (/^[\w.$]*/.exec(after)?.[0] ?? '');
  if (/^[A-Za-z_$]/.test(word)) {
    return (
      /(?:^|[._])(?:nan|inf|infinity|true|false)\w?$/i.test(word) ||
      /^[\w.:$]*!?(?:<[^<>]*>)?(?:\(\d+\))? ?[[({]/.test(after)
    );
  }
  const neighbours = [/\S(?=\s*$)/.exec(text.slice(Math.max(0, offset - 60), offset)), /\S/.exec(after)];
  return word !== '' || neighbours.some((found) => /[\d.,;[\](){}]/.test(found?.[0] ?? ''));
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
