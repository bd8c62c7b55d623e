import type { DTypeName } from '../core/dtype.js';
import { NestedArray } from '../formats/text/nestedArray.js';
import { NumberBuffer } from '../formats/text/numberBuffer.js';
import { TextCursor } from '../formats/text/textCursor.js';
import type { NumberForm } from '../formats/text/textNumber.js';
import { notOneToOne } from './notOneToOne.js';

/** Where a number stands in a text, `[start, end)`, suffix and all, and how it is written. */
export interface NumberPlace {
  readonly start: number;
  readonly end: number;
  readonly form: NumberForm;
  readonly value: number;
}

/** The numbers of a literal in the order of its text. */
export interface LiteralNumbers {
  readonly places: readonly NumberPlace[];
  /** The type that words around the first array state. */
  readonly statedDtype: DTypeName | undefined;
}

/**
 * The numbers in the range `[start, end)`: of one array in brackets, of several one after another, or of lines. Throws a
 * `UserError` (`unsupported-format`) where something in it stands for more numbers than one, or is none.
 */
export function numberPlaces(text: string, start: number, end: number): LiteralNumbers {
  const cursor = new TextCursor(text, start, end);
  const buffer = new PlaceBuffer(cursor);
  let statedDtype: DTypeName | undefined;
  while (cursor.next() !== 'end') {
    if (separators.some((mark) => cursor.is(mark))) continue;
    const array = new NestedArray(cursor, buffer);
    if (array.read()) throw notOneToOne('it holds more than numbers');
    statedDtype ??= array.facts.dtype;
  }
  return { places: buffer.places, statedDtype };
}

const separators = [',', ';', '|'];

/** Notes where each number stands as it is read. */
class PlaceBuffer extends NumberBuffer {
  readonly places: NumberPlace[] = [];

  constructor(private readonly cursor: TextCursor) {
    super();
  }

  override push(value: number): void {
    super.push(value);
    const { text, start, position, number } = this.cursor;
    const [from, to] = callOfFloat(text, start, position) ?? [start, position];
    this.places.push({ start: from, end: to, form: number.form, value });
  }

  override repeat(): void {
    throw notOneToOne('some of its numbers stand for several');
  }
}

/** The range of Python's `float('nan')` around its string. */
function callOfFloat(text: string, start: number, end: number): readonly [number, number] | undefined {
  if (!/['"]/.test(text[start] ?? '')) return undefined;
  const before = /\bfloat\(\s{0,8}$/.exec(text.slice(Math.max(0, start - 16), start));
  const after = /^\s{0,8}\)/.exec(text.slice(end, end + 9));
  return before && after ? [start - before[0].length, end + after[0].length] : undefined;
}
