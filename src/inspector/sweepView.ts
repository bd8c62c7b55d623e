import { logSpaced, sweepTemperature } from '../core/temperature.js';
import type { SweepView } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import { nextTask } from './nextTask.js';
import type { ReadRow } from './rowReader.js';

const LOWEST = 0.05;
const HIGHEST = 20;
const POINTS = 64;
/** Classes with a curve of their own: the top one and the two behind it. */
const CURVES = 3;
/** Elements worked on between two turns of others. */
const BATCH_ELEMENTS = 1 << 18;

/** The sweep of a row over 64 temperatures, with the curves of its leading classes and a sentence that says it. */
export async function sweepView(document: TensorDocument, read: ReadRow, signal: AbortSignal): Promise<SweepView> {
  const { row, logits } = read;
  const temperatures = logSpaced(LOWEST, HIGHEST, POINTS);
  const classes = Array.from(read.top).slice(0, CURVES);
  const columns = { entropyNats: new Float64Array(POINTS), topProbability: new Float64Array(POINTS) };
  const curves = classes.map(() => new Float64Array(POINTS));
  const step = Math.max(1, Math.floor(BATCH_ELEMENTS / Math.max(1, logits.length)));
  for (let start = 0; start < POINTS && logits.length > 0; start += step) {
    const part = sweepTemperature(logits, temperatures.subarray(start, start + step), classes);
    columns.entropyNats.set(part.entropyNats, start);
    columns.topProbability.set(part.topProbability, start);
    part.curves.forEach((curve, place) => curves[place]?.set(curve, start));
    await nextTask();
    signal.throwIfAborted();
  }
  const mostNats = Math.log(logits.length);
  return {
    row,
    temperatures,
    ...columns,
    normalisedEntropy: columns.entropyNats.map((nats) => (mostNats > 0 ? nats / mostNats : nats * 0)),
    curves: classes.map((index, place) => ({
      index,
      label: document.labels.nameOf(index),
      probabilities: curves[place] ?? new Float64Array(POINTS),
    })),
    summary: summary(columns.entropyNats, columns.topProbability, document.labels.nameOf(classes[0] ?? 0)),
  };
}

function summary(entropyNats: Float64Array, topProbability: Float64Array, top: string): string {
  const first = { nats: entropyNats[0] ?? Number.NaN, top: topProbability[0] ?? Number.NaN };
  const last = { nats: entropyNats.at(-1) ?? Number.NaN, top: topProbability.at(-1) ?? Number.NaN };
  if (Number.isNaN(first.nats)) return 'This row has no softmax at any temperature.';
  const nats = `Entropy rises from ${first.nats.toFixed(2)} nat at T ${LOWEST} to ${last.nats.toFixed(2)} at T ${HIGHEST}`;
  return `${nats}; the probability of ${top} goes from ${first.top.toFixed(2)} to ${last.top.toFixed(2)}.`;
}
