import { blockSum } from './blockSum.js';
import { elementAt } from './element.js';
import { Shift } from './kernel/shift.js';
import type { LabelledRow, LabelledRows } from './labelledRows.js';
import { RunningSum } from './runningSum.js';

/** The temperature that minimises the mean negative log-likelihood (NLL) of the labels. */
export interface TemperatureFit {
  /**
   * Above 0; 0 or Infinity where the NLL falls all the way there, 1 where it is the same at every temperature. NaN where
   * there is no optimum: no row, or a masked label, with which the NLL is infinite at every temperature.
   */
  readonly fittedTemperature: number;
  /** Where the optimum is; undefined where there is none. */
  readonly atOptimum: 'interior' | 'zero' | 'infinity' | undefined;
}

/**
 * The fit of T to labelled rows. The NLL is convex in β = 1/T, with the derivative Σ (E_p[z] − z_c) and the second one
 * Σ Var_p(z) (Guo et al., On Calibration of Modern Neural Networks, 2017), so the signs of the derivative at both ends
 * tell where its minimum is.
 */
export function fitTemperature(labelled: LabelledRows): TemperatureFit {
  const { rows } = labelled;
  const every = (claim: (row: LabelledRow) => boolean) => rows.every(claim);
  if (rows.length === 0 || !every((row) => row.labelLogit > -Infinity)) return noFit;
  if (every(({ scan }) => scan.max === scan.min)) return { fittedTemperature: 1, atOptimum: 'interior' };
  if (every(({ scan, labelLogit }) => labelLogit === scan.max)) return atZero;
  return fallsUpToInfinity(labelled) ? atInfinity : root(labelled);
}

const noFit: TemperatureFit = { fittedTemperature: NaN, atOptimum: undefined };
const atZero: TemperatureFit = { fittedTemperature: 0, atOptimum: 'zero' };
const atInfinity: TemperatureFit = { fittedTemperature: Infinity, atOptimum: 'infinity' };

/** A sum of terms is 0 where it is within this share of their sizes, which is a little above what rounding leaves. */
const roundingOfSums = 2 ** -48;

/** Whether the NLL falls all the way as T → ∞: Σ (mean z − z_c) ≥ 0, the mean over unmasked classes. */
function fallsUpToInfinity(labelled: LabelledRows): boolean {
  // Any temperature does for a sign. A huge one where differences of the logits may overflow.
  const isHuge = labelled.rows.some(({ scan }) => scan.max - scan.min > 2 ** 500);
  const [slope, size] = [new RunningSum(), new RunningSum()];
  for (const row of labelled.rows) {
    const shift = new Shift(row.scan.max, isHuge ? 2 ** 600 : 1);
    const logits = labelled.logits(row);
    const sum = blockSum(logits.length, (index) => {
      const logit = elementAt(logits, index);
      return logit === -Infinity ? 0 : shift.exponent(logit);
    });
    const mean = sum / (row.scan.classCount - row.scan.negativeInfinity);
    const own = shift.exponent(row.labelLogit);
    slope.add(mean - own);
    size.add(-mean - own);
  }
  return slope.total >= -roundingOfSums * size.total;
}

/** The derivatives of the summed NLL at T, made free of units: β Σ (E_p[z] − z_c) and β² Σ Var_p(z). */
function derivatives(labelled: LabelledRows, temperature: number): { slope: number; curvature: number } {
  const [slope, curvature] = [new RunningSum(), new RunningSum()];
  for (const row of labelled.rows) {
    const distribution = labelled.distribution(row, temperature);
    slope.add(distribution.meanExponent - distribution.exponent(row.label));
    curvature.add(distribution.variance());
  }
  return { slope: slope.total, curvature: curvature.total };
}

const [smallest, largest] = [Number.MIN_VALUE, Number.MAX_VALUE];

/** A last step this small, relative to T, leaves an error of about its square. */
const lastStep = 2 ** -40;

/** Far more than are needed; ends the search also for rows that change as they are read. */
const maximumSteps = 200;

/**
 * The T where the derivative is 0, by Newton's steps in ln T. Where these do not at least halve each time, by halving the
 * bracket, or by longer and longer strides until there is one.
 */
function root(labelled: LabelledRows): TemperatureFit {
  let [low, high, temperature] = [0, Infinity, 1];
  let [before, stride] = [4, 2];
  for (let count = 0; count < maximumSteps && before > lastStep; count++) {
    const { slope, curvature } = derivatives(labelled, temperature);
    if (slope > 0) low = temperature;
    else if (slope < 0) high = temperature;
    else break;
    if (low === largest) return atInfinity;
    if (high === smallest) return atZero;
    let step = newtonStep(slope, curvature);
    const next = temperature * Math.exp(step);
    const isInside = next > low && next < high;
    if ((!isInside || Math.abs(step) > before / 2) && Math.abs(step) > lastStep) {
      const middle = (Math.log(low) + Math.log(high)) / 2 - Math.log(temperature);
      const isBracketed = low > 0 && high < Infinity;
      step = isBracketed ? middle : Math.sign(step) * stride;
      if (!isBracketed) stride *= 2;
    }
    before = Math.abs(step);
    temperature = Math.min(Math.max(temperature * Math.exp(step), smallest), largest);
  }
  return { fittedTemperature: temperature, atOptimum: 'interior' };
}

/**
 * Newton's step for ln T. Where T is too low, the derivative as a function of T is taken for straight, else as one of
 * 1/T: neither leads out of T > 0.
 */
function newtonStep(slope: number, curvature: number): number {
  const ratio = Math.abs(slope) / curvature;
  return slope > 0 ? Math.log1p(ratio) : -Math.log1p(ratio);
}
