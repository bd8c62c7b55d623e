import { topK } from '../core/topK.js';
import type { TensorDocument } from './document.js';

/** A row's logits and its classes in order, which no temperature changes. */
export interface ReadRow {
  readonly row: number;
  readonly logits: Float64Array;
  /** Class indexes, largest logit first, at most `MOST_TOP` of them. */
  readonly top: ArrayLike<number>;
}

/** The most classes that are ever listed for a row. */
export const MOST_TOP = 200;
/** Rows kept: the one in view and those that arrowing up and down comes back to. */
const KEPT = 8;

/** Reads rows and keeps the latest, so that dragging the temperature touches no file. */
export class RowReader {
  private readonly kept = new Map<number, ReadRow>();

  constructor(private readonly document: TensorDocument) {}

  async read(row: number, signal: AbortSignal): Promise<ReadRow> {
    const known = this.kept.get(row);
    if (known) return known;
    const logits = await this.document.readLogits(row, row + 1, signal);
    const read = { row, logits, top: topK(logits, Math.min(MOST_TOP, logits.length)) };
    this.kept.set(row, read);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return read;
  }
}
