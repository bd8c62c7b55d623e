import type { DTypeName } from '../../../core/dtype.js';
import { floatFormats } from '../../../core/floatFormat.js';

/**
 * Whether numbers are of the kind that memory of another type makes: several, some of them NaN or subnormal, and not one
 * ordinary number among them. Zeros alone are no sign of it.
 */
export function looksWrong(values: Float64Array, dtype: DTypeName): boolean {
  const format = floatFormats.find(({ name }) => name === dtype);
  if (format === undefined || values.length < fewest) return false;
  const isOrdinary = (value: number): boolean => Math.abs(value) >= format.smallestNormal;
  return !values.some(isOrdinary) && values.some((value) => value !== 0);
}

/** Fewer numbers than this say nothing. */
const fewest = 4;
