import { describe } from './describe.js';
import { entropyNatsOf, hasDistribution } from './distribution.js';
import { elementAt } from './element.js';
import { optionRowOf, rowOf } from './logits.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { Shift } from './kernel/shift.js';
import { checkedClass } from './target.js';
import { UserError } from './userError.js';

/**
 * softmax(z / T) of one row against T; arrays of one length, all NaN but `temperatures` for a row that has no softmax.
 */
export interface TemperatureSweep {
  readonly temperatures: Float64Array;
  /** H in nats. */
  readonly entropyNats: Float64Array;
  readonly topProbability: Float64Array;
  /** dH/dT = Var_p(z) / T³, in nats per unit of T. */
  readonly entropySlope: Float64Array;
  /** For each class asked for, its probability at each temperature. */
  readonly curves: readonly Float64Array[];
}

/**
 * The sweep of a row over `temperatures` (the default: 64, log-spaced from 0.05 to 20), with the curves of `classes`.
 * Throws a `UserError`: `empty` or `not-numeric` for the logits, `bad-option` for a temperature or a class that is
 * none.
 */
export function sweepTemperature(
  logits: ArrayLike<number>,
  temperatures?: ArrayLike<number> | null,
  classes: readonly number[] = [],
  kernel: Kernel = fastestKernel,
): TemperatureSweep {
  const row = rowOf(logits);
  const points =
    temperatures === undefined || temperatures === null ? logSpaced(0.05, 20, 64) : checkedTemperatures(temperatures);
  for (const index of classes) checkedClass(index, row.length);
  const column = () => new Float64Array(points.length).fill(NaN);
  const sweep = { temperatures: points, entropyNats: column(), topProbability: column(), entropySlope: column() };
  const curves = classes.map(column);
  const scan = kernel.scan(row);
  if (!hasDistribution(scan)) return { ...sweep, curves };
  const sums = kernel.sweep(row, scan, points);
  for (const [at, temperature] of points.entries()) {
    const rest = { weight: elementAt(sums.weight, at), moment: elementAt(sums.moment, at) };
    sweep.entropyNats[at] = entropyNatsOf(rest);
    sweep.topProbability[at] = 1 / (1 + rest.weight);
    // The variance of z/T is that of z over T².
    sweep.entropySlope[at] = elementAt(sums.variance, at) / temperature;
    const shift = new Shift(scan.max, temperature);
    for (const [place, curve] of curves.entries()) {
      curve[at] = shift.exp(elementAt(row, classes[place] ?? -1)) / (1 + rest.weight);
    }
  }
  return { ...sweep, curves };
}

/** `count` ≥ 2 points from `first` to `last`, both exactly, each a constant factor after the one before. */
export function logSpaced(first: number, last: number, count: number): Float64Array {
  const points = new Float64Array(count);
  for (let at = 0; at < count; at++) points[at] = first * (last / first) ** (at / (count - 1));
  points[count - 1] = last;
  return points;
}

/** The temperature, or a `UserError` (`bad-option`) unless it is finite and above 0. */
export function checkedTemperature(temperature: number): number {
  const given: unknown = temperature;
  if (typeof given === 'number' && given > 0 && given < Infinity) return given;
  throw new UserError('bad-option', `The temperature is ${describe(given)}: give a finite number above 0.`);
}

function checkedTemperatures(temperatures: ArrayLike<number>): Float64Array {
  const points = optionRowOf(temperatures, 'temperatures').slice();
  for (const temperature of points) checkedTemperature(temperature);
  return points;
}
