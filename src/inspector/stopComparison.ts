import { Distribution } from '../core/distribution.js';
import { elementAt } from '../core/element.js';
import { compareRows } from '../core/rowComparison.js';
import { topK } from '../core/topK.js';
import { UserError } from '../core/userError.js';
import type { Question } from '../protocol/messages.js';
import type { StopComparisonView } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import { Lanes } from '../core/lanes.js';
import { isRowOf, labelAt } from './stopsView.js';
import { placeText, type ReadStop, type Stops } from './stops.js';
import { toLogitsInPlace } from './valuesKind.js';

/** How many of the classes that moved most are told. */
const MOST_MOVES = 10;

/** How one row differs between two stops, with p and q its probabilities at a and b. Refuses, in a sentence, what cannot be compared. */
export async function compareStops(
  stops: Stops,
  document: TensorDocument,
  { a, b, row, temperature }: Question<'compareStops'>,
  signal: AbortSignal,
): Promise<StopComparisonView> {
  const [former, latter] = [stopOf(stops, a), stopOf(stops, b)];
  const [logitsOfA, logitsOfB] = [
    await logitsOf(former, document, row, signal),
    await logitsOf(latter, document, row, signal),
  ];
  if (logitsOfA.length !== logitsOfB.length) {
    throw new UserError(
      'shape-mismatch',
      `The row has ${logitsOfA.length} classes at ${nameOf(former)} and ${logitsOfB.length} at ${nameOf(latter)}: choose two with the same classes.`,
    );
  }
  const [distributionOfA, distributionOfB] = [
    new Distribution(logitsOfA, temperature),
    new Distribution(logitsOfB, temperature),
  ];
  for (const [distribution, stop] of [
    [distributionOfA, former],
    [distributionOfB, latter],
  ] as const) {
    if (!distribution.exists) {
      throw new UserError(
        'no-data',
        `The row has no softmax at ${nameOf(stop)} (it holds NaN or +∞, or every class is masked): choose another row or stop.`,
      );
    }
  }
  return viewOf(document, row, distributionOfA, distributionOfB);
}

function viewOf(document: TensorDocument, row: number, a: Distribution, b: Distribution): StopComparisonView {
  const { klForward, klBackward, jensenShannon, totalVariation } = compareRows(a, b, 1);
  const [p, q] = [a.probabilities(), b.probabilities()];
  const moves = topK(
    p.map((probability, index) => Math.abs(elementAt(q, index) - probability)),
    Math.min(MOST_MOVES, p.length),
  );
  const named = (index: number) => ({ index, label: labelAt(document, p.length, index) });
  return {
    row,
    temperature: a.temperature,
    klForward,
    klBackward,
    jensenShannon,
    totalVariation,
    a: { top: named(a.scan.argmax), topProbability: a.topProbability, entropyNats: a.entropyNats },
    b: { top: named(b.scan.argmax), topProbability: b.topProbability, entropyNats: b.entropyNats },
    moves: moves.map((index) => ({
      ...named(index),
      probabilityOfA: elementAt(p, index),
      probabilityOfB: elementAt(q, index),
      logitOfA: elementAt(a.row, index),
      logitOfB: elementAt(b.row, index),
    })),
  };
}

function stopOf(stops: Stops, id: number): ReadStop {
  const stop = stops.all.find((each) => each.id === id);
  if (stop === undefined) {
    throw new UserError('bad-option', 'That stop is no longer remembered: choose one that is in the strip.');
  }
  if (stop.failure !== null) throw stop.failure;
  return stop;
}

async function logitsOf(
  stop: ReadStop,
  { classAxis, kind }: TensorDocument,
  row: number,
  signal: AbortSignal,
): Promise<Float64Array> {
  const { tensor } = stop;
  if (!isRowOf(tensor.shape, classAxis, row)) {
    throw new UserError(
      'shape-mismatch',
      `There is no such row at ${nameOf(stop)}, where the shape was [${tensor.shape.join(', ')}]: choose another row or stop.`,
    );
  }
  const values = await new Lanes(tensor, classAxis).readRows(row, row + 1, signal);
  toLogitsInPlace(values, kind);
  return values;
}

function nameOf({ place }: ReadStop): string {
  return placeText(place);
}
