import { decodeInto, dtypes } from '../core/dtype.js';
import { Distribution } from '../core/distribution.js';
import { type Crew, worthwhileElements } from '../core/kernel/crew.js';
import { crewFigures, type FinishedRows, longestRowBytes } from '../core/kernel/crewFigures.js';
import { isStoredDType } from '../core/kernel/crewPlan.js';
import { shortestRow } from '../core/kernel/rowAlone.js';
import type { TensorDocument } from './document.js';
import { recordedRow, type ScannedRow, scannedRow } from './scannedRow.js';

/** Where the pass over all rows goes. */
export interface ScanProgress {
  isWanted(): boolean;
  takeRow(row: number, figures: ScannedRow): void;
  /** Told that all rows before `rowsDone` were taken. */
  tell(rowsDone: number): void;
}

/**
 * The pass from row `start` on by a crew, on rows as they are stored, until it is done or no more wanted. Every figure is, to
 * the bit, what a `Distribution` of the row has. Answers false where that is not to be had, or not worth it.
 */
export async function scanStored(
  document: TensorDocument,
  crew: () => Crew | undefined,
  start: number,
  progress: ScanProgress,
): Promise<boolean> {
  const { dtype } = document.opened.tensor;
  const { readStoredRows, rowCount, classCount } = document.lanes;
  if (!isWorthwhile(document, start) || readStoredRows === undefined || !isStoredDType(dtype)) return false;
  const found = crew();
  if (found === undefined) return false;
  const cancel = {
    throwIfAborted: () => {
      if (!progress.isWanted()) throw new Unwanted();
    },
  };
  const work = {
    dtype,
    classCount,
    start,
    end: rowCount,
    readInto: (first: number, _end: number, out: Uint8Array) => readStoredRows(first, out, cancel),
    take: (rows: FinishedRows) => {
      takeRows(document, rows, progress);
      progress.tell(rows.end);
    },
  };
  try {
    return await crewFigures(found, work, cancel);
  } catch (error) {
    if (error instanceof Unwanted) return true;
    throw error;
  }
}

class Unwanted extends Error {}

/** Probabilities are turned into logits first, which nothing does with stored rows. */
function isWorthwhile({ lanes, kind, opened }: TensorDocument, start: number): boolean {
  const { rowCount, classCount } = lanes;
  const isLarge = (rowCount - start) * classCount >= worthwhileElements;
  const fits = classCount >= shortestRow && classCount * dtypes[opened.tensor.dtype].bytes <= longestRowBytes;
  return isLarge && fits && kind !== 'probabilities';
}

function takeRows(document: TensorDocument, { pass, slot, start, end }: FinishedRows, progress: ScanProgress): void {
  const bytes = pass.input(slot, end - start);
  for (let row = start; row < end; row++) {
    const target = document.labels.targetOf(row);
    const stored = new StoredRow(document, bytes, row - start);
    const [, max] = pass.largest(slot, row - start);
    const targetLogit = target === null ? NaN : stored.logit(target);
    const figures = recordedRow(pass.record(slot, row - start), max, targetLogit);
    progress.takeRow(row, figures ?? scannedRow(new Distribution(stored.logits()), target));
  }
}

/** A row among others as they are stored. */
class StoredRow {
  private readonly width: number;
  private readonly offset: number;

  constructor(
    private readonly document: TensorDocument,
    private readonly bytes: Uint8Array,
    row: number,
  ) {
    this.width = dtypes[document.opened.tensor.dtype].bytes;
    this.offset = row * document.lanes.classCount * this.width;
  }

  logit(classIndex: number): number {
    return this.decoded(classIndex, 1)[0] ?? NaN;
  }

  logits(): Float64Array {
    return this.decoded(0, this.document.lanes.classCount);
  }

  private decoded(start: number, count: number): Float64Array {
    const out = new Float64Array(count);
    const from = this.offset + start * this.width;
    decodeInto(this.document.opened.tensor.dtype, this.bytes.subarray(from, from + count * this.width), true, out);
    return out;
  }
}
