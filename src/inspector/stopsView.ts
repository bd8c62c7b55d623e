import { Distribution } from '../core/distribution.js';
import { rowFigures, type RowFigures } from '../core/rowFigures.js';
import type { Question } from '../protocol/messages.js';
import type { DocumentView, StopsView, StopView } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import type { ReadStop, Stop, Stops } from './stops.js';
import { toLogitsInPlace } from './valuesKind.js';

/** The strip of stops: where each was, and what the row that is looked at was there. */
export function stopsView(
  stops: Stops,
  document: TensorDocument,
  { row, temperature }: Question<'stops'>,
): StopsView | null {
  const { stop } = document;
  if (stop === null) return null;
  return {
    shown: stop.id,
    isLive: stop.tensor.isLive,
    isFollowing: stops.isFollowing,
    droppedCount: stops.droppedCount,
    movedBytes: stop.tensor.movedBytes,
    readMilliseconds: stop.tensor.firstReadAt === null ? null : Math.max(0, stop.tensor.firstReadAt - stop.place.at),
    stops: stops.all.map((each) => stopView(each, document, row, temperature)),
  };
}

/** The stop that a document was found at. */
export function documentStop({ id, place, tensor }: ReadStop): DocumentView['stop'] {
  const { line, functionName, process = null, at } = place;
  return { id, line, functionName, process, at, isLive: tensor.isLive, isComplete: tensor.isComplete };
}

function stopView(stop: Stop, document: TensorDocument, row: number, temperature: number): StopView {
  const { line, functionName, process = null, at } = stop.place;
  const base = { id: stop.id, line, functionName, process, at };
  if (stop.failure !== null) return { ...base, failure: stop.failure.message, figures: null };
  const figures = figuresAt(stop, document, row, temperature);
  if (figures === undefined) return { ...base, failure: null, figures: null };
  const { argmax, topProbability, entropyNats, classCount } = figures;
  const exists = argmax >= 0;
  return {
    ...base,
    failure: null,
    figures: {
      entropyNats: exists ? entropyNats : null,
      topIndex: exists ? argmax : null,
      topLabel: exists ? labelAt(document, classCount, argmax) : '',
      topProbability: exists ? topProbability : null,
    },
  };
}

/** What is known of a stop never changes, so that of a hundred wide rows only that of a new one is looked at. */
function figuresAt(stop: ReadStop, document: TensorDocument, row: number, temperature: number): RowFigures | undefined {
  const key = [document.classAxis, document.kind, row, temperature].join(' ');
  const kept = stop.figures.get(key);
  if (kept !== undefined) return kept;
  const logits = logitsAt(stop, document, row);
  if (logits === undefined) return undefined;
  const figures = rowFigures(new Distribution(logits, temperature));
  stop.figures.set(key, figures, 0);
  return figures;
}

/** The row as it is known of a stop, as logits along the axis that is looked along; undefined where it is not. */
function logitsAt({ tensor }: ReadStop, document: TensorDocument, row: number): Float64Array | undefined {
  const { classAxis, kind } = document;
  if (!isRowOf(tensor.shape, classAxis, row)) return undefined;
  const values = tensor.knownRow(classAxis, row);
  if (values !== undefined) toLogitsInPlace(values, kind);
  return values;
}

/** Whether a tensor of this shape has that row along that axis. */
export function isRowOf(shape: readonly number[], classAxis: number, row: number): boolean {
  if (classAxis >= Math.max(1, shape.length)) return false;
  const rowCount = shape.reduce((count, length, axis) => (axis === classAxis ? count : count * length), 1);
  return row < rowCount;
}

/** Names are of the classes that are looked at: where a stop had others, their numbers stand. */
export function labelAt(document: TensorDocument, classCount: number, index: number): string {
  return classCount === document.lanes.classCount ? document.labels.nameOf(index) : String(index);
}
