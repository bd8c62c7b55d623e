import type { Crew } from '../core/kernel/crew.js';
import { UserError } from '../core/userError.js';
import type { Answers } from '../protocol/channel.js';
import type { CallErrorRecord, Question } from '../protocol/messages.js';
import type { DocumentView, ProgressView, Reading, ScanView } from '../protocol/views.js';
import { type TensorDocument, openDocument } from './document.js';
import type { TensorOrigin } from './origin.js';
import { precisionView } from './precisionView.js';
import { RowReader } from './rowReader.js';
import { areSummedInPlace, rowsAtOnce } from './rowSummary.js';
import { RowTable } from './rowTable.js';
import { rowView } from './rowView.js';
import { Scan } from './scan.js';
import { locate } from './slice.js';
import { Stale } from './stale.js';
import { compareStops } from './stopComparison.js';
import { placeText, Stops } from './stops.js';
import { documentStop, stopsView } from './stopsView.js';
import { sweepView } from './sweepView.js';

/** What the inspector needs of whoever holds it. */
export interface InspectorHost {
  /** Tensors up to this size are checked row by row as soon as they open. */
  automaticCheckLimitBytes(): number;
  onScan(generation: number, view: ScanView): void;
  /** Told at most ten times a second while a tensor is opened that has to be read whole. */
  onProgress(view: ProgressView): void;
  /** Told of an error in work that nobody waits for. */
  onBug(error: unknown): void;
  /** Threads for the pass over all rows of a large tensor; absent, or undefined, where there are none. */
  crew?(): Crew | undefined;
}

/** The calls that need no VS Code. */
export type InspectorAnswers = Omit<Answers, 'pickLabels' | 'copy' | 'openAsText' | 'follow'>;

/** One opening of the tensor with all that was derived from it. */
interface Opening {
  readonly document: TensorDocument;
  readonly scan: Scan;
  readonly table: RowTable;
  readonly rows: RowReader;
  /** The row that was asked for last. */
  row: number;
}

/** What a person looks at in an inspector. */
export interface LookedAt {
  readonly name: string;
  readonly document: TensorDocument;
  readonly row: number;
}

/** The application without VS Code: holds one tensor open and answers every question about it. */
export class Inspector {
  private current: Opening | null = null;
  private generation = 0;
  private opening: AbortController | null = null;
  private readonly stops: Stops | null;

  constructor(
    private readonly origin: TensorOrigin,
    private readonly host: InspectorHost,
  ) {
    this.stops = origin instanceof Stops ? origin : null;
  }

  /** The table of calls, for a channel. */
  answers(): InspectorAnswers {
    return {
      open: ({ reading }, signal) => this.open(reading, signal),
      rows: (question, signal) =>
        this.of(question).table.lines(question.start, question.count, question.sort, question.scope, signal),
      position: async (question, signal) => ({
        position: await this.of(question).table.positionOf(question.row, question.sort, question.scope, signal),
      }),
      row: async (question, signal) => {
        const opening = this.of(question);
        const { document, rows } = opening;
        opening.row = question.row;
        this.stops?.watch(document, question.row);
        return rowView(document, await rows.read(question.row, signal), question);
      },
      sweep: async (question, signal) => {
        const { document, rows } = this.of(question);
        return sweepView(document, await rows.read(question.row, signal), signal);
      },
      precision: async (question, signal) => {
        const { document, rows } = this.of(question);
        return precisionView(document, await rows.read(question.row, signal), question.temperature, signal);
      },
      locate: (question) => this.locate(question),
      classes: (question) => this.classes(question),
      stops: (question) => (this.stops === null ? null : stopsView(this.stops, this.of(question).document, question)),
      compareStops: async (question, signal) => {
        if (this.stops === null) throw new UserError('bad-option', 'A tensor in a file has no stops to compare.');
        return compareStops(this.stops, this.of(question).document, question, signal);
      },
      scan: async (question, signal) => {
        const { scan } = this.of(question);
        // Who cancels the check means it, also when it began by itself.
        signal.addEventListener('abort', () => scan.stop(), { once: true });
        await scan.finish(signal);
        return scan.view();
      },
    };
  }

  /** What the webview is told of errors that the inspector itself knows; undefined for all others. */
  tell(error: unknown): CallErrorRecord | undefined {
    if (!(error instanceof Stale)) return undefined;
    return { kind: 'stale', code: 'stale', message: 'The tensor was opened anew.', remedy: null };
  }

  /** What is looked at now; undefined where nothing could be opened. */
  get lookedAt(): LookedAt | undefined {
    if (this.current === null) return undefined;
    const { document, row } = this.current;
    return { name: this.origin.name, document, row };
  }

  /** Notes whether the tensor is read again at the next stop. */
  followed(on: boolean): void {
    if (this.stops !== null) this.stops.isFollowing = on;
  }

  /** Ends whatever is under way. */
  dispose(): void {
    this.opening?.abort();
    this.close();
  }

  /** Opens the tensor as the reading says. A later opening makes this one stale. */
  private async open(reading: Reading, signal: AbortSignal): Promise<DocumentView> {
    this.opening?.abort();
    const opening = new AbortController();
    this.opening = opening;
    const abort = (): void => opening.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await this.openAs(reading, opening.signal);
    } catch (error) {
      throw this.opening === opening ? error : new Stale();
    } finally {
      signal.removeEventListener('abort', abort);
    }
    if (this.current === null || this.opening !== opening) throw new Stale();
    return this.view(this.current);
  }

  private async openAs(reading: Reading, signal: AbortSignal): Promise<void> {
    const origin = await this.origin.open(signal, reading.stop);
    signal.throwIfAborted();
    // A page that was hidden and comes back finds its tensor, and the rows already checked, as it left them.
    const { document } = this.current ?? {};
    if (document?.version === origin.version && sameReading(document.reading, reading)) return;
    const opened = await openDocument(++this.generation, this.origin.name, origin, reading, {
      signal,
      onProgress: seldom((doneBytes, totalBytes) => this.host.onProgress({ doneBytes, totalBytes })),
    });
    signal.throwIfAborted();
    this.take(opened);
  }

  private take(document: TensorDocument): void {
    this.close();
    const scan = new Scan(
      document,
      (view) => this.host.onScan(document.generation, view),
      () => this.host.crew?.(),
    );
    this.current = { document, scan, table: new RowTable(document, scan), rows: new RowReader(document), row: 0 };
    // What is only remembered in part cannot be checked as a whole.
    if (document.stop?.tensor.isComplete === false) return;
    if (document.sizeBytes > this.automaticCheckLimitBytes(document)) return;
    scan.runAutomatically().catch((error: unknown) => {
      const isBug = !(error instanceof UserError) && this.current?.scan === scan && scan.view().state === 'failed';
      if (isBug) this.host.onBug(error);
    });
  }

  private automaticCheckLimitBytes(document: TensorDocument): number {
    const limit = this.host.automaticCheckLimitBytes();
    const wouldMove = document.opened.isRemote === true && !areSummedInPlace(document);
    return wouldMove ? Math.min(limit, MOST_MOVED_UNASKED_BYTES) : limit;
  }

  private close(): void {
    this.current?.scan.end();
    this.current = null;
  }

  private of(question: { readonly generation: number; readonly row?: number }): Opening {
    const { current } = this;
    if (current?.document.generation !== question.generation) throw new Stale();
    if (question.row !== undefined && question.row >= current.document.lanes.rowCount) {
      throw new UserError(
        'bad-option',
        `There is no row ${question.row}: the tensor has ${current.document.lanes.rowCount}.`,
      );
    }
    return current;
  }

  private locate(question: Question<'locate'>): ReturnType<InspectorAnswers['locate']> {
    const { document } = this.of(question);
    const { lanes, classAxis, opened } = document;
    const current = lanes.rowIndex(question.row);
    const { scope, indexes, expression } = locate(question.expression, {
      shape: opened.tensor.shape,
      classAxis,
      current,
    });
    return { scope, row: lanes.rowAt(indexes), expression };
  }

  private classes(question: Question<'classes'>): ReturnType<InspectorAnswers['classes']> {
    const { labels } = this.of(question).document;
    const { total, indexes } = labels.search(question.query, question.limit);
    return { total, classes: indexes.map((index) => ({ index, label: labels.nameOf(index) })) };
  }

  private view({ document, scan }: Opening): DocumentView {
    const { opened, lanes, labels } = document;
    return {
      generation: document.generation,
      name: this.origin.name,
      place: document.stop === null ? this.origin.place : placeText(document.stop.place),
      format: opened.format,
      dtype: opened.originalDtype ?? opened.tensor.dtype,
      device: opened.device ?? null,
      shape: [...opened.tensor.shape],
      fortranOrder: opened.tensor.fortranOrder,
      sizeBytes: document.sizeBytes,
      classAxis: document.classAxis,
      classCount: lanes.classCount,
      rowCount: lanes.rowCount,
      rowsAtOnce: rowsAtOnce(document),
      rowAxes: [...lanes.rowAxes],
      reading: document.reading,
      values: { kind: document.kind, guess: document.guess.kind, reason: document.guess.reason },
      labels: { names: labels.namesFrom, targets: labels.targetsFrom },
      notices: [...document.notices],
      scan: scan.view(),
      stop: document.stop && documentStop(document.stop),
    };
  }
}

/** Elements of another process are moved unasked only as far as nobody notices. */
const MOST_MOVED_UNASKED_BYTES = 1 << 20;

/** Lets a call through only when the last one is a tenth of a second ago. */
function seldom(tell: (done: number, total: number) => void): (done: number, total: number) => void {
  let toldAt = Date.now();
  return (done, total) => {
    if (Date.now() - toldAt < 100) return;
    toldAt = Date.now();
    tell(done, total);
  };
}

function sameReading(a: Reading, b: Reading): boolean {
  return a.classAxis === b.classAxis && a.valuesKind === b.valuesKind && a.dtype === b.dtype;
}
