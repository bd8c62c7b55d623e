import { meanOf } from './mean.js';
import type { RowScore } from './rowScore.js';
import { RunningSum } from './runningSum.js';

/** The rows whose confidence (largest probability) is in (lower, upper]. */
export interface ReliabilityBin {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** The mean confidence of these rows, and the share of them that is right; NaN where there are none. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** How well probabilities fit the labels, over the rows that have both; all NaN where there is no such row. */
export interface CalibrationFigures {
  /** The share of rows whose top class (the first of equals) is the label. */
  readonly accuracy: number;
  /** The mean of −ln p of the label, in nats; +inf where a label is masked. */
  readonly nll: number;
  /** The mean of Σ (p − y)² over all classes, y one-hot: 0 … 2. */
  readonly brier: number;
  /** Expected calibration error: |accuracy − confidence| of each bin, weighted by its rows. */
  readonly ece: number;
  /** Bins of equal width over (0, 1], closed on the right. */
  readonly bins: readonly ReliabilityBin[];
}

/** The figures of the scores of `rows`, in `binCount` bins. */
export function reliability<Row>(
  rows: readonly Row[],
  score: (row: Row) => RowScore,
  binCount: number,
): CalibrationFigures {
  const losses = new Float64Array(rows.length);
  const briers = new Float64Array(rows.length);
  const bins = Array.from({ length: binCount }, (_, index) => new Bin(index / binCount, (index + 1) / binCount));
  let right = 0;
  for (const [at, row] of rows.entries()) {
    const scored = score(row);
    losses[at] = scored.loss;
    briers[at] = scored.brier;
    if (scored.isRight) right++;
    bins[binOf(scored.confidence, binCount)]?.add(scored);
  }
  const gap = new RunningSum();
  for (const bin of bins) gap.add(bin.gap);
  return {
    accuracy: right / rows.length,
    nll: meanOf(losses),
    brier: meanOf(briers),
    ece: gap.total / rows.length,
    bins: bins.map((bin) => bin.figures),
  };
}

/**
 * The bin of a confidence in (0, 1]: one that is an edge, as float64 has it, belongs below. NaN is in none.
 */
export function binOf(confidence: number, binCount: number): number {
  const near = Math.ceil(confidence * binCount) - 1;
  if (confidence > (near + 1) / binCount) return near + 1;
  return confidence <= near / binCount ? near - 1 : near;
}

class Bin {
  readonly lower: number;
  readonly upper: number;
  #count = 0;
  #right = 0;
  readonly #confidence = new RunningSum();
  readonly #oneMinusConfidence = new RunningSum();

  constructor(lower: number, upper: number) {
    this.lower = lower;
    this.upper = upper;
  }

  add({ confidence, oneMinusConfidence, isRight }: RowScore): void {
    this.#count++;
    if (isRight) this.#right++;
    this.#confidence.add(confidence);
    this.#oneMinusConfidence.add(oneMinusConfidence);
  }

  /**
   * |accuracy − confidence| times the rows: from what both lack to 1 where most rows are right, so that it does not
   * cancel where all are, surely.
   */
  get gap(): number {
    const wrong = this.#count - this.#right;
    if (wrong <= this.#right) return Math.abs(wrong - this.#oneMinusConfidence.total);
    return Math.abs(this.#right - this.#confidence.total);
  }

  get figures(): ReliabilityBin {
    return {
      lower: this.lower,
      upper: this.upper,
      count: this.#count,
      confidence: this.#confidence.total / this.#count,
      accuracy: this.#right / this.#count,
    };
  }
}
