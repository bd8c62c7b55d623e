import { float64Storage } from '../core/float64Storage.js';
import { storageForRange } from './elementRange.js';

/** Numbers as they come, in pieces of one length, so that neither growing nor reading copies them all. */
export class NumberStore {
  /** The piece that is being filled, up to `used`. */
  current: Float64Array;
  used = 0;
  private readonly full: Float64Array[] = [];
  private readonly pieceLength: number;

  /** `expected` is an upper bound of the numbers to come, where there is one: few of them take a small piece. */
  constructor(expected: number) {
    this.pieceLength = Math.min(maxPieceLength, Math.max(1, Math.ceil(expected)));
    this.current = float64Storage(this.pieceLength);
  }

  get length(): number {
    return this.full.length * this.pieceLength + this.used;
  }

  /** Begins a new piece where `current` is full. */
  makeRoom(): void {
    if (this.used < this.current.length) return;
    this.full.push(this.current);
    this.current = float64Storage(this.pieceLength);
    this.used = 0;
  }

  /** The sum of what `count` answers for each piece. */
  sum(count: (piece: Float64Array) => number): number {
    const pieces = [...this.full, this.current.subarray(0, this.used)];
    return pieces.reduce((total, piece) => total + count(piece), 0);
  }

  /** A copy of the numbers `[start, end)`. */
  copy(start: number, end: number): Float64Array {
    const out = storageForRange(start, end, this.length);
    for (let done = 0; done < out.length;) {
      const within = (start + done) % this.pieceLength;
      const piece = this.full[Math.floor((start + done) / this.pieceLength)] ?? this.current;
      const part = piece.subarray(within, within + out.length - done);
      out.set(part, done);
      done += part.length;
    }
    return out;
  }
}

const maxPieceLength = 128 * 1024;
