import { counted } from '../core/counted.js';
import { Distribution } from '../core/distribution.js';
import { checkedTemperature } from '../core/temperature.js';
import type { Tensor } from '../core/tensor.js';
import type { ConversionOptions, ConvertedTensor } from './conversion.js';
import { eachRow } from './eachRow.js';
import { logarithmOfBase } from './logarithmBase.js';
import { resultDtype, type Rounding } from './rounding.js';
import { distributionOf } from './rowChecks.js';

/** softmax(z / T). */
export function probabilities(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const kept = ['The log-probabilities keep what became 0.'];
  const values = (distribution: Distribution, rounding: Rounding): Float64Array => {
    const all = distribution.probabilities();
    rounding.countLost(all, distribution.row);
    return all;
  };
  return fromEachDistribution(tensor, options, values, kept);
}

/** ln softmax(z / T) over the logarithm of the base. */
export function logProbabilities(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const scale = logarithmOfBase(options.base);
  return fromEachDistribution(tensor, options, (distribution) =>
    distribution.logProbabilities().map((value) => value / scale),
  );
}

/** p / (1 − p), with 1 − p as the sum of the others: exact where p rounds to 1. */
export function odds(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  return fromEachDistribution(tensor, options, (distribution) => {
    const { normaliser, scan, rest } = distribution;
    const values = distribution.row.map((_, index) => {
      // Each other class's weight is at most the maximum's own, so that this difference stays above 1.
      const weight = distribution.probability(index) * normaliser;
      return weight / (normaliser - weight);
    });
    values[scan.argmax] = 1 / rest.weight;
    return values;
  });
}

/** ln (p / (1 − p)), which is z / T less the log-sum-exp of the others. */
export function logOdds(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  return fromEachDistribution(tensor, options, (distribution) => {
    const { normaliser, scan, rest, row } = distribution;
    const values = row.map((_, index) => {
      const weight = distribution.probability(index) * normaliser;
      return distribution.exponent(index) - Math.log1p(rest.weight - weight);
    });
    values[scan.argmax] = logOddsOfTop(distribution);
    return values;
  });
}

/** The gap to the runner-up less what the others add to that; +inf where there are none. */
function logOddsOfTop(distribution: Distribution): number {
  const { row, scan, temperature } = distribution;
  if (scan.runnerUp < 0) return Infinity;
  const others = row.slice();
  others[scan.argmax] = -Infinity;
  return -distribution.exponent(scan.runnerUp) - new Distribution(others, temperature).logNormaliser;
}

function fromEachDistribution(
  tensor: Tensor,
  options: ConversionOptions,
  valuesOf: (distribution: Distribution, rounding: Rounding) => Float64Array,
  notesOnLoss: readonly string[] = [],
): ConvertedTensor {
  const temperature = checkedTemperature(options.temperature ?? 1);
  const dtype = resultDtype(tensor.dtype, options.dtype);
  let masked = 0;
  const result = eachRow(tensor, dtype, (row, index, rounding) => {
    for (const logit of row) if (logit === -Infinity) masked++;
    return valuesOf(distributionOf(row, index, temperature), rounding);
  });
  const notes = result.rounding.notes();
  if (result.rounding.underflowed > 0) notes.push(...notesOnLoss);
  if (masked > 0) notes.push(`${counted(masked, 'logit')} of −inf: masked, with the probability 0.`);
  return { kind: 'tensor', tensor: result.tensor, notes };
}
