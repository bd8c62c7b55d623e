import { Distribution } from '../core/distribution.js';
import type { Crew } from '../core/kernel/crew.js';
import { UserError } from '../core/userError.js';
import type { ScanView } from '../protocol/views.js';
import { Health } from './health.js';
import type { TensorDocument } from './document.js';
import { nextTask } from './nextTask.js';
import { areSummedInPlace, summariseRows } from './rowSummary.js';
import { type ScannedRow, scannedRow, scannedSummary } from './scannedRow.js';
import { Stale } from './stale.js';
import { scanStored } from './storedScan.js';

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
/** The same where others do the work: what they sum in a tenth of a second, so that a cancelled pass soon ends. */
const BATCH_ELEMENTS_IN_PLACE = 1 << 21;
/** Beyond this the columns alone would take 300 MB; health is still counted, sorting refused. */
const MOST_SORTABLE_ROWS = 8_000_000;

/** How often progress is told, at most. */
const PROGRESS_MILLISECONDS = 100;

/**
 * The pass over all rows that sorting and the health badges need, in batches between which other questions are
 * answered. It runs as long as somebody wants it, is joined by whoever asks later, and resumes where it was left.
 */
export class Scan {
  private readonly health: Health;
  private readonly columns: RowColumns | null;
  private readonly wanted = new Set<AbortSignal>();
  private automatic = new AbortController();
  private running: Promise<void> | null = null;
  private rowsDone = 0;
  private failure = '';
  private toldAt = 0;
  private ended = false;

  /** `crew` is asked for when a tensor turns out to be worth more than one thread. */
  constructor(
    private readonly document: TensorDocument,
    private readonly onProgress: (view: ScanView) => void,
    private readonly crew: () => Crew | undefined = () => undefined,
  ) {
    this.health = new Health(document);
    const { rowCount } = document.lanes;
    this.columns = rowCount <= MOST_SORTABLE_ROWS ? emptyColumns(rowCount) : null;
  }

  /** Runs the pass without anybody waiting for it, until it is done or `stop`ped. */
  runAutomatically(): Promise<void> {
    this.automatic = new AbortController();
    return this.finish(this.automatic.signal);
  }

  /** Runs the pass, or joins the one under way; resolves when all rows are done, rejects when cancelled or as the source does. */
  async finish(signal: AbortSignal): Promise<void> {
    this.wanted.add(signal);
    try {
      this.running ??= this.run().finally(() => (this.running = null));
      await this.running;
      signal.throwIfAborted();
      if (this.ended) throw new Stale();
    } finally {
      this.wanted.delete(signal);
    }
  }

  /** Leaves the pass where it is; what it found so far stays. */
  stop(): void {
    this.automatic.abort();
  }

  /** Ends the pass for everybody: its tensor was opened anew. */
  end(): void {
    this.ended = true;
    this.stop();
  }

  /** The columns of a finished pass. Refuses a tensor with more rows than can be sorted. */
  async finishedColumns(signal: AbortSignal): Promise<RowColumns> {
    if (this.columns === null) {
      throw new UserError(
        'too-large',
        `${this.document.lanes.rowCount} rows are more than can be sorted (${MOST_SORTABLE_ROWS}). They stay in file order.`,
      );
    }
    await this.finish(signal);
    return this.columns;
  }

  view(): ScanView {
    const { rowCount } = this.document.lanes;
    return {
      state: this.state,
      rowsDone: this.rowsDone,
      rowCount,
      sizeBytes: this.document.sizeBytes,
      message: this.failure,
      badges: this.health.badges(this.rowsDone === rowCount),
    };
  }

  private get state(): ScanView['state'] {
    if (this.failure !== '') return 'failed';
    if (this.rowsDone === this.document.lanes.rowCount) return 'done';
    return this.isWanted ? 'running' : 'waiting';
  }

  private get isWanted(): boolean {
    return !this.ended && [...this.wanted].some((signal) => !signal.aborted);
  }

  private async run(): Promise<void> {
    this.failure = '';
    try {
      await this.readRows();
    } catch (error) {
      this.failure = error instanceof UserError ? error.message : 'The rows could not be checked.';
      throw error;
    } finally {
      this.onProgress(this.view());
    }
  }

  private async readRows(): Promise<void> {
    if (await scanStored(this.document, this.crew, this.rowsDone, this.progress)) return;
    const { rowCount, classCount } = this.document.lanes;
    const inPlace = areSummedInPlace(this.document);
    const batchElements = inPlace ? BATCH_ELEMENTS_IN_PLACE : BATCH_ELEMENTS;
    const batchRows = Math.max(1, Math.floor(batchElements / Math.max(1, classCount)));
    while (this.rowsDone < rowCount) {
      await nextTask();
      if (!this.isWanted) return;
      const end = Math.min(rowCount, this.rowsDone + batchRows);
      if (inPlace) await this.takeSummaries(this.rowsDone, end);
      else this.take(this.rowsDone, await this.document.readLogits(this.rowsDone, end));
      this.tell(end);
    }
  }

  private async takeSummaries(start: number, end: number): Promise<void> {
    const summaries = await summariseRows(this.document, start, end);
    summaries.forEach((summary, offset) => this.takeRow(start + offset, scannedSummary(summary)));
  }

  /** What a pass in several threads is given. */
  private readonly progress = {
    isWanted: (): boolean => this.isWanted,
    takeRow: (row: number, figures: ScannedRow): void => this.takeRow(row, figures),
    tell: (rowsDone: number): void => this.tell(rowsDone),
  };

  private tell(rowsDone: number): void {
    this.rowsDone = rowsDone;
    if (Date.now() - this.toldAt < PROGRESS_MILLISECONDS) return;
    this.toldAt = Date.now();
    this.onProgress(this.view());
  }

  private take(start: number, rows: Float64Array): void {
    const { classCount } = this.document.lanes;
    for (let offset = 0, row = start; offset < rows.length; offset += classCount, row++) {
      const distribution = new Distribution(rows.subarray(offset, offset + classCount));
      this.takeRow(row, scannedRow(distribution, this.document.labels.targetOf(row)));
    }
  }

  private takeRow(row: number, figures: ScannedRow): void {
    this.health.count(row, figures);
    if (this.columns === null) return;
    this.columns.topClass[row] = figures.argmax;
    this.columns.probability[row] = figures.topProbability;
    this.columns.entropyNats[row] = figures.entropyNats;
    this.columns.margin[row] = figures.logitMargin;
    this.columns.loss[row] = figures.loss;
  }
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
