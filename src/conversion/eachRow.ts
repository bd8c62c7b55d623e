import type { DTypeName } from '../core/dtype.js';
import { elementAt } from '../core/element.js';
import { float64Storage } from '../core/float64Storage.js';
import { givenRows } from '../core/givenTensor.js';
import { LaneLayout } from '../core/laneLayout.js';
import { memoryTensor, type Tensor } from '../core/tensor.js';
import { Rounding } from './rounding.js';

/** Makes the values of a row from those it has, in float64 and of the same length. */
export type RowConversion = (row: Float64Array, index: number, rounding: Rounding) => Float64Array;

/**
 * A tensor of the same shape, class axis, names and targets in C order, each row along the class axis converted and
 * rounded to `dtype`; and the rounding, which tells what that lost. Throws a `UserError`: `empty`, `too-large`, and as
 * `convert` does.
 */
export function eachRow(
  tensor: Tensor,
  dtype: DTypeName,
  convert: RowConversion,
): { tensor: Tensor; rounding: Rounding } {
  const given = givenRows(tensor);
  const { shape, classAxis, rowCount, classCount } = given;
  const layout = new LaneLayout(shape, false, classAxis);
  const values = float64Storage(rowCount * classCount);
  const rounding = new Rounding(dtype);
  for (let index = 0; index < rowCount; index++) {
    const converted = convert(given.row(index), index, rounding);
    const offset = layout.offsetOf(index);
    for (let at = 0; at < classCount; at++) {
      values[offset + at * layout.inner] = rounding.round(elementAt(converted, at));
    }
  }
  const { targets, classNames } = tensor;
  const result = memoryTensor({
    shape,
    dtype,
    values,
    classAxis,
    ...(targets && { targets }),
    ...(classNames && { classNames }),
  });
  return { tensor: result, rounding };
}
