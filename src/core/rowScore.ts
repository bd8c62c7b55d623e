import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import type { LabelledRow } from './labelledRows.js';

/** How the probabilities p of a row stand to its label c. */
export interface RowScore {
  /** −ln p_c in nats. */
  readonly loss: number;
  /** Σ (p − y)² with y one-hot at c: 0 … 2. */
  readonly brier: number;
  /** The largest probability, and what it lacks to 1 (accurate where that is under 1e-16). */
  readonly confidence: number;
  readonly oneMinusConfidence: number;
  /** Whether the class of the largest logit, the first of equals, is c. */
  readonly isRight: boolean;
}

/** The score of a row at a temperature. */
export function scoreOf(distribution: Distribution, label: number): RowScore {
  const { row, scan, oneMinusTop, topProbability } = distribution;
  const isRight = scan.argmax === label;
  const others = blockSum(row.length, (index) => (index === label ? 0 : distribution.probability(index) ** 2));
  // Of any class but the top one p is at most 1/2.
  const lacking = isRight ? oneMinusTop : 1 - distribution.probability(label);
  return {
    loss: -distribution.logProbability(label),
    brier: lacking ** 2 + others,
    confidence: topProbability,
    oneMinusConfidence: oneMinusTop,
    isRight,
  };
}

/** The limit for T → 0: the hardmax, where the largest logits share equally. */
export function scoreAtZero({ scan, label, labelLogit }: LabelledRow): RowScore {
  return sharedScore(scan.ties, labelLogit === scan.max, scan.argmax === label);
}

/** The limit for T → ∞: all unmasked classes share equally. The top class is still that of the logits, as at every T. */
export function scoreAtInfinity({ scan, label, labelLogit }: LabelledRow): RowScore {
  return sharedScore(scan.classCount - scan.negativeInfinity, labelLogit > -Infinity, scan.argmax === label);
}

/** The score where `count` classes, the label among them or not, have 1/count each. */
function sharedScore(count: number, labelShares: boolean, isRight: boolean): RowScore {
  return {
    loss: labelShares ? Math.log(count) : Infinity,
    brier: labelShares ? (count - 1) / count : 1 + 1 / count,
    confidence: 1 / count,
    oneMinusConfidence: (count - 1) / count,
    isRight,
  };
}
