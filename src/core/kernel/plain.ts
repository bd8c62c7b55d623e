import { blockSum } from '../blockSum.js';
import { elementAt } from '../element.js';
import { RunningSum } from '../runningSum.js';
import type { Kernel, RestSums, RowScan } from './kernel.js';
import type { Shift } from './shift.js';
import { eachRowAlone, softmaxAlone } from './rowAlone.js';
import { sweepEach } from './sweepEach.js';

/** The kernel in plain TypeScript, in float64 throughout. */
export const plainKernel: Kernel = {
  scan,
  restSums,
  squaresAbout,
  sweep: (row, scan, temperatures) => sweepEach(plainKernel, row, scan, temperatures),
  eachRow: (rows, classCount, _float32, take) => {
    eachRowAlone(plainKernel, rows, classCount, take);
  },
  softmaxInto: (rows, classCount, output, out) => {
    for (let start = 0; start < rows.values.length; start += classCount) {
      softmaxAlone(plainKernel, rows, start, classCount, output, out);
    }
  },
  expInto,
};

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

function restSums(row: Float64Array, { argmax }: RowScan, shift: Shift): RestSums {
  const [weight, moment] = [new RunningSum(), new RunningSum()];
  for (let index = 0; index < row.length; index++) {
    const logit = elementAt(row, index);
    const power = shift.exp(logit);
    // Without this a logit of −inf would add −inf × 0.
    if (power === 0 || index === argmax) continue;
    weight.add(power);
    moment.add(power * shift.exponent(logit));
  }
  return { weight: weight.total, moment: moment.total };
}

function squaresAbout(mean: number, row: Float64Array, _scan: RowScan, shift: Shift): number {
  return blockSum(row.length, (index) => {
    const logit = elementAt(row, index);
    const power = shift.exp(logit);
    return power > 0 ? power * (shift.exponent(logit) - mean) ** 2 : 0;
  });
}

function expInto(row: Float64Array, _scan: RowScan, shift: Shift, out: Float64Array): void {
  for (let index = 0; index < row.length; index++) out[index] = shift.exp(elementAt(row, index));
}
