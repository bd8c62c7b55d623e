import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import type { Target } from './target.js';

/** How a row stands to its target y, with p = softmax(z / T). All NaN for a row that has no p. */
export interface LossFigures {
  /**
   * The cross-entropy Σ y (lse − z/T) in nats; +inf where y has weight on a masked class (or z/T is beyond float64).
   */
  readonly loss: number;
  /** ∂loss/∂z with respect to the logits given: (s p − y) / T with s = Σ y. It sums to 0. */
  readonly gradient: Float64Array;
  /** Target logit minus the largest other one, over T: negative where the row is wrong. Undefined for K = 1. */
  readonly targetMargin: number | undefined;
  /** The place of the target class, 1 for the top class; of equal logits the first class comes first. */
  readonly targetRank: number;
  /** H(y, p) − H(y) in nats. */
  readonly klFromTarget: number;
}

/** Loss, gradient and the rest of a row against a target of as many classes. */
export function lossFigures(distribution: Distribution, target: Target): LossFigures {
  return {
    loss: crossEntropy(distribution, target),
    gradient: lossGradient(distribution, target),
    targetMargin: targetMargin(distribution, target.classIndex),
    targetRank: targetRank(distribution, target.classIndex),
    klFromTarget: klFromTarget(distribution, target),
  };
}

/** Σ y (lse − z/T) in nats: a sum of terms that are not negative. */
export function crossEntropy(distribution: Distribution, target: Target): number {
  if (target.isOneHot) return -distribution.logProbability(target.classIndex);
  return blockSum(target.values.length, (index) => {
    const y = elementAt(target.values, index);
    return y === 0 ? 0 : -y * distribution.logProbability(index);
  });
}

/**
 * (s p − y) / T. Where p is above 1/2 it may round to 1: there as the rest of y minus s (1 − p), which does not cancel.
 */
export function lossGradient(distribution: Distribution, target: Target): Float64Array {
  const { temperature, scan, exists, topProbability, oneMinusTop } = distribution;
  const { values, sum } = target;
  const gradient = distribution.probabilities();
  if (!exists) return gradient;
  for (let index = 0; index < gradient.length; index++) {
    gradient[index] = (sum * elementAt(gradient, index) - elementAt(values, index)) / temperature;
  }
  if (topProbability <= 0.5) return gradient;
  const rest = blockSum(values.length, (index) => (index === scan.argmax ? 0 : elementAt(values, index)));
  gradient[scan.argmax] = (rest - sum * oneMinusTop) / temperature;
  return gradient;
}

/** (z_c − max_{j≠c} z_j) / T; undefined for K = 1, +inf where no other class is finite. */
export function targetMargin(distribution: Distribution, classIndex: number): number | undefined {
  const { scan, exists } = distribution;
  if (scan.classCount === 1) return undefined;
  if (!exists) return NaN;
  if (classIndex !== scan.argmax) return distribution.exponent(classIndex);
  // Subtracted from 0, so that a tie has 0 and not −0.
  return scan.runnerUp < 0 ? Infinity : 0 - distribution.exponent(scan.runnerUp);
}

/** One more than the classes that come before: those with a larger logit, and the earlier ones with an equal logit. */
export function targetRank(distribution: Distribution, classIndex: number): number {
  const { row, exists } = distribution;
  if (!exists) return NaN;
  const own = elementAt(row, classIndex);
  let before = 0;
  for (let index = 0; index < row.length; index++) {
    const logit = elementAt(row, index);
    if (logit > own || (logit === own && index < classIndex)) before++;
  }
  return before + 1;
}

/** A sum of y within this of 1 is 1, rounded. */
const roundingOfSums = 1e-12;

/**
 * H(y, p) − H(y). Where s is near 1 as Σ [y ln(y/p) − y + p] + (s − 1): the bracket is never negative and small where y
 * is near p, so nothing cancels there. Elsewhere y is nowhere near p, and Σ y ln(y/p) is as good, however small s is.
 */
export function klFromTarget(distribution: Distribution, target: Target): number {
  if (target.isOneHot) return crossEntropy(distribution, target);
  const { values, sum } = target;
  const logRatio = (y: number, index: number) => Math.log(y) - distribution.logProbability(index);
  if (Math.abs(sum - 1) > 0.5) {
    return blockSum(values.length, (index) => {
      const y = elementAt(values, index);
      return y === 0 ? 0 : y * logRatio(y, index);
    });
  }
  const excess = Math.abs(sum - 1) < roundingOfSums ? 0 : sum - 1;
  const divergence = blockSum(values.length, (index) => {
    const y = elementAt(values, index);
    const p = distribution.probability(index);
    if (y === 0) return p;
    const relative = (y - p) / p;
    if (Math.abs(relative) < 0.5) return p * ((1 + relative) * Math.log1p(relative) - relative);
    return y * logRatio(y, index) - y + p;
  });
  return divergence + excess;
}
