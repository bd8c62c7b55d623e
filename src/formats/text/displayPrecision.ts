import type { DTypeName } from '../../core/dtype.js';
import type { NumberTally } from './numberTally.js';
import type { PrinterName, Uncertainty } from './reading.js';

/**
 * How exactly a printer shows numbers.
 *
 * - `exact`: with all the digits that it takes to tell them from their neighbours.
 * - `widest`: to one number of places, from whose ends zeros may be cut: the most that any number shows.
 * - `each`: to a number of places that differs by column: the fewest that a number shows.
 * - a number: to so many significant digits, or as many as are shown where that is more.
 */
type Manner = 'exact' | 'widest' | 'each' | number;

const manners: Readonly<Record<PrinterName, Manner>> = {
  literal: 'exact',
  javascript: 'exact',
  npy: 'exact',
  pytorch: 'widest',
  libtorch: 'widest',
  numpy: 'widest',
  jax: 'widest',
  tensorflow: 'widest',
  mlx: 6,
  debugger: 6,
  julia: 6,
  r: 'each',
  octave: 'each',
  pandas: 'each',
  columns: 6,
};

/** Whether a printer shows its numbers exactly, so that rounding to their type gives the very number that was printed. */
export function isExact(printer: PrinterName, dtype: DTypeName | undefined): boolean {
  return manners[printer] === 'exact' || (printer === 'debugger' && dtype !== undefined);
}

/**
 * How far the exact values may lie from those shown: half a unit in the last place. Undefined where they are exact;
 * where no number has a point or an exponent they are taken to be whole.
 */
export function uncertaintyOf(printer: PrinterName, tally: NumberTally, scale = 1): Uncertainty | undefined {
  const manner = manners[printer];
  if (manner === 'exact') return undefined;
  if (typeof manner === 'number') {
    // With 16 digits and more each float64 is itself again; those who show fewer than they could show whole values.
    const digits = tally.maximumSignificant;
    const isRounded = !tally.isWhole && digits >= manner && digits < 16;
    return isRounded ? { absolute: 0, relative: halfUnit(digits - 1) } : undefined;
  }
  const [places, mantissaPlaces] =
    manner === 'widest'
      ? [tally.maximumPlaces, tally.maximumMantissaPlaces]
      : [tally.minimumPlaces, tally.minimumMantissaPlaces];
  const absolute = places > 0 && places < Infinity ? halfUnit(places) * scale : 0;
  const relative = mantissaPlaces >= 0 && mantissaPlaces < Infinity ? halfUnit(mantissaPlaces) : 0;
  return absolute > 0 || relative > 0 ? { absolute, relative } : undefined;
}

function halfUnit(places: number): number {
  return Number(`5e-${places + 1}`);
}
