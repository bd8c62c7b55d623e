import { type Distribution, entropyNatsOf } from '../core/distribution.js';
import type { RowSums } from '../core/kernel/kernel.js';
import { rowFigures } from '../core/rowFigures.js';
import type { RowSummary } from './rowSummary.js';

/** What the pass over all rows keeps of one at temperature 1; −1, 0 and NaN as in `RowFigures`. */
export interface ScannedRow {
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  readonly argmax: number;
  readonly ties: number;
  readonly max: number;
  readonly topProbability: number;
  readonly entropyNats: number;
  /** NaN where there is one class only. */
  readonly logitMargin: number;
  /** The cross-entropy with the target, in nats; NaN where there is none. */
  readonly loss: number;
}

/** What is kept of a row with that target. */
export function scannedRow(distribution: Distribution, target: number | null): ScannedRow {
  const figures = rowFigures(distribution);
  return {
    ...figures,
    logitMargin: figures.logitMargin ?? NaN,
    loss: target === null ? NaN : -distribution.logProbability(target),
  };
}

/** The same from a summary. */
export function scannedSummary({ figures, loss }: RowSummary): ScannedRow {
  return { ...figures, logitMargin: figures.logitMargin ?? NaN, loss };
}

/**
 * The same from a record of two classes or more, whose largest logit is `max`; `targetLogit` is NaN where there is no target.
 * Undefined where the sums of the record do not hold: its logits are so large that they need a `Distribution`.
 */
export function recordedRow(record: RowSums, max: number, targetLogit: number): ScannedRow | undefined {
  const { nan, positiveInfinity, negativeInfinity, weight } = record;
  if (nan > 0 || positiveInfinity > 0 || record.max === -Infinity) {
    return { ...withoutFigures, nan, positiveInfinity, negativeInfinity };
  }
  if (Number.isNaN(weight)) return undefined;
  return {
    nan,
    positiveInfinity,
    negativeInfinity,
    argmax: record.argmax,
    ties: record.ties,
    max,
    topProbability: 1 / (1 + weight),
    entropyNats: entropyNatsOf(record),
    logitMargin: record.runnerUp < 0 ? Infinity : max - record.runnerUpLogit,
    loss: -(targetLogit - max - Math.log1p(weight)),
  };
}

const withoutFigures = {
  argmax: -1,
  ties: 0,
  max: NaN,
  topProbability: NaN,
  entropyNats: NaN,
  logitMargin: NaN,
  loss: NaN,
} as const;
