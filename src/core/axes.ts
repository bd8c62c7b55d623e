import { describe } from './describe.js';
import { shapeText } from './shapeText.js';
import { UserError } from './userError.js';

/** How many elements a tensor of this shape has: 1 for a scalar (`[]`), 0 where any axis is empty. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, length) => count * length, 1);
}

/**
 * The class axis as an index in `[0, shape.length)`; negative ones count from the end, as in NumPy. A scalar has
 * none and is taken as one row of one class: 0. Throws a `UserError` (`bad-option`) for an axis that is not there.
 */
export function classAxisOf(shape: readonly number[], axis = -1): number {
  const rank = Math.max(shape.length, 1);
  if (!Number.isInteger(axis)) {
    throw new UserError('bad-option', `The class axis is ${describe(axis)}: give a whole number, or leave it out.`);
  }
  if (axis < -rank || axis >= rank) throw noSuchAxis(shape, axis);
  return axis < 0 ? axis + rank : axis;
}

function noSuchAxis(shape: readonly number[], axis: number): UserError {
  const advice =
    shape.length === 0
      ? 'it has no axes, so leave the class axis out'
      : `choose a class axis from ${-shape.length} to ${shape.length - 1}`;
  return new UserError('bad-option', `There is no axis ${axis} in a tensor of shape ${shapeText(shape)}: ${advice}.`);
}

/** A tensor's values (storage order, Fortran) as a new array in C order. */
export function fortranToC(values: Float64Array, shape: readonly number[]): Float64Array {
  const out = new Float64Array(values.length);
  const lastLength = shape.at(-1) ?? 1;
  const lastStride = lastLength === 0 ? 0 : values.length / lastLength;
  const index = shape.map(() => 0);
  for (let at = 0, offset = 0; at < out.length; offset = nextOffset(index, shape)) {
    for (let last = 0; last < lastLength; last++) out[at++] = values[offset + last * lastStride] ?? NaN;
  }
  return out;
}

/** Steps `index` over all axes but the last, in C order; answers the Fortran offset of where it then stands. */
function nextOffset(index: number[], shape: readonly number[]): number {
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    const step = (index[axis] ?? 0) + 1;
    index[axis] = step < (shape[axis] ?? 0) ? step : 0;
    if (index[axis] !== 0) break;
  }
  let offset = 0;
  for (let axis = shape.length - 2; axis >= 0; axis--) offset = offset * (shape[axis] ?? 0) + (index[axis] ?? 0);
  return offset;
}
