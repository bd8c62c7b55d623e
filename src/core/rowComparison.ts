import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { jensenShannonTerm } from './divergenceTerms.js';
import { elementAt } from './element.js';
import { klDivergence } from './klDivergence.js';
import { LogitDifferences } from './logitDifferences.js';
import { targetRank } from './loss.js';
import { probabilityDifference, type RowPair, rowPair } from './rowPair.js';
import { topK } from './topK.js';

/** How two rows of logits a and b over the same classes differ, with p = softmax(a / T) and q = softmax(b / T). */
export interface RowComparison {
  /** KL(p‖q) in nats: +inf where b masks a class (−inf) that a does not. */
  readonly klForward: number;
  /** KL(q‖p) in nats: +inf where a masks a class that b does not. */
  readonly klBackward: number;
  /** The mean of KL(p‖m) and KL(q‖m), m = (p + q)/2, in nats: 0 … ln 2. */
  readonly jensenShannon: number;
  /** ½ Σ |p − q|: 0 … 1. */
  readonly totalVariation: number;
  /** The largest |p − q|. */
  readonly maxProbabilityDelta: number;
  /**
   * The largest |Δ − mean Δ|, Δ = a − b over the classes that neither masks: in the units of the logits given, whatever
   * T. +inf where one row masks a class that the other does not (or where it is beyond float64).
   */
  readonly maxLogitDelta: number;
  /** 1 where the top class (the first of equals) is the same, else 0. */
  readonly topOneAgreement: number;
  /** The share of the top k classes of a that are among those of b; masked classes come last, in their order. */
  readonly topKOverlap: number;
  /** The place in b of the top class of a, 1 for the top; of equal logits the first class comes first. */
  readonly topClassRank: number;
}

/** The figures of two rows that both have a distribution, at one temperature; `k` is clipped to the classes. */
export function compareRows(a: Distribution, b: Distribution, k: number): RowComparison {
  const differences = new LogitDifferences(a, b);
  const pair = rowPair(a, b, differences);
  return {
    klForward: klDivergence(pair),
    klBackward: klDivergence(pair.exchanged),
    ...symmetricFigures(pair),
    maxLogitDelta: differences.largestBesideShift(),
    topOneAgreement: a.scan.argmax === b.scan.argmax ? 1 : 0,
    topKOverlap: overlap(topK(a.row, k), topK(b.row, k)),
    topClassRank: targetRank(b, a.scan.argmax),
  };
}

function symmetricFigures(
  pair: RowPair,
): Pick<RowComparison, 'jensenShannon' | 'totalVariation' | 'maxProbabilityDelta'> {
  const { p, q, classCount } = pair;
  let largest = 0;
  const sum = blockSum(classCount, (index) => {
    const delta = Math.abs(probabilityDifference(elementAt(p, index), elementAt(q, index), pair.logRatio(index)));
    largest = Math.max(largest, delta);
    return delta;
  });
  const divergence = blockSum(classCount, (index) =>
    jensenShannonTerm(elementAt(p, index), elementAt(q, index), pair.logRatio(index)),
  );
  return {
    // Probabilities that are rounded may sum to a little more than 1.
    jensenShannon: Math.min(divergence, Math.LN2),
    totalVariation: Math.min(sum / 2, 1),
    maxProbabilityDelta: largest,
  };
}

/** How many of `some` are among `others`, as a share. */
function overlap(some: readonly number[], others: readonly number[]): number {
  const known = new Set(others);
  return some.filter((index) => known.has(index)).length / some.length;
}
