import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import type { Target } from './target.js';

/**
 * The cross-entropy as a function of one logit at a time, and its slope by central differences.
 *
 * Two whole losses differ by far less than either where p_i is small, so their difference is noise there. With
 * R_i = ln Σ_{j≠i} e^(z_j/T) and x = z_i/T − R_i, all of the loss that depends on z_i is
 *
 *     s ln(1 + e^x) − y_i x = s ln(1 + e^−x) + (s − y_i) x
 *
 * and in the first form for x ≤ 0, in the second above, it has no term that is negative. It uses neither p nor the
 * formula of the gradient, so it is a check of both.
 */
export class LossAlongLogit {
  readonly #distribution: Distribution;
  readonly #target: Target;
  /** Σ e^d over all classes. */
  readonly #powers: number;
  /** Σ y over all classes but the target's. */
  readonly #restTarget: number;

  /** `target` has as many classes as the row, and a finite loss. */
  constructor(distribution: Distribution, target: Target) {
    const { row } = distribution;
    this.#distribution = distribution;
    this.#target = target;
    this.#powers = blockSum(row.length, (index) => Math.exp(distribution.exponent(index)));
    this.#restTarget = blockSum(row.length, (index) =>
      index === target.classIndex ? 0 : elementAt(target.values, index),
    );
  }

  /**
   * ∂loss/∂z of a class as a central difference quotient of order 8 (Fornberg, Math. Comp. 51, 1988), and the size of
   * the two terms that it is the difference of.
   */
  slope(index: number): { quotient: number; terms: number } {
    const { temperature } = this.#distribution;
    const own = elementAt(this.#target.values, index);
    const { sum, classIndex } = this.#target;
    // What is left of y elsewhere; exactly 0 for a one-hot target.
    const rest = index === classIndex ? this.#restTarget : sum - own;
    const x = this.#excess(index);
    const loss = (at: number) =>
      at > 0 ? sum * Math.log1p(Math.exp(-at)) + times(rest, at) : sum * Math.log1p(Math.exp(at)) - times(own, at);
    // A masked class, or the only one: the loss, which is finite, does not change with it.
    if (!Number.isFinite(x)) return { quotient: 0, terms: 0 };
    const step = stepAt(x);
    const differences = weights.map((weight, at) => weight * (loss(x + (at + 1) * step) - loss(x - (at + 1) * step)));
    const quotient = differences.reduce((all, difference) => all + difference, 0) / step / temperature;
    const terms = x > 0 ? sum / (1 + Math.exp(x)) + rest : sum / (1 + Math.exp(-x)) + own;
    return { quotient, terms: terms / temperature };
  }

  /** x = z_i/T − R_i, without subtracting the top class from a sum that is mostly it. */
  #excess(index: number): number {
    const exponent = this.#distribution.exponent(index);
    return index === this.#distribution.scan.argmax
      ? this.#excessOfTop()
      : exponent - Math.log(this.#powers - Math.exp(exponent));
  }

  /** About the second largest logit, beside which all others may round to 0; +inf where there is none. */
  #excessOfTop(): number {
    const { row, scan } = this.#distribution;
    if (scan.runnerUp < 0) return Infinity;
    const second = this.#distribution.exponent(scan.runnerUp);
    const powers = blockSum(row.length, (index) =>
      index === scan.argmax ? 0 : Math.exp(this.#distribution.exponent(index) - second),
    );
    return 0 - second - Math.log(powers);
  }
}

/** Of f(x + k h) − f(x − k h) for k = 1 … 4, over h. */
const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];

/**
 * At 1/32 the formula itself is good to 1e-15 (the loss is analytic within π of the real line). Beyond 1024 the loss is
 * a straight line to float64, and the step grows with x, or adding it would lose its digits.
 */
function stepAt(x: number): number {
  return Math.max(1, Math.abs(x) / 1024) / 32;
}

/** 0 × ∞ is 0 here: no weight on what is infinitely far. */
function times(weight: number, x: number): number {
  return weight === 0 ? 0 : weight * x;
}
