import { type Distribution, entropyNatsOf, hasDistribution } from './distribution.js';
import { finiteMasksOf } from './finiteMask.js';
import type { RestSums, RowScan, RowSums } from './kernel/kernel.js';
import { Shift } from './kernel/shift.js';

/**
 * What one row of logits z of length K says, with p = softmax(z / T). A row that holds NaN or +inf, or nothing
 * finite, has no p: then every figure is NaN, `argmax` and `runnerUp` are −1 and `ties` is 0; the counts stand.
 */
export interface RowFigures {
  /** K. */
  readonly classCount: number;
  /** The classes that take part: those neither masked (−inf, or a finite mask such as −1e9) nor NaN or +inf. */
  readonly liveCount: number;
  /** How many logits are NaN, +inf, −inf. */
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** How many finite logits only stand for "masked". They stay in every figure, with the weight that they have. */
  readonly finiteMasks: number;
  /** The first class of the largest logit. */
  readonly argmax: number;
  /** How many classes have the largest logit: 1 where there is no tie. */
  readonly ties: number;
  /** The largest logit, in the units of the logits given. */
  readonly max: number;
  /** The class of the second largest logit (the first such beside `argmax`), −1 where no other is finite. */
  readonly runnerUp: number;
  /** ln Σ e^(z/T). */
  readonly logSumExp: number;
  /** The largest probability, and what it lacks to 1 (accurate where that is under 1e-16). */
  readonly topProbability: number;
  readonly oneMinusTop: number;
  /** −Σ p ln p in nats and in bits. */
  readonly entropyNats: number;
  readonly entropyBits: number;
  /** The entropy over ln K, masked classes counted: 0 for a sure row, 1 for a uniform one; 0 for K = 1. */
  readonly normalisedEntropy: number;
  /** e^H: the number of equally likely classes with this entropy, 1 … K. */
  readonly perplexity: number;
  /**
   * Largest minus second largest, of the logits as given (+inf where the others are −inf) and of p; 0 for a tie,
   * undefined for K = 1.
   */
  readonly logitMargin: number | undefined;
  readonly probabilityMargin: number | undefined;
}

/** The figures of a row from its distribution. */
export function rowFigures({ row, scan, rest, temperature }: Distribution): RowFigures {
  return figuresOf(scan, rest, finiteMasksOf(row, scan).count, temperature);
}

/** The figures of a row from its sums at T = 1. */
export function figuresOfSums(sums: RowSums): RowFigures {
  return figuresOf(sums, sums, sums.finiteMasks, 1);
}

/** What is found apart comes apart: to put it into one object would take longer than the figures of a short row. */
function figuresOf(scan: Omit<RowScan, 'min'>, rest: RestSums, finiteMasks: number, temperature: number): RowFigures {
  const { classCount, nan, positiveInfinity, negativeInfinity } = scan;
  const { weight } = rest;
  const exists = hasDistribution(scan);
  const logNormaliser = Math.log1p(weight);
  const entropyNats = entropyNatsOf(rest);
  return {
    classCount,
    liveCount: classCount - nan - positiveInfinity - negativeInfinity - finiteMasks,
    nan,
    positiveInfinity,
    negativeInfinity,
    finiteMasks,
    argmax: exists ? scan.argmax : -1,
    ties: exists ? scan.ties : 0,
    max: exists ? scan.max : NaN,
    runnerUp: exists ? scan.runnerUp : -1,
    logSumExp: scan.max / temperature + logNormaliser,
    topProbability: 1 / (1 + weight),
    oneMinusTop: weight / (1 + weight),
    entropyNats,
    entropyBits: entropyNats / Math.LN2,
    normalisedEntropy: classCount === 1 ? 0 * entropyNats : Math.min(entropyNats / Math.log(classCount), 1),
    perplexity: Math.exp(entropyNats),
    logitMargin: classCount === 1 ? undefined : logitMargin(scan, exists),
    probabilityMargin: classCount === 1 ? undefined : probabilityMargin(scan, weight, temperature),
  };
}

type LeadingLogits = Pick<RowScan, 'max' | 'runnerUp' | 'runnerUpLogit'>;

function logitMargin({ max, runnerUp, runnerUpLogit }: LeadingLogits, exists: boolean): number {
  if (!exists) return NaN;
  return runnerUp < 0 ? Infinity : max - runnerUpLogit;
}

/** The difference of the two largest probabilities, without cancellation. */
function probabilityMargin(
  { max, runnerUp, runnerUpLogit }: LeadingLogits,
  weight: number,
  temperature: number,
): number {
  const gap = runnerUp < 0 ? -Infinity : new Shift(max, temperature).exponent(runnerUpLogit);
  // Subtracted from 0, so that a tie has 0 and not −0.
  return (0 - Math.expm1(gap)) / (1 + weight);
}
