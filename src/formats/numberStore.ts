import { float64Storage } from '../core/float64Storage.js';
import { type StoredFloats, storedFloat64 } from '../core/storedFloats.js';
import { checkElementRange, storageForRange } from './elementRange.js';

/** Float64, or integers as int32: half the memory, which for a large text takes longer to get than the text to read. */
type Numbers = Float64Array | Int32Array;

/**
 * Numbers as they come, without copying them all to grow. Once a piece is full, all that are to come are estimated from
 * the text so far, and get one array: of int32, if there were only such, until another comes. What it does not hold
 * goes into further pieces.
 *
 *     whole, as estimated             pieces of one length, where the estimate was too low
 *     0 ………………………… whole.length    │ …… │ …… │ last up to used
 */
export class NumberStore {
  private whole: Numbers;
  private readonly pieces: Float64Array[] = [];
  /** How many the last array holds, which is the whole where there are no pieces. */
  private used = 0;
  private readonly pieceLength: number;

  /** `expected` is an upper bound of the numbers to come, where there is one: few of them take a small piece. */
  constructor(private readonly expected: number) {
    this.pieceLength = Math.min(maxPieceLength, Math.max(1, Math.ceil(expected)));
    this.whole = float64Storage(this.pieceLength);
  }

  get length(): number {
    const { length } = this.pieces;
    return length === 0 ? this.used : this.whole.length + (length - 1) * this.pieceLength + this.used;
  }

  /**
   * Takes the next numbers, before which `share` of the text was read, from 0 to 1. `int32Values` answers the same as
   * int32, or undefined where not all of them are.
   */
  append(numbers: Float64Array, share: number, int32Values = () => int32Of(numbers)): void {
    const isFirst = this.whole.length === this.pieceLength && this.pieces.length === 0;
    if (isFirst && this.used + numbers.length > this.pieceLength) this.reserve(share);
    if (this.last instanceof Float64Array) {
      this.add(numbers);
      return;
    }
    const integers = int32Values();
    if (integers === undefined) this.widen();
    this.add(integers ?? numbers);
  }

  /**
   * The numbers `[start, end)`, or undefined where all are not in one array. It is the store's own: who takes it must not
   * change it.
   */
  view(start: number, end: number): StoredFloats | undefined {
    if (this.pieces.length > 0) return undefined;
    checkElementRange(start, end, this.used);
    const values = this.whole.subarray(start, end);
    return values instanceof Int32Array ? { dtype: 'int32', values } : storedFloat64(values);
  }

  /** The sum of what `count` answers for each piece. */
  sum(count: (piece: Numbers) => number): number {
    const full = [this.whole, ...this.pieces].slice(0, -1);
    return [...full, this.last.subarray(0, this.used)].reduce((total, piece) => total + count(piece), 0);
  }

  /** A copy of the numbers `[start, end)`. */
  copy(start: number, end: number): Float64Array {
    const out = storageForRange(start, end, this.length);
    for (let done = 0; done < out.length;) {
      const part = this.from(start + done).subarray(0, out.length - done);
      out.set(part, done);
      done += part.length;
    }
    return out;
  }

  /** What is being filled. */
  private get last(): Numbers {
    return this.pieces.at(-1) ?? this.whole;
  }

  private add(numbers: Numbers): void {
    for (let done = 0; done < numbers.length;) {
      if (this.used === this.last.length) {
        this.pieces.push(float64Storage(this.pieceLength));
        this.used = 0;
      }
      const part = numbers.subarray(done, done + this.last.length - this.used);
      this.last.set(part, this.used);
      this.used += part.length;
      done += part.length;
    }
  }

  /** The numbers from `index` on that lie in one piece. */
  private from(index: number): Numbers {
    const beyond = index - this.whole.length;
    if (beyond < 0) return this.whole.subarray(index);
    const piece = this.pieces[Math.floor(beyond / this.pieceLength)] ?? this.last;
    return piece.subarray(beyond % this.pieceLength);
  }

  /**
   * Moves the first piece to an array for all, unless there is none to be had: pieces may still fit. Where the estimate
   * is too high, most systems give memory only to the part that is written.
   */
  private reserve(share: number): void {
    const estimate = Math.min(Math.ceil((this.used / share) * margin), Math.ceil(this.expected));
    if (!(estimate > this.pieceLength)) return;
    const numbers = this.whole.subarray(0, this.used);
    const integers = int32Of(numbers);
    try {
      this.whole = integers ? new Int32Array(estimate) : new Float64Array(estimate);
    } catch {
      return;
    }
    this.whole.set(integers ?? numbers);
  }

  /** Makes the whole float64. */
  private widen(): void {
    const wide = float64Storage(this.whole.length);
    wide.set(this.whole.subarray(0, this.used));
    this.whole = wide;
  }
}

/** The same numbers as int32, or undefined where not all of them are: −0 is none. */
function int32Of(numbers: Numbers): Int32Array | undefined {
  const isInt32 = (value: number): boolean => Object.is(value | 0, value);
  return numbers.every(isInt32) ? Int32Array.from(numbers) : undefined;
}

const maxPieceLength = 128 * 1024;
/** Numbers get a little shorter or longer on the way; a piece more would cost a copy of them all. */
const margin = 1.05;
