import { Distribution } from '../../core/distribution.js';
import type { Uncertainty } from '../../formats/text/reading.js';
import type { ValuesKind } from '../../protocol/views.js';

/** By how much, at most, the figures of a row may be off because its numbers were printed rounded. */
export interface FigureErrors {
  readonly logSumExp: number;
  readonly entropyNats: number;
  /** Of a number as it is printed, and of the probability of its class. */
  value(index: number): number;
  probability(index: number): number;
}

const exact: FigureErrors = { logSumExp: 0, entropyNats: 0, value: () => 0, probability: () => 0 };

/**
 * The errors of a row's figures from those of its `values` as they were printed, `kind` says what of; `distribution` is theirs.
 * Logits z are known to ±δ: then log-sum-exp lies between that of z − δ and of z + δ, and the odds of a class between its own
 * with all others moved against it. Of the entropy it is the first order, Σ p |ln p + H| δ.
 */
export function figureErrors(
  values: Float64Array,
  kind: ValuesKind,
  distribution: Distribution,
  uncertainty: Uncertainty | undefined,
): FigureErrors {
  if (uncertainty === undefined || !distribution.exists) return exact;
  const delta = values.map((value) =>
    Number.isFinite(value) ? Math.max(uncertainty.absolute, uncertainty.relative * Math.abs(value)) : 0,
  );
  const of = (index: number): number => delta[index] ?? 0;
  return kind === 'probabilities'
    ? errorsOfProbabilities(values, distribution, of)
    : errorsOfLogits(values, distribution, of);
}

type ErrorOf = (index: number) => number;

function errorsOfLogits(logits: Float64Array, distribution: Distribution, error: ErrorOf): FigureErrors {
  const lower = new Distribution(logits.map((logit, index) => logit - error(index)));
  const upper = new Distribution(logits.map((logit, index) => logit + error(index)));
  const { logSumExp, entropyNats } = distribution;
  return {
    logSumExp: Math.max(upper.logSumExp - logSumExp, logSumExp - lower.logSumExp),
    entropyNats: sum(logits.length, (index) => {
      const probability = distribution.probability(index);
      return probability > 0
        ? probability * Math.abs(distribution.logProbability(index) + entropyNats) * error(index)
        : 0;
    }),
    value: error,
    probability: (index) => {
      const probability = distribution.probability(index);
      const most = withOdds(lower.probability(index), 2 * error(index));
      const least = withOdds(upper.probability(index), -2 * error(index));
      return Math.max(most - probability, probability - least);
    },
  };
}

/** Probabilities sum to 1, so that each is known as it is printed, and what its normalising moved it besides. */
function errorsOfProbabilities(printed: Float64Array, distribution: Distribution, error: ErrorOf): FigureErrors {
  const errorOf = (index: number): number =>
    error(index) + Math.abs(distribution.probability(index) - (printed[index] ?? 0));
  return {
    logSumExp: 0,
    entropyNats: sum(printed.length, (index) => {
      const most = Math.max(distribution.probability(index), error(index));
      return most > 0 ? (1 + Math.abs(Math.log(most))) * errorOf(index) : 0;
    }),
    value: error,
    probability: errorOf,
  };
}

/** A probability whose odds are multiplied by e^`shift`. */
function withOdds(probability: number, shift: number): number {
  const factor = Math.exp(shift);
  return (probability * factor) / (1 - probability + probability * factor);
}

function sum(count: number, term: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < count; index++) total += term(index);
  return total;
}
