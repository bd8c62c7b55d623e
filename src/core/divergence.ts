import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { klDivergence } from './klDivergence.js';
import { LogitDifferences } from './logitDifferences.js';
import { probabilityDifference, rowPair } from './rowPair.js';

/**
 * How a row q (the student's) stands to a row p (the teacher's) of as many classes at one temperature. Nothing cancels
 * where the two are nearly equal, or equal but for a shift: what they differ by is taken from the logits.
 */
export interface RowDivergence {
  /** KL(p ‖ q) = Σ p (ln p − ln q) in nats; +inf where q masks a class that p does not. */
  readonly klNats: number;
  /** q − p of every class. It sums to 0. */
  readonly difference: Float64Array;
}

/** All NaN where one of the rows has no softmax. */
export function divergence(p: Distribution, q: Distribution): RowDivergence {
  if (!p.exists || !q.exists) return { klNats: NaN, difference: new Float64Array(p.row.length).fill(NaN) };
  const pair = rowPair(p, q, new LogitDifferences(p, q));
  return {
    klNats: klDivergence(pair),
    difference: pair.q.map((probability, index) =>
      probabilityDifference(probability, elementAt(pair.p, index), -pair.logRatio(index)),
    ),
  };
}
