import { Lanes } from '../core/lanes.js';
import type { RowFigures } from '../core/rowFigures.js';
import { UserError } from '../core/userError.js';
import { type OpenedTensor, withTensor } from '../formats/format.js';
import { guessKey, guessRowCount, type TensorDocument } from './document.js';
import { headlineOf } from './headline.js';
import type { LabelFile, OpenedOrigin, TensorOrigin } from './origin.js';
import { RecentlyUsed } from './recentlyUsed.js';
import { RememberedTensor } from './rememberedTensor.js';
import type { ValuesGuess } from './valuesKind.js';

/** Where a program stood, in words for a person. */
export interface StopPlace {
  /** `train.py:88`; of what is in no program, its name: `clipboard`. */
  readonly line: string;
  /** `evaluate()`, or empty. */
  readonly functionName: string;
  /** Which of several processes: `rank 0`. */
  readonly process?: string;
  /** When, in epoch milliseconds. */
  readonly at: number;
}

/** A stop at which the value could be described. */
export interface ReadStop {
  readonly id: number;
  readonly place: StopPlace;
  readonly tensor: RememberedTensor;
  readonly opened: OpenedTensor;
  readonly sizeBytes: number;
  /** The figures of the rows that were last asked for: see `stopsView`. */
  readonly figures: RecentlyUsed<RowFigures, string>;
  readonly failure: null;
}

/** A stop at which it could not, and why. */
export interface FailedStop {
  readonly id: number;
  readonly place: StopPlace;
  readonly tensor: null;
  readonly failure: UserError;
}

export type Stop = ReadStop | FailedStop;

/** What the stops of one expression may need besides its values. */
export interface StopsOptions {
  /** Files of class names or targets; asked for at each opening. */
  readonly labelFiles?: () => Promise<readonly LabelFile[]>;
  /** False for tensors that are only set side by side: each can be read on, and no program reads them again. */
  readonly isProgram?: boolean;
}

const MOST_STOPS = 100;
const MOST_BYTES = 64 << 20;
/** Some ten rows. */
const MOST_FIGURES_BYTES = 2048;
/** A longer row is read when it is looked at, not ahead of that. */
const MOST_CAPTURED_ROW_BYTES = 16 << 20;

/** What one expression was at each stop of a program: the newest can be read, of the others what was looked at is known. */
export class Stops implements TensorOrigin {
  /** Whether the expression is read again at the next stop, as its host says; null where there is no program. */
  isFollowing: boolean | null;
  /** How many stops were dropped, the oldest first. */
  droppedCount = 0;
  private stops: Stop[] = [];
  private nextId = 1;
  /** What the values were taken for at the first look: rows keep their meaning from stop to stop. */
  private readonly guesses = new Map<string, ValuesGuess>();
  private watched: { readonly document: TensorDocument; readonly row: number } | null = null;

  constructor(
    readonly name: string,
    private readonly options: StopsOptions = {},
  ) {
    this.isFollowing = options.isProgram === false ? null : true;
  }

  /** Where the newest stop is. */
  get place(): string {
    const place = this.newest?.place;
    return place === undefined ? '' : placeText(place);
  }

  /** Every stop that is remembered, oldest first. */
  get all(): readonly Stop[] {
    return this.stops;
  }

  /** Takes a value that was just described for the newest stop. */
  add(value: { readonly opened: OpenedTensor; readonly sizeBytes: number }, place: StopPlace): void {
    if (this.isFollowing !== null) this.leave(goneOn);
    const tensor = new RememberedTensor(value.opened.tensor);
    const opened = withTensor(value.opened, tensor);
    const figures = new RecentlyUsed<RowFigures, string>(MOST_FIGURES_BYTES);
    this.push({ id: this.nextId++, place, tensor, opened, sizeBytes: value.sizeBytes, figures, failure: null });
  }

  /** Remembers a stop at which the expression had no value, or one that could be described and not read. */
  addFailure(failure: UserError, place: StopPlace): void {
    const { newest } = this;
    if (newest?.tensor?.isLive === true && newest.tensor.movedBytes === 0) this.stops.pop();
    this.leave(goneOn);
    this.push({ id: this.nextId++, place, tensor: null, failure });
  }

  /** The program goes on or is over, as the sentence says: what was not read of the newest stop no longer can be. */
  leave(why: string): void {
    this.newest?.tensor?.leave(why);
  }

  /** Reads what is to be remembered of the newest stop: the whole of a small tensor, else the row that is looked at. */
  async capture(signal: AbortSignal): Promise<void> {
    const { newest } = this;
    if (newest?.failure !== null || !newest.tensor.isLive) return;
    const { classAxis, row } = this.watchedIn(newest);
    const lanes = new Lanes(newest.tensor, classAxis);
    if (row >= lanes.rowCount || lanes.classCount * 8 > MOST_CAPTURED_ROW_BYTES) return;
    // Whoever opens it guesses from the first rows what the values are.
    if (!this.guesses.has(guessKey(newest.opened, classAxis))) await lanes.readRows(0, guessRowCount(lanes), signal);
    await lanes.readRows(row, row + 1, signal);
    this.trim();
  }

  /** Opens a stop that is remembered, else the newest; rejects as the expression did there. */
  async open(signal: AbortSignal, id: number | null): Promise<OpenedOrigin> {
    const labelFiles = (await this.options.labelFiles?.()) ?? [];
    signal.throwIfAborted();
    const stop = this.stops.find((each) => each.id === id) ?? this.newest;
    if (stop === undefined) {
      throw new UserError('not-paused', `${this.name} was not read yet: pause the program where it has a value.`);
    }
    if (stop.failure !== null) throw stop.failure;
    const labels = labelFiles.map(({ name, isPicked, source }) => `${name}:${isPicked}:${source.size}`);
    return {
      sizeBytes: stop.sizeBytes,
      labelFiles,
      version: [`stop ${stop.id}`, ...labels].join('|'),
      stop,
      guesses: this.guesses,
      openTensor: () => Promise.resolve(stop.opened),
    };
  }

  /** Notes which row is looked at, and along which axis: it is what is read of the next stop. */
  watch(document: TensorDocument, row: number): void {
    this.watched = { document, row };
  }

  /** The watched row at the newest stop in a few words: `cat 0.66 · H 1.22 bit · ⚠ f16`; null where it was not read. */
  headline(): string | null {
    const { newest } = this;
    if (newest?.failure !== null) return null;
    const { classAxis, row } = this.watchedIn(newest);
    const values = newest.tensor.knownRow(classAxis, row);
    if (values === undefined) return null;
    const { opened } = newest;
    return headlineOf(values, {
      document: this.watched?.document,
      opened,
      guess: this.guesses.get(guessKey(opened, classAxis)),
    });
  }

  private get newest(): Stop | undefined {
    return this.stops.at(-1);
  }

  /** As far as the stop has that axis and row; else those that it would be opened with. */
  private watchedIn({ tensor, opened }: ReadStop): { readonly classAxis: number; readonly row: number } {
    const own = opened.classAxis ?? Math.max(0, tensor.shape.length - 1);
    const { document, row = 0 } = this.watched ?? {};
    const classAxis = document !== undefined && document.classAxis < tensor.shape.length ? document.classAxis : own;
    const { rowCount } = new Lanes(tensor, classAxis);
    return { classAxis, row: Math.max(0, Math.min(row, rowCount - 1)) };
  }

  private push(stop: Stop): void {
    this.stops.push(stop);
    this.trim();
  }

  private trim(): void {
    let bytes = this.stops.reduce((sum, { tensor }) => sum + (tensor?.keptBytes ?? 0), 0);
    while (this.stops.length > 1 && (this.stops.length > MOST_STOPS || bytes > MOST_BYTES)) {
      bytes -= this.stops.shift()?.tensor?.keptBytes ?? 0;
      this.droppedCount++;
    }
  }
}

const goneOn = 'The program has gone on since.';

/** `train.py:88 · evaluate() · rank 0` */
export function placeText({ line, functionName, process }: StopPlace): string {
  return [line, functionName, process].filter((part) => part !== undefined && part !== '').join(' · ');
}
