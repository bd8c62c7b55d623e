import type { Distribution } from './distribution.js';
import { lossGradient } from './loss.js';
import type { Target } from './target.js';

/** Whether a row can still learn from its target y. All NaN, and `neither`, for a row that has no softmax. */
export interface Saturation {
  /**
   * `saturated`: right, and no entry of s·p − y reaches the threshold, so hardly any gradient is left;
   * `confidently-wrong`: wrong, and the target's probability is under the threshold.
   */
  readonly state: 'saturated' | 'confidently-wrong' | 'neither';
  /** max |s·p − y| with s = Σ y: the largest entry of the gradient, without its 1/T. */
  readonly largestResidual: number;
  /** The probability of the target class. */
  readonly targetProbability: number;
}

/** The threshold of both states, unless told. */
export const saturationThreshold = 1e-3;

/** How a row stands to its target; it is right where the first of its largest logits is the target class. */
export function saturationOf(distribution: Distribution, target: Target, threshold = saturationThreshold): Saturation {
  const { scan, temperature, exists } = distribution;
  if (!exists) return { state: 'neither', largestResidual: NaN, targetProbability: NaN };
  const gradient = lossGradient(distribution, target);
  const largestResidual = gradient.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0) * temperature;
  const targetProbability = distribution.probability(target.classIndex);
  const isRight = scan.argmax === target.classIndex;
  if (isRight && largestResidual < threshold) return { state: 'saturated', largestResidual, targetProbability };
  const isSureOfAnother = !isRight && targetProbability < threshold;
  return { state: isSureOfAnother ? 'confidently-wrong' : 'neither', largestResidual, targetProbability };
}

/**
 * ln(1 + (K − 1) e^−m), the loss in nats where all wrong logits equal `z_c − m`: the reference curve of a plot of losses
 * over target margins m, and the most that a row with this margin can lose. For any m, −∞ and ∞ included, and K ≥ 1.
 */
export function referenceLoss(margin: number, classCount: number): number {
  if (classCount === 1) return 0;
  if (margin >= 0) return Math.log1p((classCount - 1) * Math.exp(-margin));
  return Math.log(classCount - 1 + Math.exp(margin)) - margin;
}
