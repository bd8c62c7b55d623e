import type { Kernel, RowScan, SweepSums } from './kernel.js';
import { Shift } from './shift.js';

/** The sums at each temperature, one after another. */
export function sweepEach(kernel: Kernel, row: Float64Array, scan: RowScan, temperatures: Float64Array): SweepSums {
  const column = () => new Float64Array(temperatures.length);
  const sums = { weight: column(), moment: column(), variance: column() };
  for (const [at, temperature] of temperatures.entries()) {
    const shift = new Shift(scan.max, temperature);
    const { weight, moment } = kernel.restSums(row, scan, shift);
    sums.weight[at] = weight;
    sums.moment[at] = moment;
    // About the mean, so that nothing cancels.
    sums.variance[at] = kernel.squaresAbout(moment / (1 + weight), row, scan, shift) / (1 + weight);
  }
  return sums;
}
