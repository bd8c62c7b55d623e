import { LaneLayout } from './laneLayout.js';
import type { CancelSignal, SummedRow, TensorSource } from './tensorSource.js';
import { UserError } from './userError.js';

/** Rows of logits along any class axis of a tensor, read when they are asked for. */
export class Lanes {
  /** The number of rows: the product of the lengths of `rowAxes`, 1 for a scalar and a vector. */
  readonly rowCount: number;
  readonly classCount: number;
  /** Every axis but the class axis, ascending; rows are numbered over them in C order. */
  readonly rowAxes: readonly number[];
  readonly #layout: LaneLayout;
  readonly #source: TensorSource;

  /** `classAxis` may be negative, as in NumPy; throws a `UserError` (`bad-option`) for one that is not there. */
  constructor(source: TensorSource, classAxis: number) {
    this.#source = source;
    this.#layout = new LaneLayout(source.shape, source.fortranOrder, classAxis);
    this.rowCount = this.#layout.rowCount;
    this.classCount = this.#layout.classCount;
    this.rowAxes = this.#layout.rowAxes;
  }

  /** The index along each of `rowAxes` of a row. Throws a `UserError` (`bad-option`) outside `[0, rowCount)`. */
  rowIndex(row: number): number[] {
    return this.#layout.rowIndex(row);
  }

  /** The row at an index along each of `rowAxes`. Throws a `UserError` (`bad-option`) where there is none. */
  rowAt(indexes: readonly number[]): number {
    return this.#layout.rowAt(indexes);
  }

  /**
   * Rows `[start, end)`, one after the other, each `classCount` long. Where the lanes are strided, reads what lies
   * between two needed elements only as far as that is cheaper than another read. Rejects with a `UserError` for rows
   * that are not there (`bad-option`) or too many at once (`too-large`), and as the source does.
   */
  async readRows(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    this.#checkRange(start, end);
    const length = (end - start) * this.classCount;
    if (length === 0) return new Float64Array(0);
    if (length > maximumElements) throw tooManyRows(end - start, this.classCount);
    if (this.#source.readRows) return this.#source.readRows(this.#layout.classAxis, start, end, signal);
    const { inner, rowsInStorageOrder } = this.#layout;
    if ((inner === 1 || this.classCount === 1) && rowsInStorageOrder) {
      return this.#source.read(start * this.classCount, end * this.classCount, signal);
    }
    const out = new Float64Array(length);
    for (const batch of batches(this.#pieces(start, end))) {
      signal?.throwIfAborted();
      const values = await this.#source.read(batch.start, batch.end, signal);
      for (const piece of batch.pieces) this.#place(piece, values.subarray(piece.start - batch.start), out);
    }
    return out;
  }

  /**
   * Reads rows from `start` on as they are stored, little-endian in the tensor's own type, to `out`: as many as it has room for.
   * Undefined where rows do not lie in storage one after another, or the source keeps its bytes to itself.
   */
  get readStoredRows(): ((start: number, out: Uint8Array, signal?: CancelSignal) => Promise<void>) | undefined {
    const { inner, rowsInStorageOrder } = this.#layout;
    const source = this.#source;
    if (source.readStoredInto === undefined || inner !== 1 || !rowsInStorageOrder) return undefined;
    return async (start, out, signal) => source.readStoredInto?.(start * this.classCount, out, signal);
  }

  /**
   * What rows `[start, end)` add up to, calculated where they lie: see `TensorSource.sumRows`. Undefined where the source
   * can only be read.
   */
  get sumRows():
    | ((start: number, end: number, targets: Int32Array, signal?: CancelSignal) => Promise<readonly SummedRow[]>)
    | undefined {
    const source = this.#source;
    if (source.sumRows === undefined) return undefined;
    return async (start, end, targets, signal) => {
      this.#checkRange(start, end);
      return (await source.sumRows?.(this.#layout.classAxis, start, end, targets, signal)) ?? [];
    };
  }

  #checkRange(start: number, end: number): void {
    const valid =
      Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= this.rowCount;
    if (!valid)
      throw new UserError('bad-option', `There are no rows [${start}, ${end}): the tensor has ${this.rowCount} rows.`);
  }

  /**
   * What is needed of storage, in ascending order: whole lanes where they are contiguous, else a run for each class.
   */
  *#pieces(start: number, end: number): Generator<Piece> {
    const { inner } = this.#layout;
    for (const strip of this.#strips(start, end)) {
      if (inner === 1) {
        for (const [at, row] of strip.rows.entries()) {
          yield { start: strip.start + at * this.classCount, length: this.classCount, rows: [row], classIndex: null };
        }
        continue;
      }
      for (let classIndex = 0; classIndex < this.classCount; classIndex++) {
        yield { start: strip.start + classIndex * inner, length: strip.rows.length, rows: strip.rows, classIndex };
      }
    }
  }

  /** The rows asked for, grouped into neighbours in storage. Rows are counted from `start`. */
  #strips(start: number, end: number): Strip[] {
    const { inner } = this.#layout;
    const rows = Array.from({ length: end - start }, (_, row) => ({ row, offset: this.#layout.offsetOf(start + row) }));
    if (!this.#layout.rowsInStorageOrder) rows.sort((a, b) => a.offset - b.offset);
    const strips: Strip[] = [];
    const step = inner === 1 ? this.classCount : 1;
    for (const { row, offset } of rows) {
      const strip = strips.at(-1);
      const follows = strip !== undefined && offset === strip.start + strip.rows.length * step;
      if (follows) strip.rows.push(row);
      else strips.push({ start: offset, rows: [row] });
    }
    return strips;
  }

  #place(piece: Piece, values: Float64Array, out: Float64Array): void {
    if (piece.classIndex === null) {
      out.set(values.subarray(0, piece.length), (piece.rows[0] ?? 0) * this.classCount);
      return;
    }
    let at = 0;
    for (const row of piece.rows) out[row * this.classCount + piece.classIndex] = values[at++] ?? NaN;
  }
}

/** Rows that lie side by side in storage, class 0 of the first at `start`. */
interface Strip {
  readonly start: number;
  readonly rows: number[];
}

/** A run of storage: one whole lane (`classIndex` null), or one class of neighbouring rows. */
interface Piece {
  readonly start: number;
  readonly length: number;
  readonly rows: readonly number[];
  readonly classIndex: number | null;
}

interface Batch {
  readonly start: number;
  end: number;
  readonly pieces: Piece[];
}

/** A read costs about as much as this many elements that nobody needs. */
const worthwhileGap = 4096;
/** Pieces are joined up to this many elements: 32 MiB of float64. */
const maximumBatch = 4 * 1024 * 1024;
/** 8 GiB of float64, near what an engine allocates at all. */
const maximumElements = 2 ** 30;

/** Joins pieces into reads: where they touch, or over a gap while that is worthwhile. */
function* batches(pieces: Iterable<Piece>): Generator<Batch> {
  let batch: Batch | undefined;
  for (const piece of pieces) {
    const end = piece.start + piece.length;
    const gap = batch === undefined ? Infinity : piece.start - batch.end;
    if (batch !== undefined && gap <= worthwhileGap && end - batch.start <= maximumBatch) {
      batch.pieces.push(piece);
      batch.end = end;
      continue;
    }
    if (batch !== undefined) yield batch;
    batch = { start: piece.start, end, pieces: [piece] };
  }
  if (batch !== undefined) yield batch;
}

function tooManyRows(rows: number, classCount: number): UserError {
  return new UserError(
    'too-large',
    `${rows} rows of ${classCount} classes are more than fit into memory at once: ask for fewer rows.`,
  );
}
