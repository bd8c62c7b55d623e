import { type DTypeName, dtypes } from '../core/dtype.js';

/**
 * How many of the values a dtype cannot hold even roughly: those beyond its largest finite number, and where it has
 * only integers those that are none. Rounding within its range is not counted.
 */
export function countMisfits(values: Float64Array | Int32Array, dtype: DTypeName): number {
  const [min, max] = ranges[dtype];
  const takesFractions = dtypes[dtype].kind === 'float';
  let count = 0;
  for (const value of values) {
    const isInRange = value >= min && value <= max;
    const fits = takesFractions ? isInRange || !Number.isFinite(value) : isInRange && Number.isInteger(value);
    if (!fits) count++;
  }
  return count;
}

/**
 * The least and the greatest finite value; of the 64-bit integers the nearest float64, to which they are rounded when
 * read.
 */
const ranges: Readonly<Record<DTypeName, readonly [number, number]>> = {
  float16: [-65504, 65504],
  bfloat16: [-0xff * 2 ** 120, 0xff * 2 ** 120],
  float32: [-(2 - 2 ** -23) * 2 ** 127, (2 - 2 ** -23) * 2 ** 127],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 64],
  bool: [0, 1],
};
