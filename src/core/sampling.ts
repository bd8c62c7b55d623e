import { checkedCount } from './checkedCount.js';
import { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { checkStillHeld, rowOf } from './logits.js';
import { namedOptions } from './namedOptions.js';
import type { Notice } from './notice.js';
import { RandomSource } from './randomSource.js';
import { RunningSum } from './runningSum.js';
import { filteredRow } from './samplingFilters.js';
import { checkedSteps, type SamplingStep } from './samplingSteps.js';
import { rowWarnings } from './warnings.js';

/** What a decoder is to do with a row; part of the public API. */
export interface SamplingOptions {
  /** In the order they are taken; without any the row is drawn from as it is. */
  readonly steps?: readonly SamplingStep[] | null | undefined;
  /** How many draws, 0 to 2^20. The default is 1. */
  readonly draws?: number | null | undefined;
  /** A whole number from 0 up, for the draws. The default is 0. */
  readonly seed?: number | null | undefined;
  /** How many classes every step but `greedy` leaves in any case. The default is 1. */
  readonly keepAtLeast?: number | null | undefined;
}

/** The row after one step. */
export interface SampledStep {
  readonly step: SamplingStep;
  /** For each class 1 where it can still be drawn, else 0. */
  readonly survives: Uint8Array;
  readonly survivorCount: number;
  /** Of the survivors, adding up to 1; 0 for the others. All NaN for a row that has no softmax. */
  readonly probabilities: Float64Array;
}

/** A class drawn, with the logarithm (nats) of the probability that it had. */
export interface Draw {
  readonly index: number;
  readonly logProbability: number;
}

/** What a decoder would do with a row; part of the public API. */
export interface Sampling {
  readonly classCount: number;
  readonly steps: readonly SampledStep[];
  /** After the last step; the logarithms in nats, −inf for a class that was taken away. */
  readonly probabilities: Float64Array;
  readonly logProbabilities: Float64Array;
  /** Independent draws from these; none for a row that has no softmax. */
  readonly draws: readonly Draw[];
  /** As for an inspected row: why there is no softmax, finite masks, a single class. */
  readonly warnings: readonly Notice[];
}

const maximumDraws = 2 ** 20;

/**
 * Takes the steps of a decoder one after the other (conventions of Hugging Face transformers, see `filteredRow`), then
 * draws: the same for the same seed on every machine, from xoshiro128** by inversion of the cumulative sum. Throws a
 * `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for an option that has no meaning.
 */
export function sample(logits: ArrayLike<number>, options: SamplingOptions = {}): Sampling {
  const row = rowOf(logits);
  const given = namedOptions(options, ['steps', 'draws', 'seed', 'keepAtLeast'], 'sample');
  const draws = checkedCount(given.draws ?? 1, 'The number of draws', 0, maximumDraws);
  const seed = checkedCount(given.seed ?? 0, 'The seed', 0, Number.MAX_SAFE_INTEGER);
  const keepAtLeast = checkedCount(given.keepAtLeast ?? 1, 'keepAtLeast', 1, Number.MAX_SAFE_INTEGER);
  const wanted = checkedSteps(given.steps ?? []);
  checkStillHeld(row);
  let distribution = new Distribution(row);
  const warnings = rowWarnings(distribution);
  const steps = wanted.map((step) => {
    distribution = afterStep(distribution, step, keepAtLeast);
    return sampledStep(distribution, step);
  });
  const probabilities = distribution.probabilities();
  return {
    classCount: row.length,
    steps,
    probabilities,
    logProbabilities: distribution.logProbabilities(),
    draws: distribution.exists ? drawn(distribution, probabilities, draws, seed) : [],
    warnings,
  };
}

/** Temperatures multiply, so the logits keep all their digits. */
function afterStep(distribution: Distribution, step: SamplingStep, keepAtLeast: number): Distribution {
  const { row, temperature, exists } = distribution;
  if (!exists) return distribution;
  if (step.step === 'temperature') return new Distribution(row, temperature * step.temperature);
  return new Distribution(filteredRow(distribution, step, keepAtLeast), temperature);
}

function sampledStep(distribution: Distribution, step: SamplingStep): SampledStep {
  const { row, exists } = distribution;
  const survives = Uint8Array.from(row, (logit) => (exists && logit > -Infinity ? 1 : 0));
  return {
    step,
    survives,
    survivorCount: survives.reduce((count, survivor) => count + survivor, 0),
    probabilities: distribution.probabilities(),
  };
}

function drawn(distribution: Distribution, probabilities: Float64Array, count: number, seed: number): Draw[] {
  const source = RandomSource.seeded(seed);
  const sum = new RunningSum();
  const cumulative = probabilities.map((probability) => sum.add(probability));
  const total = cumulative.at(-1) ?? NaN;
  return Array.from({ length: count }, () => {
    const index = firstAbove(cumulative, source.nextUniform() * total);
    return { index, logProbability: distribution.logProbability(index) };
  });
}

/**
 * The first index whose cumulative sum is above `level`, which is under the last sum. The one before it is not above, so
 * a class of probability 0 is never found.
 */
function firstAbove(cumulative: Float64Array, level: number): number {
  let [start, end] = [0, cumulative.length - 1];
  while (start < end) {
    const middle = (start + end) >> 1;
    if (elementAt(cumulative, middle) > level) end = middle;
    else start = middle + 1;
  }
  return start;
}
