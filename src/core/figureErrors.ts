import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';

/** How far each figure of a row may lie from that of the exact logits, in its own unit. */
export interface FigureErrors {
  readonly logSumExp: number;
  readonly topProbability: number;
  readonly entropyNats: number;
  readonly perplexity: number;
  readonly logitMargin: number;
  /** The most that any logit, and any ln p, may be off. */
  readonly logit: number;
  readonly logProbability: number;
}

/**
 * The errors of a row's figures where each logit z_i is known to ±ε_i, with δ = ε/T. The log-sum-exp is off by at most
 * ln Σ p e^δ, the odds of the top class by e^(δ_top + δ_others); the entropy by Σ p |ln p + H| δ to first order. `hidden` classes
 * count as masked (−inf) and may each weigh up to `hiddenWeight` of the sum all the same: of probabilities, those that
 * were printed as 0.
 */
export function figureErrors(
  distribution: Distribution,
  errors: Float64Array,
  { hidden, hiddenWeight }: { readonly hidden: number; readonly hiddenWeight: number },
): FigureErrors {
  const { scan, temperature, entropyNats, row } = distribution;
  let [growth, spread, most, mostOfOthers] = [0, 0, 0, 0];
  for (let index = 0; index < row.length; index++) {
    if (elementAt(row, index) === -Infinity) continue;
    const error = elementAt(errors, index) / temperature;
    const p = distribution.probability(index);
    growth += p * Math.expm1(error);
    if (p > 0) spread += p * Math.abs(distribution.logProbability(index) + entropyNats) * error;
    most = Math.max(most, error);
    if (index !== scan.argmax) mostOfOthers = Math.max(mostOfOthers, error);
  }
  const hiddenMass = hidden * hiddenWeight;
  const logSumExp = Math.log1p(growth + hiddenMass);
  const entropyError = spread + (hidden === 0 ? 0 : hiddenMass * (Math.abs(Math.log(hiddenWeight)) + entropyNats));
  const ofTop = elementAt(errors, scan.argmax);
  const oddsError = ofTop / temperature + mostOfOthers + Math.log1p(hiddenMass);
  return {
    logSumExp,
    topProbability: probabilityError(distribution, oddsError),
    entropyNats: entropyError,
    perplexity: Math.exp(entropyNats) * Math.expm1(entropyError),
    logitMargin: ofTop + (scan.runnerUp < 0 ? 0 : elementAt(errors, scan.runnerUp)),
    logit: most * temperature,
    logProbability: most + logSumExp,
  };
}

/** By how much the top probability changes at most, when the logarithm of its odds does by `by` either way. */
function probabilityError({ topProbability: p, oneMinusTop: q }: Distribution, by: number): number {
  const up = (p * q * Math.expm1(by)) / (1 + p * Math.expm1(by));
  const down = (-p * q * Math.expm1(-by)) / (1 + p * Math.expm1(-by));
  return Math.max(Number.isNaN(up) ? q : up, down);
}
