/**
 * d = (z − max) / T, and e^d to about one unit in the last place.
 *
 * e^d multiplies the relative error of d by |d|, so at a gap of 700 the half unit that subtraction and division each
 * lose would cost three digits. Both errors can be had exactly (Knuth's two-sum, Dekker's product; see Muller et
 * al., Handbook of Floating-Point Arithmetic, ch. 4) and are put right to first order: e^(d + ε) = e^d (1 + ε).
 */
export class Shift {
  readonly max: number;
  readonly temperature: number;
  readonly #max: number;
  readonly #temperature: number;
  /** Powers of two that keep the differences of huge logits and the products of tiny ones in range; else 1. */
  readonly #before: number;
  readonly #after: number;

  /** `max` is the largest logit, finite; `temperature` finite and above 0. */
  constructor(max: number, temperature: number) {
    this.max = max;
    this.temperature = temperature;
    this.#before = beforeSubtracting(temperature);
    this.#after = temperature < 2 ** -500 ? 2 ** 500 : 1;
    this.#max = max * this.#before;
    this.#temperature = temperature * this.#before * this.#after;
  }

  /** d = (z − max) / T; −inf where z is −inf or so far below that the difference overflows. */
  exponent(logit: number): number {
    return ((logit * this.#before - this.#max) * this.#after) / this.#temperature;
  }

  /** e^d. */
  exp(logit: number): number {
    const z = logit * this.#before;
    const difference = z - this.#max;
    const quotient = (difference * this.#after) / this.#temperature;
    if (!(quotient > underflow)) return 0;
    const subtracted = difference - z;
    const lost = z - (difference - subtracted) - (this.#max + subtracted);
    const correction = (this.#remainder(difference * this.#after, quotient) + lost * this.#after) / this.#temperature;
    const power = Math.exp(quotient);
    return power + power * correction;
  }

  /** dividend − quotient × temperature, exactly. */
  #remainder(dividend: number, quotient: number): number {
    const product = quotient * this.#temperature;
    return dividend - product - productError(quotient, this.#temperature);
  }
}

/** a b less its rounded value, exactly (Dekker), for numbers whose halves' products neither overflow nor underflow. */
export function productError(a: number, b: number): number {
  const highA = upperHalf(a);
  const lowA = a - highA;
  const highB = upperHalf(b);
  const lowB = b - highB;
  return highA * highB - a * b + highA * lowB + lowA * highB + lowA * lowB;
}

/** Above T = 1 the difference of two logits may overflow where d does not: halving them is exact, or as good at that T. */
function beforeSubtracting(temperature: number): number {
  if (temperature > 2 ** 900) return 2 ** -200;
  return temperature > 1 ? 0.5 : 1;
}

/** e^d is 0 in float64 below this. */
const underflow = -746;

/** The upper 26 bits of a number (Veltkamp's split). */
export function upperHalf(x: number): number {
  const scaled = x * (2 ** 27 + 1);
  return scaled - (scaled - x);
}
