import { counted } from '../core/counted.js';
import type { ByteWindow } from './byteWindow.js';
import { maxDimensions } from './shapeLimits.js';
import { JsonFault } from './jsonFault.js';
import { NumberReader, incomplete, malformed } from './jsonNumber.js';
import { jsonPath } from './jsonPath.js';
import { ascii, endsEarly, isSpace, skipSpace, unexpected, wordAt } from './jsonSyntax.js';
import { notNumeric } from './notNumeric.js';
import { NumberStore } from './numberStore.js';
import { arrayAmongNumbers, numberAmongArrays, unequalLengths } from './raggedFault.js';

/** The numbers of a JSON value, in C order. */
export interface JsonNumbers {
  readonly shape: readonly number[];
  readonly values: NumberStore;
  /** How many were integers that float64 does not hold exactly. */
  readonly inexactIntegers: number;
  /** How many were too large for float64 and became ±Infinity. */
  readonly overflows: number;
}

/**
 * Reads the value at the window's position, a number or arrays of numbers up to 64 deep, and leaves the window after
 * it. The numbers may be `NaN`, `Infinity` and `-Infinity`, as Python writes them. `key` is the one whose value it
 * is, for messages; `expected` an upper bound of the numbers to come. Throws a `JsonFault`: `ragged`, `not-numeric`,
 * `elided`, `too-large`, `corrupt` or `truncated`.
 */
export async function readNumbers(window: ByteWindow, key: string | undefined, expected: number): Promise<JsonNumbers> {
  const reader = new NumbersReader(key, expected);
  while (!reader.read(window)) {
    if (!(await window.more())) throw endsEarly(window, reader.place());
  }
  return reader.numbers();
}

/**
 * What may come next: a value; a value or the end of the array that was just opened; a comma or the end of an array.
 */
type Awaited = 'value' | 'value-or-close' | 'comma-or-close' | 'nothing';

/** Takes what a window holds, again and again, without waiting and without recursion. */
class NumbersReader {
  private awaited: Awaited = 'value';
  private depth = 0;
  private deepest = 0;
  /** At which depth the numbers stand; -1 until the first was met. */
  private numberDepth = -1;
  /** By depth, from 1: how many items the array that is open there has so far, and how many the first one had. */
  private readonly counts = new Float64Array(maxDimensions + 1);
  private readonly lengths = new Float64Array(maxDimensions + 1).fill(-1);
  private readonly values: NumberStore;
  private readonly reader = new NumberReader();
  /** The numbers of a run, until they are stored. */
  private readonly run = new Float64Array(longestRun);

  constructor(
    private readonly key: string | undefined,
    expected: number,
  ) {
    this.values = new NumberStore(expected);
  }

  /** Goes on up to the end of the window, or of the value: then it answers true. */
  read(window: ByteWindow): boolean {
    while (this.awaited !== 'nothing') {
      skipSpace(window);
      if (window.position >= window.end) return false;
      const byte = window.bytes[window.position];
      if (byte === ascii.closeBracket && this.awaited !== 'value') this.close(window);
      else if (byte === ascii.comma && this.awaited === 'comma-or-close') {
        this.awaited = 'value';
        window.position++;
      } else if (byte === ascii.openBracket && this.awaited !== 'comma-or-close') {
        if (this.hasNumbersHere() && !window.seesAhead) return false;
        this.open(window);
      } else if (!this.readScalars(window)) return false;
    }
    return true;
  }

  numbers(): JsonNumbers {
    const { inexactIntegers, overflows } = this.reader;
    const shape = [...this.lengths.subarray(1, this.deepest + 1)];
    return { shape, values: this.values, inexactIntegers, overflows };
  }

  /** Where the text ends, for example `$.logits[3], after 2 items`. */
  place(): string {
    if (this.depth === 0) return this.pathTo(0);
    return `${this.pathTo(this.depth - 1)}, after ${counted(this.counts[this.depth] ?? 0, 'item')}`;
  }

  /** Where the reader stands, for example `$.logits[3][7]`. */
  private path(): string {
    return this.pathTo(this.depth);
  }

  private pathTo(depth: number): string {
    return jsonPath(this.key, this.counts.subarray(1, depth + 1));
  }

  /** Whether numbers stand at this depth, so that no array can. */
  private hasNumbersHere(): boolean {
    return this.numberDepth >= 0 && this.depth >= this.numberDepth;
  }

  private open(window: ByteWindow): void {
    if (this.hasNumbersHere()) throw arrayAmongNumbers(window, this.path());
    if (this.depth === maxDimensions) {
      const what = `The arrays are nested more than ${maxDimensions} deep`;
      throw new JsonFault('too-large', window.offset, what, `A tensor has at most ${maxDimensions} axes.`);
    }
    this.depth++;
    this.deepest = Math.max(this.deepest, this.depth);
    this.counts[this.depth] = 0;
    this.awaited = 'value-or-close';
    window.position++;
  }

  private close(window: ByteWindow): void {
    const length = this.counts[this.depth] ?? 0;
    const first = this.lengths[this.depth] ?? -1;
    if (first < 0) this.lengths[this.depth] = length;
    else if (first !== length) {
      const firstPath = jsonPath(this.key, new Array<number>(this.depth - 1).fill(0));
      throw unequalLengths(window, this.pathTo(this.depth - 1), length, firstPath, first);
    }
    this.depth--;
    this.endItem();
    window.position++;
  }

  /** Reads what is no bracket and no comma; answers false where the window does not hold all of it. */
  private readScalars(window: ByteWindow): boolean {
    const count = this.awaited === 'comma-or-close' ? malformed : this.readRun(window);
    if (count === incomplete || (count === malformed && !window.seesAhead)) return false;
    if (count === malformed) this.readWord(window);
    return true;
  }

  /**
   * Reads numbers and the commas between them for as long as they follow each other: the inner loop. Answers how many
   * there were, or why there was none: `incomplete` or `malformed`.
   */
  private readRun(window: ByteWindow): number {
    const scanned = this.scanRun(window);
    if (scanned > 0) return scanned;
    const { bytes } = window;
    const { reader, run, depth } = this;
    let { position } = window;
    let endsWithComma = false;
    let count = 0;
    // Behind a few numbers of which the scanner did not know the first, it may go on.
    const room = window.scanner ? unscannedRun : run.length;
    while (count < room) {
      const next = reader.readInto(window, position, run, count);
      if (next < 0 && count === 0) return next;
      if (next < 0) break;
      count++;
      position = next;
      endsWithComma = bytes[position] === ascii.comma && depth > 0;
      if (!endsWithComma) break;
      position++;
      // The commonest separator, a comma and one space, without the loop's first turn.
      if (bytes[position] === ascii.space) position++;
      while (isSpace(bytes[position] ?? 0)) position++;
    }
    this.checkDepth(window);
    this.values.append(run.subarray(0, count), window.share);
    this.counts[depth] = (this.counts[depth] ?? 0) + count;
    window.position = position;
    this.awaited = endsWithComma ? 'value' : depth === 0 ? 'nothing' : 'comma-or-close';
    return count;
  }

  /** Reads as many numbers as the window's scanner knows; answers how many. They may fill many arrays. */
  private scanRun(window: ByteWindow): number {
    const { scanner, position, end } = window;
    const { depth, counts } = this;
    if (!scanner || depth === 0) return 0;
    const items = counts[depth] ?? 0;
    const known = this.lengths[depth] ?? -1;
    const found = scanner.scan(position, end, known < 0 ? undefined : known, items);
    const count = found.values.length;
    if (count === 0) return 0;
    this.checkDepth(window);
    this.values.append(found.values, window.share, () => scanner.int32Of(found.values));
    this.reader.inexactIntegers += found.inexactIntegers;
    counts[depth] = found.inLastRow + (found.rows === 0 ? items : 0);
    counts[depth - 1] = (counts[depth - 1] ?? 0) + found.rows;
    window.position = found.position;
    const isEmpty = counts[depth] === 0;
    this.awaited = !found.awaitsValue ? 'comma-or-close' : isEmpty ? 'value-or-close' : 'value';
    return count;
  }

  /** Reads what is no number in digits: a word that stands for one, or a fault. */
  private readWord(window: ByteWindow): void {
    if (this.awaited === 'comma-or-close') throw unexpected(window, 'a comma or ]');
    const word = wordAt(window);
    const value = word === undefined ? undefined : numericWords.get(word);
    if (word === undefined || value === undefined) throw notNumeric(window, this.path(), word);
    this.checkDepth(window);
    this.values.append(Float64Array.of(value), window.share);
    window.position += word.length;
    this.endItem();
  }

  private endItem(): void {
    this.counts[this.depth] = (this.counts[this.depth] ?? 0) + 1;
    this.awaited = this.depth === 0 ? 'nothing' : 'comma-or-close';
  }

  /** Numbers stand at one depth only: the depth of the first. */
  private checkDepth(window: ByteWindow): void {
    if (this.numberDepth < 0 && this.depth === this.deepest) this.numberDepth = this.depth;
    if (this.depth !== this.numberDepth) throw numberAmongArrays(window, this.path());
  }
}

/** So few that one rare number costs little, and so many that a text of nothing else does, too. */
const unscannedRun = 16;

/** So few that they stay in the cache until they are stored. */
const longestRun = 1024;

const numericWords: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);
