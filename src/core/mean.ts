import { blockSum } from './blockSum.js';
import { elementAt } from './element.js';

/** The mean of all that is not NaN; NaN where nothing is. Finite for finite values, whatever their sum. */
export function meanOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const { length } = present;
  if (length === 0) return NaN;
  const mean = blockSum(length, (index) => elementAt(present, index)) / length;
  return Number.isFinite(mean) ? mean : blockSum(length, (index) => elementAt(present, index) / length);
}
