import { blockSum } from './blockSum.js';
import { klBracket, klTerm } from './divergenceTerms.js';
import { elementAt } from './element.js';
import type { RowPair } from './rowPair.js';

/**
 * KL(p‖q) = Σ p ln(p/q) in nats, of a pair's first row from its second: terms p ln(p/q) − p + q, none of which is
 * negative. +inf where the second masks a class (−inf) that the first does not, even one whose p rounds to 0.
 */
export function klDivergence(pair: RowPair): number {
  return blockSum(pair.classCount, (index) => {
    const logRatio = pair.logRatio(index);
    const p = elementAt(pair.p, index);
    const isPlain = logRatio <= 1 || (p >= leastInFullPrecision && logRatio < Infinity);
    return isPlain ? klTerm(p, elementAt(pair.q, index), logRatio) : farTerm(pair, index);
  });
}

/** The smallest normal float64: a product with a smaller p would have few digits. */
const leastInFullPrecision = 2 ** -1022;

/** The same where q is far below p and either p is next to nothing or ln(p/q) is beyond float64. */
function farTerm(pair: RowPair, index: number): number {
  const { a, b, p } = pair;
  if (b.row[index] === -Infinity) return Infinity;
  const logRatio = pair.logRatio(index);
  if (logRatio < Infinity) return Math.exp(a.logProbability(index) + Math.log(klBracket(logRatio)));
  // Beside a difference of logits that overflows nothing else counts.
  const { difference, scale } = pair.scaledDifference(index);
  const weight = elementAt(p, index);
  if (weight >= leastInFullPrecision) return (weight * difference) / a.temperature / scale;
  return Math.exp(a.logProbability(index) + Math.log(difference) - Math.log(a.temperature) - Math.log(scale));
}
