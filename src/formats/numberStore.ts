import { float64Storage } from '../core/float64Storage.js';
import { storageForRange } from './elementRange.js';

/**
 * Numbers as they come, without copying them all to grow. Once a piece is full, all that are to come are estimated from
 * the text so far, and get one array; what it does not hold goes into further pieces.
 *
 *     whole, as estimated             pieces of one length, where the estimate was too low
 *     0 ………………………… whole.length    │ …… │ …… │ current up to used
 */
export class NumberStore {
  /** What is being filled, up to `used`. */
  current: Float64Array;
  used = 0;
  private whole: Float64Array;
  private readonly pieces: Float64Array[] = [];
  private readonly pieceLength: number;

  /** `expected` is an upper bound of the numbers to come, where there is one: few of them take a small piece. */
  constructor(private readonly expected: number) {
    this.pieceLength = Math.min(maxPieceLength, Math.max(1, Math.ceil(expected)));
    this.whole = float64Storage(this.pieceLength);
    this.current = this.whole;
  }

  get length(): number {
    const { length } = this.pieces;
    return length === 0 ? this.used : this.whole.length + (length - 1) * this.pieceLength + this.used;
  }

  /** Makes room where `current` is full; `share` is how much of the text was read, from 0 to 1. */
  makeRoom(share: number): void {
    if (this.used < this.current.length) return;
    const isFirst = this.whole.length === this.pieceLength && this.pieces.length === 0;
    if (isFirst && this.reserve(share)) return;
    this.current = float64Storage(this.pieceLength);
    this.pieces.push(this.current);
    this.used = 0;
  }

  /**
   * All numbers in one array, or undefined where they are in pieces. It is the store's own: who takes it must not
   * change it.
   */
  inOne(): Float64Array | undefined {
    return this.pieces.length === 0 ? this.whole.subarray(0, this.used) : undefined;
  }

  /** The sum of what `count` answers for each piece. */
  sum(count: (piece: Float64Array) => number): number {
    const full = [this.whole, ...this.pieces].slice(0, -1);
    return [...full, this.current.subarray(0, this.used)].reduce((total, piece) => total + count(piece), 0);
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

  /** The numbers from `index` on that lie in one piece. */
  private from(index: number): Float64Array {
    const beyond = index - this.whole.length;
    if (beyond < 0) return this.whole.subarray(index);
    const piece = this.pieces[Math.floor(beyond / this.pieceLength)] ?? this.current;
    return piece.subarray(beyond % this.pieceLength);
  }

  /**
   * Moves the first piece to an array for all; answers false where there is none to be had, and pieces may still fit.
   * Where the estimate is too high, most systems give memory only to the part that is written.
   */
  private reserve(share: number): boolean {
    const estimate = Math.min(Math.ceil((this.used / share) * margin), Math.ceil(this.expected));
    if (estimate <= this.used) return false;
    try {
      this.current = new Float64Array(estimate);
    } catch {
      return false;
    }
    this.current.set(this.whole);
    this.whole = this.current;
    return true;
  }
}

const maxPieceLength = 128 * 1024;
/** Numbers get a little shorter or longer on the way; a piece more would cost a copy of them all. */
const margin = 1.05;
