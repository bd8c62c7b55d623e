import { describe } from './describe.js';
import { LaneLayout } from './laneLayout.js';
import { optionNumbersOf } from './logits.js';
import { propertyOf } from './namedOptions.js';
import { shapeText } from './shapeText.js';
import type { Tensor } from './tensor.js';
import { isPlainFloat64Array } from './typedArray.js';
import { UserError } from './userError.js';

/** As many rows are taken at once: the columns of their figures then take 2 GiB. */
const maximumRows = 2 ** 24;

/**
 * A tensor from outside whose rows can have figures. Throws a `UserError`: `bad-option` for what is no tensor, `empty`
 * for rows without classes, `too-large` for more than 2^24 rows.
 */
export function givenRows(tensor: Tensor): GivenTensor {
  const given = new GivenTensor(tensor);
  const { shape, rowCount, classCount } = given;
  if (classCount === 0 && rowCount > 0) {
    const advice = shape.length > 1 ? 'choose another class axis' : 'check how it was written';
    throw new UserError('empty', `The rows of a tensor of shape ${shapeText(shape)} have no classes: ${advice}.`);
  }
  if (rowCount <= maximumRows) return given;
  throw new UserError(
    'too-large',
    `The tensor has ${rowCount} rows; the figures of at most ${maximumRows} fit into memory at once: give a part of them.`,
  );
}

/**
 * A tensor as a caller gives it, which need not be one of ours: all that it says is read once and checked. Throws a
 * `UserError` (`bad-option`), also where a row is not as long as the shape says.
 */
export class GivenTensor {
  readonly shape: readonly number[];
  /** In `[0, shape.length)`; 0 for a scalar. */
  readonly classAxis: number;
  readonly rowCount: number;
  readonly classCount: number;
  /** The tensor's own targets, yet to be checked. */
  readonly targets: unknown;
  readonly #tensor: object;
  readonly #row: (index: number) => unknown;

  constructor(tensor: Tensor) {
    const given: unknown = tensor;
    if (typeof given !== 'object' || given === null) throw wrong(`${describe(given)} is no tensor`);
    const row = propertyOf(given, 'row', 'The row function of the tensor');
    if (typeof row !== 'function') throw wrong(`The row function of the tensor is ${describe(row)}`);
    this.#tensor = given;
    this.#row = (index): unknown => Reflect.apply(row, given, [index]);
    this.shape = shapeOf(given);
    const { classAxis, rowCount, classCount } = new LaneLayout(this.shape, false, classAxisOf(given));
    this.classAxis = classAxis;
    this.rowCount = rowCount;
    this.classCount = classCount;
    this.targets = propertyOf(this.#tensor, 'targets', 'The targets of the tensor') ?? undefined;
  }

  /** One row along the class axis. */
  row(index: number): Float64Array {
    const answer = this.#answer(index);
    const row = isPlainFloat64Array(answer) ? answer : optionNumbersOf(answer, `logits of row ${index}`);
    if (row.length === this.classCount) return row;
    throw wrong(
      `Row ${index} of the tensor has the length ${row.length}, not the ${this.classCount} of its shape ${shapeText(this.shape)}`,
    );
  }

  #answer(index: number): unknown {
    try {
      return this.#row(index);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw wrong(`Row ${index} of the tensor cannot be read`);
    }
  }
}

/** As many axes as NumPy has at most. */
const maximumRank = 64;

function shapeOf(tensor: object): number[] {
  const lengths = optionNumbersOf(propertyOf(tensor, 'shape', 'The shape of the tensor'), 'shape of the tensor');
  if (lengths.length > maximumRank) {
    throw wrong(`The tensor has ${lengths.length} axes, more than the ${maximumRank} that there may be`);
  }
  const shape = Array.from(lengths);
  if (shape.every((length) => Number.isSafeInteger(length) && length >= 0)) return shape;
  throw wrong(`The shape of the tensor is ${shapeText(shape)}, not of whole numbers from 0 up`);
}

function classAxisOf(tensor: object): number {
  const axis = propertyOf(tensor, 'classAxis', 'The class axis of the tensor') ?? -1;
  if (typeof axis === 'number') return axis;
  throw wrong(`The class axis of the tensor is ${describe(axis)}, not a number`);
}

function wrong(what: string): UserError {
  return new UserError('bad-option', `${what}: give a tensor as readTensor does.`);
}
