import { Lanes } from '../core/lanes.js';
import type { Notice } from '../core/notice.js';
import type { OpenedTensor } from '../formats/format.js';
import type { Reading, ValuesKind } from '../protocol/views.js';
import { Labels, type LabelSource, readLabelFiles } from './labels.js';
import type { OpenedOrigin } from './origin.js';
import type { ReadStop } from './stops.js';
import { guessValues, toLogitsInPlace, type ValuesGuess } from './valuesKind.js';

/** How many elements, at most, are read to guess what the values are. */
const GUESS_ELEMENTS = 1 << 17;
const GUESS_ROWS = 16;

/** An opened tensor, read along one class axis as one kind of values: rows of logits, their names and targets. */
export interface TensorDocument {
  readonly generation: number;
  readonly version: string;
  readonly opened: OpenedTensor;
  readonly sizeBytes: number;
  /** The stop of the program that it was found at; null for what is in no program. */
  readonly stop: ReadStop | null;
  readonly reading: Reading;
  readonly classAxis: number;
  readonly lanes: Lanes;
  readonly labels: Labels;
  readonly guess: ValuesGuess;
  readonly kind: ValuesKind;
  readonly notices: readonly Notice[];
  /** Rows `[start, end)` as logits, one after another; a shared buffer never. */
  readLogits(start: number, end: number, signal?: AbortSignal): Promise<Float64Array>;
}

/** How an opening is cancelled, and told of. */
export interface OpeningWork {
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number, totalBytes: number) => void;
}

/** Opens the bytes of an origin as the reading says; refuses with the readers' `UserError`s. */
export async function openDocument(
  generation: number,
  name: string,
  origin: OpenedOrigin,
  reading: Reading,
  { signal, onProgress }: OpeningWork,
): Promise<TensorDocument> {
  const options = { signal, onProgress, ...(reading.dtype && { dtype: reading.dtype }) };
  const opened = await origin.openTensor(options);
  const classAxis = chooseClassAxis(opened, reading);
  const lanes = new Lanes(opened.tensor, classAxis);
  const files = await readLabelFiles(origin.labelFiles, signal);
  // What the user picked counts most; what the file says of itself more than what lies beside it.
  const sources = [...files.picked, ...ownLabels(opened, name, classAxis), ...files.beside];
  const labels = Labels.fit(sources, lanes.rowCount, lanes.classCount);
  const guess = await guessFor(origin, lanes, guessKey(opened, classAxis), signal);
  const kind = reading.valuesKind ?? guess.kind;
  return {
    generation,
    version: origin.version,
    opened,
    sizeBytes: origin.sizeBytes,
    stop: origin.stop ?? null,
    reading,
    classAxis,
    lanes,
    labels,
    guess,
    kind,
    notices: [...opened.notices, ...files.notices, ...labels.notices],
    readLogits: async (start, end, rowSignal) => {
      const rows = await lanes.readRows(start, end, rowSignal);
      toLogitsInPlace(rows, kind);
      return rows;
    },
  };
}

/** A chosen axis that the tensor (changed since) no longer has gives way to the file's own or the last. */
function chooseClassAxis(opened: OpenedTensor, reading: Reading): number {
  const rank = opened.tensor.shape.length;
  const chosen = reading.classAxis !== null && reading.classAxis < rank ? reading.classAxis : undefined;
  return chosen ?? opened.classAxis ?? Math.max(0, rank - 1);
}

/** Labels in the tensor's own file are about its own class axis; on another axis they would name the wrong things. */
function ownLabels(opened: OpenedTensor, name: string, classAxis: number): LabelSource[] {
  const ownAxis = opened.classAxis ?? Math.max(0, opened.tensor.shape.length - 1);
  return classAxis === ownAxis ? [{ from: name, classNames: opened.classNames, targets: opened.targets }] : [];
}

async function guessFor(origin: OpenedOrigin, lanes: Lanes, key: string, signal: AbortSignal): Promise<ValuesGuess> {
  const known = origin.guesses?.get(key);
  if (known !== undefined) return known;
  const guess = guessValues(await lanes.readRows(0, guessRowCount(lanes), signal), lanes.classCount);
  origin.guesses?.set(key, guess);
  return guess;
}

/** What makes values mean the same as at another time: their type, and the axis and number of the classes. */
export function guessKey({ tensor }: OpenedTensor, classAxis: number): string {
  return [tensor.dtype, classAxis, tensor.shape[classAxis] ?? 1].join(' ');
}

/** How many rows, the first ones, are read to guess what the values are. */
export function guessRowCount({ rowCount, classCount }: Lanes): number {
  if (classCount === 0) return 0;
  return Math.min(rowCount, GUESS_ROWS, Math.max(1, Math.floor(GUESS_ELEMENTS / classCount)));
}
