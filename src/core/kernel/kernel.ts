import type { StoredFloats } from '../storedFloats.js';
import type { Shift } from './shift.js';

/** What one pass over a row of logits finds. Indices are −1 and values NaN where there is none. */
export interface RowScan {
  readonly classCount: number;
  /** How many logits are NaN, +inf and −inf. */
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** The first of the largest finite logits, how many are equal to it (1: no tie), and its value. */
  readonly argmax: number;
  readonly ties: number;
  readonly max: number;
  /** The first of the largest finite logits that remain without `argmax`: equal to `max` where there is a tie. */
  readonly runnerUp: number;
  readonly runnerUpLogit: number;
  /** The smallest finite logit. */
  readonly min: number;
}

/** Sums over a row of all but the maximum's own term, with d the shifted and scaled logit, `(z − max) / T ≤ 0`. */
export interface RestSums {
  /** S1 = Σ e^d. */
  readonly weight: number;
  /** T1 = Σ d e^d ≤ 0. */
  readonly moment: number;
}

/**
 * A row of many and its sums at T = 1: what `scan` and `restSums` find, but for the smallest logit. A row that has no
 * softmax has NaN sums.
 */
export interface RowSums extends Omit<RowScan, 'min'>, RestSums {
  /** How many finite logits only stand for "masked": see `isFiniteMask`. */
  readonly finiteMasks: number;
  /** Whether float32 arithmetic made the sums. */
  readonly isFloat32: boolean;
}

/** A row at many temperatures, element i of each array at the i-th. */
export interface SweepSums {
  /** As in `RestSums`. */
  readonly weight: Float64Array;
  readonly moment: Float64Array;
  /** Var_p(d). */
  readonly variance: Float64Array;
}

/** What `Kernel.softmaxInto` writes. */
export type SoftmaxOutput = 'softmax' | 'logSoftmax';

/**
 * The loops that touch every logit of a row. `plainKernel` is the one in TypeScript; another has to agree with it
 * bit by bit on `scan` and to a few units in the last place elsewhere. A logit of −inf weighs 0.
 */
export interface Kernel {
  scan(row: Float64Array): RowScan;
  /** `scan` is that of the row, `shift` has its maximum. */
  restSums(row: Float64Array, scan: RowScan, shift: Shift): RestSums;
  /** Σ (d − mean)² e^d of all logits. */
  squaresAbout(mean: number, row: Float64Array, scan: RowScan, shift: Shift): number;
  /** The sums at each temperature, for a row that has a softmax. */
  sweep(row: Float64Array, scan: RowScan, temperatures: Float64Array): SweepSums;
  /**
   * Takes the sums of each row of `classCount` logits that lie side by side, in order. With `float32` they may be made in
   * float32 arithmetic, which is three times as fast: within 1e-7 of each; counts, order and ties are exact all the same.
   */
  eachRow(rows: StoredFloats, classCount: number, float32: boolean, take: (row: number, sums: RowSums) => void): void;
  /**
   * Writes softmax, or its logarithm in nats, of each row of `classCount` logits that lie side by side into `out`, which is
   * as long. In float32 arithmetic where that can be had: softmax to two units in the last place of float32 and a
   * log-probability to 1e-7 or one such unit. Rows without a softmax are NaN.
   */
  softmaxInto(rows: StoredFloats, classCount: number, output: SoftmaxOutput, out: Float32Array): void;
  /** Writes e^d of every logit into `out`, which is as long as the row. */
  expInto(row: Float64Array, scan: RowScan, shift: Shift, out: Float64Array): void;
}
