import { elementAt } from './element.js';
import type { Kernel, RestSums, RowScan } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { Shift } from './kernel/shift.js';

type RowCounts = Pick<RowScan, 'nan' | 'positiveInfinity' | 'argmax'>;

/** Whether a row has a softmax: it holds neither NaN nor +inf, and something finite. */
export function hasDistribution({ nan, positiveInfinity, argmax }: RowCounts): boolean {
  return nan === 0 && positiveInfinity === 0 && argmax >= 0;
}

/** −Σ p ln p in nats, a sum of two terms that are not negative. */
export function entropyNatsOf({ weight, moment }: RestSums): number {
  return Math.log1p(weight) - moment / (1 + weight);
}

/**
 * softmax(z / T) of one row, held as what the shifted exponentials add up to *without* the maximum's own term, so
 * that nothing cancels near one-hot rows: with d = (z − max) / T, S1 = Σ e^d and T1 = Σ d e^d over the rest,
 *
 *     lse = max/T + ln(1 + S1)    H = ln(1 + S1) − T1/(1 + S1)    p_max = 1/(1 + S1)    1 − p_max = S1/(1 + S1)
 *
 * A row that holds NaN or +inf, or nothing finite, has no distribution: every figure is NaN.
 */
export class Distribution {
  readonly row: Float64Array;
  readonly scan: RowScan;
  readonly temperature: number;
  /** False for a row that has no distribution. */
  readonly exists: boolean;
  /** ln Σ e^d = ln(1 + S1): how far the log-sum-exp lies above `max / T`, in nats. */
  readonly logNormaliser: number;
  /** 1 − p_max, in full relative accuracy where p_max itself rounds to 1. */
  readonly oneMinusTop: number;
  readonly #shift: Shift;
  /** The sums of all but the maximum's own term; NaN for a row that has no distribution. */
  readonly rest: RestSums;
  readonly #kernel: Kernel;

  /** `temperature` is finite and above 0; `scan` is the kernel's of that row, where the caller has it already. */
  constructor(row: Float64Array, temperature = 1, kernel: Kernel = fastestKernel, scan: RowScan = kernel.scan(row)) {
    this.row = row;
    this.scan = scan;
    this.temperature = temperature;
    this.exists = hasDistribution(scan);
    this.#kernel = kernel;
    this.#shift = new Shift(scan.max, temperature);
    this.rest = this.exists ? kernel.restSums(row, scan, this.#shift) : { weight: NaN, moment: NaN };
    this.logNormaliser = Math.log1p(this.rest.weight);
    this.oneMinusTop = this.rest.weight / (1 + this.rest.weight);
  }

  /** Σ e^d ≥ 1, the divisor of every probability. */
  get normaliser(): number {
    return 1 + this.rest.weight;
  }

  /** The probability of the largest logit, in (0, 1]. */
  get topProbability(): number {
    return 1 / this.normaliser;
  }

  /** ln Σ e^(z/T). */
  get logSumExp(): number {
    return this.scan.max / this.temperature + this.logNormaliser;
  }

  /** −Σ p ln p, in nats; a sum of two terms that are not negative. */
  get entropyNats(): number {
    return entropyNatsOf(this.rest);
  }

  /** The expectation of d under p, ≤ 0. */
  get meanExponent(): number {
    return this.rest.moment / this.normaliser;
  }

  /** d = (z − max) / T of a class, ≤ 0. */
  exponent(index: number): number {
    return this.exists ? this.#shift.exponent(elementAt(this.row, index)) : NaN;
  }

  /** The probability of a class. */
  probability(index: number): number {
    return this.#shift.exp(elementAt(this.row, index)) / this.normaliser;
  }

  /** The logarithm of the probability of a class, in nats: −inf for a masked one. */
  logProbability(index: number): number {
    return this.exponent(index) - this.logNormaliser;
  }

  /** Every probability; all NaN where the row has no distribution. */
  probabilities(): Float64Array {
    const out = new Float64Array(this.row.length);
    if (!this.exists) return out.fill(NaN);
    this.#kernel.expInto(this.row, this.scan, this.#shift, out);
    const { normaliser } = this;
    for (let index = 0; index < out.length; index++) out[index] = elementAt(out, index) / normaliser;
    return out;
  }

  /** Every log-probability in nats, never the logarithm of a probability that may have rounded to 0. */
  logProbabilities(): Float64Array {
    const out = new Float64Array(this.row.length);
    if (!this.exists) return out.fill(NaN);
    for (let index = 0; index < out.length; index++) out[index] = this.logProbability(index);
    return out;
  }

  /** Var_p(d), the variance of z/T under p: from a second pass, about the mean, so that nothing cancels. */
  variance(): number {
    if (!this.exists) return NaN;
    return this.#kernel.squaresAbout(this.meanExponent, this.row, this.scan, this.#shift) / this.normaliser;
  }
}
