import { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { checkStillHeld, rowOf } from './logits.js';
import { type LossFigures, lossFigures } from './loss.js';
import type { Notice } from './notice.js';
import { type FormatPrecision, precisionOf } from './precision.js';
import { type RowFigures, rowFigures } from './rowFigures.js';
import { givenSmoothing, type LabelSmoothing, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import { checkedTopK, topK } from './topK.js';
import { rowWarnings } from './warnings.js';

/** What a row is inspected with; part of the public API. */
export interface RowOptions {
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
  /** A class index, or a soft target: a number from 0 up for each class. */
  readonly target?: number | ArrayLike<number> | null | undefined;
  readonly labelSmoothing?: LabelSmoothing | null | undefined;
  /** How many of the largest logits to list. The default is 10. */
  readonly topK?: number | null | undefined;
}

/** One class of a row. The log-probability is in nats. */
export interface ClassFigures {
  readonly index: number;
  readonly logit: number;
  readonly probability: number;
  readonly logProbability: number;
}

/** Everything about one row; part of the public API. */
export interface RowInspection extends RowFigures, Partial<LossFigures> {
  readonly probabilities: Float64Array;
  /** In nats. */
  readonly logProbabilities: Float64Array;
  /** The classes of the largest logits, largest first; NaN logits come last. */
  readonly top: readonly ClassFigures[];
  readonly precision: readonly FormatPrecision[];
  readonly warnings: readonly Notice[];
}

/**
 * Everything about one row of logits; with a target also its loss and gradient. Throws a `UserError`: `empty`,
 * `not-numeric`, `too-large` for the logits, `bad-option` for an option that has no meaning.
 */
export function inspectRow(
  logits: ArrayLike<number>,
  options: RowOptions = {},
  kernel: Kernel = fastestKernel,
): RowInspection {
  const row = rowOf(logits);
  const temperature = checkedTemperature(options.temperature ?? 1);
  const listed = checkedTopK(options.topK ?? 10);
  const smoothing = givenSmoothing(options.labelSmoothing, row.length);
  const target =
    options.target === undefined || options.target === null
      ? undefined
      : targetOf(options.target, row.length, smoothing);
  checkStillHeld(row);
  const distribution = new Distribution(row, temperature, kernel);
  const probabilities = distribution.probabilities();
  const logProbabilities = distribution.logProbabilities();
  return {
    ...rowFigures(distribution),
    probabilities,
    logProbabilities,
    top: topK(row, listed).map((index) => ({
      index,
      logit: elementAt(row, index),
      probability: elementAt(probabilities, index),
      logProbability: elementAt(logProbabilities, index),
    })),
    precision: precisionOf(distribution, probabilities),
    warnings: rowWarnings(distribution, target),
    ...(target === undefined ? {} : lossFigures(distribution, target)),
  };
}
