import { NestedArray } from './nestedArray.js';
import { NumberBuffer } from './numberBuffer.js';
import { TextCursor } from './textCursor.js';

/** An array of numbers in a document: the range `[start, end)` of its text, and the row that was asked about. */
export interface EnclosingArray {
  readonly start: number;
  readonly end: number;
  readonly shape: readonly number[];
  /** The row that the offset lies in, counted in C order over all axes but the last. */
  readonly row: number;
}

/** As far as is looked to either side, in characters. */
const reach = 100_000;
/** As many brackets around a place are tried, from the outermost on. */
const maximumTried = 64;

/**
 * The outermost array literal or printed tensor around `offset`, on its brackets or its name included; undefined where
 * there is none of two numbers and more, or it is not whole within some 100,000 characters to each side.
 */
export function enclosingArray(text: string, offset: number): EnclosingArray | undefined {
  return readEnclosing(text, offset)?.place;
}

/** An array in a document as it was read. */
export interface ReadArray {
  readonly place: EnclosingArray;
  readonly array: NestedArray;
  readonly buffer: NumberBuffer;
}

/** The same with all that was read of it. */
export function readEnclosing(text: string, offset: number): ReadArray | undefined {
  const from = text.lastIndexOf('\n', Math.max(0, offset - reach)) + 1;
  const limit = Math.min(text.length, offset + reach);
  const openers = openersAround(text, Math.max(from, offset - 2 * reach), offset, limit);
  for (const opener of openers.slice(-maximumTried)) {
    const starts = [headStart(text, opener), ...(isAttached(text, opener) ? [] : [opener])];
    for (const start of starts) {
      const array = start < 0 ? undefined : arrayAt(text, start, offset, limit);
      if (array) return array;
    }
  }
  return undefined;
}

/** The brackets that are open at the offset, or begin right behind the word there; the outermost first. */
function openersAround(text: string, from: number, offset: number, limit: number): number[] {
  const cursor = new TextCursor(text, from, limit);
  const open: number[] = [];
  let isAtName = false;
  for (;;) {
    if (!isAtName) cursor.take(betweenBrackets);
    if (cursor.next() === 'end' || !(cursor.start <= offset || isAtName)) break;
    const isPast = cursor.start > offset;
    const mark = cursor.kind === 'punctuation' ? cursor.token : '';
    if ('[({'.includes(mark) && mark !== '') {
      open.push(cursor.start);
      isAtName = false;
    } else if (isPast) isAtName = false;
    else if ('])}'.includes(mark) && mark !== '' && cursor.start < offset) {
      const last = open.findLastIndex((start) => closers[text[start] ?? ''] === mark);
      if (last >= 0) open.length = last;
    }
    if (cursor.kind === 'word') isAtName = cursor.start <= offset && offset < cursor.position;
  }
  return open;
}

/** Numbers that are over: passed at once, as an array may have thousands. */
const betweenBrackets = /[\d\s.,+-]*[\s,]/y;

const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Where the name and the count of items before a bracket begin, as in `Float32Array(3) [`; −1 where there is none. */
function headStart(text: string, opener: number): number {
  const before = text.slice(Math.max(0, opener - 120), opener);
  const head = /(?:[A-Za-z_][\w.:]{0,60}!?(?:<[^<>]{0,40}>)?(?:\(\d{1,15}\))?|\(\d{1,15}\)) ?$/.exec(before)?.[0] ?? '';
  return head === '' ? -1 : opener - head.length;
}

/** Whether the bracket is an index or the arguments of a call. */
function isAttached(text: string, opener: number): boolean {
  return text[opener] !== '{' && /[\w)\]]/.test(text[opener - 1] ?? '');
}

function arrayAt(text: string, start: number, offset: number, limit: number): ReadArray | undefined {
  const cursor = new TextCursor(text, start, limit);
  const buffer = new NumberBuffer();
  const array = new NestedArray(cursor, buffer, offset);
  cursor.next();
  if (array.read() !== undefined || cursor.position <= offset || buffer.length < 2) return undefined;
  const shape = array.shape.lengthsOfAxes;
  // Behind an opening bracket the next row has begun.
  const isBehindOpener = /[[({;]/.test(text.slice(array.lastBefore, offset + 1));
  const index = Math.max(0, array.countBefore - (isBehindOpener ? 0 : 1));
  const row = Math.floor(Math.min(index, buffer.length - 1) / (shape.at(-1) ?? 1));
  return { place: { start, end: cursor.position, shape, row }, array, buffer };
}
