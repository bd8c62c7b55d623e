import { Distribution } from '../core/distribution.js';
import { rowFigures, type RowFigures } from '../core/rowFigures.js';
import { UserError } from '../core/userError.js';
import type { ScanView } from '../protocol/views.js';
import { Health } from './health.js';
import type { TensorDocument } from './document.js';
import { nextTask } from './nextTask.js';

/** The figures of every row at temperature 1, one array a column, NaN where a row has none. */
export interface RowColumns {
  readonly topClass: Int32Array;
  readonly probability: Float64Array;
  readonly entropyNats: Float64Array;
  readonly margin: Float64Array;
  readonly loss: Float64Array;
}

/** Elements worked on before others get their turn: some five milliseconds. */
const BATCH_ELEMENTS = 1 << 18;
/** Beyond this the columns alone would take 300 MB; health is still counted, sorting refused. */
const MOST_SORTABLE_ROWS = 8_000_000;

/**
 * The pass over all rows that sorting and the health badges need. It runs once, in batches between which other
 * questions are answered; whoever asks later waits for the same pass.
 */
export class Scan {
  private readonly health: Health;
  private readonly columns: RowColumns | null;
  private readonly controller = new AbortController();
  private running: Promise<void> | null = null;
  private rowsDone = 0;
  private failure = '';

  constructor(
    private readonly document: TensorDocument,
    private readonly onProgress: (view: ScanView) => void,
  ) {
    this.health = new Health(document);
    const { rowCount } = document.lanes;
    this.columns = rowCount <= MOST_SORTABLE_ROWS ? emptyColumns(rowCount) : null;
  }

  /** Starts the pass, or joins the one under way; resolves when all rows are done. */
  finish(): Promise<void> {
    this.running ??= this.run().catch((error: unknown) => {
      this.failure = error instanceof UserError ? error.message : 'The rows could not be checked.';
      this.onProgress(this.view());
      throw error;
    });
    return this.running;
  }

  /** The columns of a finished pass. Refuses a tensor with more rows than can be sorted. */
  async finishedColumns(): Promise<RowColumns> {
    if (this.columns === null) {
      throw new UserError(
        'too-large',
        `${this.document.lanes.rowCount} rows are more than can be sorted (${MOST_SORTABLE_ROWS}). They stay in file order.`,
      );
    }
    await this.finish();
    return this.columns;
  }

  view(): ScanView {
    const { rowCount } = this.document.lanes;
    const state =
      this.failure !== '' ? 'failed' : this.rowsDone === rowCount ? 'done' : this.running ? 'running' : 'waiting';
    const badges = this.health.badges(this.rowsDone === rowCount);
    return {
      state,
      rowsDone: this.rowsDone,
      rowCount,
      sizeBytes: this.document.sizeBytes,
      message: this.failure,
      badges,
    };
  }

  dispose(): void {
    this.controller.abort();
  }

  private async run(): Promise<void> {
    const { rowCount, classCount } = this.document.lanes;
    const batchRows = Math.max(1, Math.floor(BATCH_ELEMENTS / Math.max(1, classCount)));
    while (this.rowsDone < rowCount) {
      await nextTask();
      this.controller.signal.throwIfAborted();
      const end = Math.min(rowCount, this.rowsDone + batchRows);
      this.take(this.rowsDone, await this.document.readLogits(this.rowsDone, end, this.controller.signal));
      this.rowsDone = end;
      this.onProgress(this.view());
    }
  }

  private take(start: number, rows: Float64Array): void {
    const { classCount } = this.document.lanes;
    for (let offset = 0, row = start; offset < rows.length; offset += classCount, row++) {
      const distribution = new Distribution(rows.subarray(offset, offset + classCount));
      const figures = rowFigures(distribution);
      this.health.count(row, figures);
      if (this.columns) this.write(this.columns, row, figures, distribution);
    }
  }

  private write(columns: RowColumns, row: number, figures: RowFigures, distribution: Distribution): void {
    columns.topClass[row] = figures.argmax;
    columns.probability[row] = figures.topProbability;
    columns.entropyNats[row] = figures.entropyNats;
    columns.margin[row] = figures.logitMargin ?? Number.NaN;
    columns.loss[row] = lossOf(this.document, row, distribution);
  }
}

/** The cross-entropy of a row with its target from the labels, in nats; NaN where it has none. */
export function lossOf(document: TensorDocument, row: number, distribution: Distribution): number {
  const target = document.labels.targetOf(row);
  return target === null ? Number.NaN : -distribution.logProbability(target);
}

function emptyColumns(rowCount: number): RowColumns {
  const floats = (): Float64Array => new Float64Array(rowCount).fill(Number.NaN);
  return {
    topClass: new Int32Array(rowCount),
    probability: floats(),
    entropyNats: floats(),
    margin: floats(),
    loss: floats(),
  };
}
