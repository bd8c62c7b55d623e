import type { NestedArray } from './nestedArray.js';
import type { PrinterName } from './reading.js';

/** Who printed an array in brackets, by its words and by how its numbers are written. */
export function arrayPrinter(array: NestedArray, label: string | undefined): PrinterName {
  const { facts, tally, hasCommas } = array;
  const isFloat = !tally.isWhole;
  if (facts.printer === 'numpy') {
    // NumPy pads all numbers of an array to one number of places and has a point in each; MLX does neither.
    const isPadded = tally.minimumTightPlaces >= tally.maximumPlaces || tally.maximumMantissaPlaces >= 0;
    const hasIntegers = tally.integers > 0 || (tally.isWhole && (facts.dtype ?? '').includes('float'));
    return isFloat && isPadded && !hasIntegers ? 'numpy' : tally.isWhole && !hasIntegers ? 'numpy' : mlxIfFloat(array);
  }
  if (facts.printer !== undefined) return facts.printer;
  if (array.isDebugger || /^\$\d+$/.test(label ?? '')) return 'debugger';
  // `[1. 2.5]` is NumPy's; Go has no point in whole numbers, Julia and MATLAB have rows.
  const isShort = tally.maximumPlaces <= 8;
  if (!hasCommas && tally.count > 1 && isFloat && isShort && tally.integers === 0 && !array.hasRows) return 'numpy';
  return array.isBraced && isFloat && tally.maximumSignificant === 9 ? 'debugger' : 'literal';
}

function mlxIfFloat({ facts }: NestedArray): PrinterName {
  const { dtype } = facts;
  return dtype === undefined || dtype.includes('int') || dtype === 'bool' ? 'numpy' : 'mlx';
}
