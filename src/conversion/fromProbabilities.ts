import { counted } from '../core/counted.js';
import { checkedSmoothing, targetOf } from '../core/target.js';
import type { Tensor } from '../core/tensor.js';
import { UserError } from '../core/userError.js';
import type { ConversionOptions, ConvertedTensor } from './conversion.js';
import { eachRow } from './eachRow.js';
import { logarithmOfBase } from './logarithmBase.js';
import { resultDtype } from './rounding.js';
import { checkedExponentials, checkProbabilities } from './rowChecks.js';

/** A sum that differs from 1 by no more is 1 but for rounding. */
const roundingOfSums = 1e-6;

/** ln p of each class: logits whose log-sum-exp is 0. */
export function logitsOfProbabilities(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const { notes, ...converted } = logarithms(tensor, options, 1, 'logit');
  const shift =
    'Probabilities give logits up to a constant in each row: these are ln p, the ones whose log-sum-exp is 0.';
  return { ...converted, notes: [shift, ...notes] };
}

/** ln p over the logarithm of the base. */
export function logarithmsOfProbabilities(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  return logarithms(tensor, options, logarithmOfBase(options.base), 'logarithm');
}

function logarithms(tensor: Tensor, options: ConversionOptions, scale: number, noun: string): ConvertedTensor {
  let largestExcess = 0;
  let zeros = 0;
  const { tensor: result, rounding } = eachRow(tensor, resultDtype(tensor.dtype, options.dtype), (row, index) => {
    largestExcess = Math.max(largestExcess, checkProbabilities(row, index));
    for (const probability of row) if (probability === 0) zeros++;
    return row.map((probability) => Math.log(probability) / scale);
  });
  const notes = rounding.notes();
  if (zeros > 0) notes.push(`${counted(zeros, 'probability', 'probabilities')} of 0: the ${noun} is −inf.`);
  if (largestExcess > roundingOfSums) {
    notes.push(`A row sums to 1 only within ${Number(largestExcess.toPrecision(2))}; it was taken as it is.`);
  }
  return { kind: 'tensor', tensor: result, notes };
}

/** e^l of natural logarithms l, or base^l of others. */
export function exponentials(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const scale = logarithmOfBase(options.base);
  const dtype = resultDtype(tensor.dtype, options.dtype);
  const { tensor: result, rounding } = eachRow(tensor, dtype, (row, index, counts) => {
    const natural = row.map((value) => value * scale);
    const values = checkedExponentials(natural, index);
    counts.countLost(values, natural);
    return values;
  });
  return { kind: 'tensor', tensor: result, notes: rounding.notes() };
}

/** A distribution over the classes, such as a one-hot target, softened by ε in the convention asked for. */
export function smoothedLabels(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const smoothing = options.labelSmoothing;
  if (smoothing === undefined) {
    throw new UserError('bad-option', 'Label smoothing needs its epsilon: give a number from 0 to 1.');
  }
  const { tensor: result, rounding } = eachRow(tensor, resultDtype(tensor.dtype, options.dtype), (row, index) => {
    checkProbabilities(row, index);
    return targetOf(row, row.length, checkedSmoothing(smoothing, row.length)).values;
  });
  return { kind: 'tensor', tensor: result, notes: rounding.notes() };
}
