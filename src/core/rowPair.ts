import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { LogitDifferences } from './logitDifferences.js';

/** Two rows over the same classes that both have a distribution, at one temperature, with p and q their probabilities. */
export interface RowPair {
  readonly classCount: number;
  readonly a: Distribution;
  readonly b: Distribution;
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** ln(p/q) of a class: −inf or +inf where only a or only b masks it, 0 where both do. */
  logRatio(index: number): number;
  /** Nearly T ln(p/q) of a class where that is huge, times a power of two that keeps it in float64. */
  scaledDifference(index: number): { readonly difference: number; readonly scale: number };
  /** The same with the rows exchanged. */
  readonly exchanged: RowPair;
}

/**
 * The pair of two rows.
 *
 * Two log-probabilities, each rounded, would leave only noise of near-equal rows. So ln(p/q) = E/T − L, with E the
 * difference of the logits less that of the maxima, and L that of ln Σ e^d; and as p − q = 2 m tanh(ln(p/q)/2), with
 * m = (p + q)/2, has to sum to 0, what it does sum to is the error of L to first order, and is taken off.
 */
export function rowPair(a: Distribution, b: Distribution, differences: LogitDifferences): RowPair {
  const { temperature } = a;
  const [p, q] = [a.probabilities(), b.probabilities()];
  const shift = a.logNormaliser - b.logNormaliser;
  const ratios = new Float64Array(p.length);
  for (let index = 0; index < ratios.length; index++) {
    const difference = differences.at(index);
    ratios[index] = Number.isNaN(difference) ? 0 : difference / temperature / differences.scale - shift;
  }
  const excess = blockSum(ratios.length, (index) =>
    probabilityDifference(elementAt(p, index), elementAt(q, index), elementAt(ratios, index)),
  );
  for (let index = 0; index < ratios.length; index++) ratios[index] = elementAt(ratios, index) - excess;
  return new Pair(a, b, p, q, ratios, differences, 1);
}

/** p − q without cancellation, from ln(p/q). */
export function probabilityDifference(p: number, q: number, logRatio: number): number {
  return (p + q) * Math.tanh(logRatio / 2);
}

class Pair implements RowPair {
  readonly classCount: number;
  readonly #ratios: Float64Array;
  readonly #differences: LogitDifferences;
  readonly #sign: 1 | -1;

  constructor(
    readonly a: Distribution,
    readonly b: Distribution,
    readonly p: Float64Array,
    readonly q: Float64Array,
    ratios: Float64Array,
    differences: LogitDifferences,
    sign: 1 | -1,
  ) {
    this.classCount = p.length;
    this.#ratios = ratios;
    this.#differences = differences;
    this.#sign = sign;
  }

  get exchanged(): RowPair {
    return new Pair(this.b, this.a, this.q, this.p, this.#ratios, this.#differences, this.#sign === 1 ? -1 : 1);
  }

  logRatio(index: number): number {
    return this.#sign * elementAt(this.#ratios, index);
  }

  scaledDifference(index: number): { readonly difference: number; readonly scale: number } {
    return { difference: this.#sign * this.#differences.at(index), scale: this.#differences.scale };
  }
}
