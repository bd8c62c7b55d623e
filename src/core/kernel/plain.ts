import { elementAt } from '../element.js';
import type { Kernel, RestSums, RowScan } from './kernel.js';
import type { Shift } from './shift.js';

/** The kernel in plain TypeScript, in float64 throughout. */
export const plainKernel: Kernel = { scan, restSums, expInto };

function scan(row: Float64Array): RowScan {
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  let argmax = -1;
  let ties = 0;
  let max = NaN;
  let runnerUp = -1;
  let runnerUpLogit = NaN;
  let min = NaN;
  for (let index = 0; index < row.length; index++) {
    const logit = elementAt(row, index);
    if (!Number.isFinite(logit)) {
      if (Number.isNaN(logit)) nan++;
      else if (logit > 0) positiveInfinity++;
      else negativeInfinity++;
      continue;
    }
    // Negated comparisons, so that the first finite logit replaces the NaN.
    if (!(logit >= min)) min = logit;
    if (!(logit <= max)) {
      runnerUp = argmax;
      runnerUpLogit = max;
      argmax = index;
      max = logit;
      ties = 1;
    } else {
      if (logit === max) ties++;
      if (!(logit <= runnerUpLogit)) {
        runnerUp = index;
        runnerUpLogit = logit;
      }
    }
  }
  const { length: classCount } = row;
  return { classCount, nan, positiveInfinity, negativeInfinity, argmax, ties, max, runnerUp, runnerUpLogit, min };
}

/** Terms that are added before they go to the total: keeps the rounding of 100,000 terms near that of a few hundred. */
const blockLength = 256;

function restSums(row: Float64Array, argmax: number, shift: Shift): RestSums {
  let weight = 0;
  let moment = 0;
  let square = 0;
  for (let start = 0; start < row.length; start += blockLength) {
    const end = Math.min(start + blockLength, row.length);
    let blockWeight = 0;
    let blockMoment = 0;
    let blockSquare = 0;
    for (let index = start; index < end; index++) {
      const logit = elementAt(row, index);
      const power = shift.exp(logit);
      // Without this a logit of −inf would add −inf × 0.
      if (power === 0 || index === argmax) continue;
      blockWeight += power;
      const exponent = shift.exponent(logit);
      blockMoment += power * exponent;
      blockSquare += power * exponent * exponent;
    }
    weight += blockWeight;
    moment += blockMoment;
    square += blockSquare;
  }
  return { weight, moment, square };
}

function expInto(row: Float64Array, shift: Shift, out: Float64Array): void {
  for (let index = 0; index < row.length; index++) out[index] = shift.exp(elementAt(row, index));
}
