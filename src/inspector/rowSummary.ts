import { Distribution, hasDistribution } from '../core/distribution.js';
import { figuresOfSums, rowFigures, type RowFigures } from '../core/rowFigures.js';
import type { SummedRow } from '../core/tensorSource.js';
import type { TensorDocument } from './document.js';

/** What the table and the pass over all rows know of one, at temperature 1. */
export interface RowSummary {
  readonly figures: RowFigures;
  /** The cross-entropy with the target from the labels, in nats; NaN where there is none. */
  readonly loss: number;
  /** The row itself, or null where it stayed where it lies. */
  readonly logits: Float64Array | null;
}

/** Whether the rows are summed where they lie, so that looking at all of them moves none. */
export function areSummedInPlace({ lanes, kind }: TensorDocument): boolean {
  // Probabilities are turned into logits first, which only a row that was read can be.
  return lanes.sumRows !== undefined && kind !== 'probabilities';
}

/** Elements that are summed at once in another process, and that are moved from there at once. */
const summedElements = 1 << 21;
const movedElements = 1 << 18;

/** How many rows the table may ask for at once, so that the first of them are soon there. */
export function rowsAtOnce(document: TensorDocument): number {
  if (document.opened.isRemote !== true) return 128;
  const elements = areSummedInPlace(document) ? summedElements : movedElements;
  return Math.max(1, Math.min(128, Math.floor(elements / Math.max(1, document.lanes.classCount))));
}

/** Summaries of rows `[start, end)`: from their sums where those can be had, else from the rows. */
export async function summariseRows(
  document: TensorDocument,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<RowSummary[]> {
  const { sumRows } = document.lanes;
  if (sumRows === undefined || !areSummedInPlace(document)) return readSummaries(document, start, end, signal);
  const targets = Int32Array.from(
    { length: end - start },
    (_, offset) => document.labels.targetOf(start + offset) ?? -1,
  );
  const summaries: RowSummary[] = [];
  for (const summed of await sumRows(start, end, targets, signal)) {
    const row = start + summaries.length;
    summaries.push(summaryOf(summed) ?? (await readSummary(document, row, signal)));
  }
  return summaries;
}

/** Undefined for logits so large that their sums say nothing. */
function summaryOf({ sums, targetLogit }: SummedRow): RowSummary | undefined {
  const exists = hasDistribution(sums);
  if (exists && Number.isNaN(sums.weight)) return undefined;
  const loss = exists ? -(targetLogit - sums.max - Math.log1p(sums.weight)) : NaN;
  return { figures: figuresOfSums(sums), loss, logits: null };
}

async function readSummary(document: TensorDocument, row: number, signal?: AbortSignal): Promise<RowSummary> {
  return summaryOfRow(document, row, await document.readLogits(row, row + 1, signal));
}

async function readSummaries(
  document: TensorDocument,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<RowSummary[]> {
  const { classCount } = document.lanes;
  const logits = await document.readLogits(start, end, signal);
  return Array.from({ length: end - start }, (_, offset) =>
    summaryOfRow(document, start + offset, logits.subarray(offset * classCount, (offset + 1) * classCount)),
  );
}

function summaryOfRow(document: TensorDocument, row: number, logits: Float64Array): RowSummary {
  const distribution = new Distribution(logits);
  const target = document.labels.targetOf(row);
  const loss = target === null ? NaN : -distribution.logProbability(target);
  return { figures: rowFigures(distribution), loss, logits };
}
