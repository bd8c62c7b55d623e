import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';

/**
 * How a row q (the student's) stands to a row p (the teacher's) of as many classes at one temperature. Nothing cancels
 * where the two are nearly equal: what they differ by is taken from the logits, not from rounded probabilities.
 */
export interface RowDivergence {
  /** KL(p ‖ q) = Σ p (ln p − ln q) in nats; +inf where q masks a class that p does not. */
  readonly klNats: number;
  /** q − p of every class. It sums to 0. */
  readonly difference: Float64Array;
}

/** All NaN where one of the rows has no softmax. */
export function divergence(p: Distribution, q: Distribution): RowDivergence {
  const classCount = p.row.length;
  if (!p.exists || !q.exists) return { klNats: NaN, difference: new Float64Array(classCount).fill(NaN) };
  const direct = directDivergence(p, q);
  if (!(direct < 0.5)) {
    const logRatio = (index: number) => q.logProbability(index) - p.logProbability(index);
    return { klNats: direct, difference: differences(p, q, logRatio) };
  }
  const shifts = centredShifts(p, q);
  const klNats = nearDivergence(p, q, shifts, direct);
  return { klNats, difference: differences(p, q, (index) => elementAt(shifts, index) - klNats) };
}

/** Σ p (ln p − ln q): as good as any where it is not small, since its negative terms add up to no more than 1/e. */
function directDivergence(p: Distribution, q: Distribution): number {
  return blockSum(p.row.length, (index) => {
    const weight = p.probability(index);
    if (weight > 0) return weight * (p.logProbability(index) - q.logProbability(index));
    // Above 0 all the same, unless it is masked too.
    return isMasked(q, index) && !isMasked(p, index) ? Infinity : 0;
  });
}

function isMasked({ row }: Distribution, index: number): boolean {
  return elementAt(row, index) === -Infinity;
}

/**
 * ε = δ − Σ p δ, where δ is the difference of the scaled logits, student minus teacher; 0 where p is 0. Adding a
 * constant to either row changes nothing.
 */
function centredShifts(p: Distribution, q: Distribution): Float64Array {
  const { temperature, row, scan } = p;
  // Halved, so that the difference of huge logits does not overflow.
  const half = (index: number) => elementAt(q.row, index) / 2 - elementAt(row, index) / 2;
  const reference = half(scan.argmax);
  const probabilities = p.probabilities();
  const shifts = probabilities.map((weight, index) =>
    weight === 0 ? 0 : ((half(index) - reference) / temperature) * 2,
  );
  const mean = blockSum(shifts.length, (index) => elementAt(probabilities, index) * elementAt(shifts, index));
  return shifts.map((shift, index) => (elementAt(probabilities, index) === 0 ? 0 : shift - mean));
}

/**
 * With ln q = ln p + ε − KL: e^KL = Σ p e^ε = 1 + Σ (p e^ε − p − p ε), since Σ p ε = 0. No term is negative, and an
 * error in the mean of δ counts for no more than its product with the result. Where ε is large, or p is 0, p e^ε is had
 * as q e^KL, for which the crude KL will do.
 */
function nearDivergence(p: Distribution, q: Distribution, shifts: Float64Array, crude: number): number {
  const growth = Math.exp(crude);
  const excess = blockSum(shifts.length, (index) => {
    const weight = p.probability(index);
    const shift = elementAt(shifts, index);
    if (weight > 0 && Math.abs(shift) < 0.5) return weight * exponentialExcess(shift);
    return q.probability(index) * growth - weight * (1 + shift);
  });
  return Math.log1p(excess);
}

/** q − p = p (e^r − 1) with r = ln q − ln p, where they are near. */
function differences(p: Distribution, q: Distribution, logRatio: (index: number) => number): Float64Array {
  const out = p.row.map((_, index) => {
    const [from, to] = [p.probability(index), q.probability(index)];
    const isNear = from > 0 && to > from / 2 && to < from * 2;
    return isNear ? from * Math.expm1(logRatio(index)) : to - from;
  });
  const { argmax } = p.scan;
  // Of a class that is nearly sure, r is itself the small rest of larger terms: what the others lose is its gain.
  if (p.topProbability > 0.5)
    out[argmax] = 0 - blockSum(out.length, (index) => (index === argmax ? 0 : elementAt(out, index)));
  return out;
}

/** e^x − 1 − x for |x| < 1/2, by its power series. */
function exponentialExcess(x: number): number {
  let sum = 0;
  for (let order = seriesLength; order >= 2; order--) sum = (sum * x + 1) / order;
  return sum * x * x;
}

/** The first term left out, x^17/17!, is under 2^-53 of x²/2. */
const seriesLength = 16;
