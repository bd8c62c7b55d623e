import { classAxisOf, elementCount, fortranToC } from './axes.js';
import type { DTypeName } from './dtype.js';
import { counted } from './counted.js';
import { LaneLayout } from './laneLayout.js';
import type { Notice } from './notice.js';
import { shapeText } from './shapeText.js';
import { decoded, decodedEvery, type StoredFloats, storedFloat64 } from './storedFloats.js';
import type { TensorSource } from './tensorSource.js';
import { UserError } from './userError.js';

/** A tensor in memory, as a file or a text gave it; part of the public API. */
export interface Tensor {
  readonly shape: readonly number[];
  /** The element type as stored, by its NumPy or PyTorch name. */
  readonly dtype: DTypeName;
  /** Whether the first axis varied fastest where it was stored. */
  readonly fortranOrder: boolean;
  /** The axis that the classes lie along, in `[0, shape.length)`; 0 for a scalar. */
  readonly classAxis: number;
  /** The class that each row should have had (rows in C order over the other axes), where the source says so. */
  readonly targets?: ArrayLike<number>;
  /** A name for each class, where the source has them. */
  readonly classNames?: readonly string[];
  /** What the reader has to say: rounded integers, a guessed dtype. */
  readonly notices: readonly Notice[];
  /** All values in C order; a new array. */
  toFloat64Array(): Float64Array;
  /**
   * One row along the class axis; rows are numbered in C order over the other axes. Throws a `UserError`
   * (`bad-option`).
   */
  row(index: number): Float64Array;
}

/**
 * What `memoryTensor` needs; `values` in storage order, which is Fortran order where `fortranOrder` is true, in any type:
 * rows are turned into float64 when they are asked for.
 */
export interface MemoryTensorInit {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly values: Float64Array | StoredFloats;
  readonly fortranOrder?: boolean;
  /** The default is the last axis. Negative ones count from the end. */
  readonly classAxis?: number;
  readonly targets?: ArrayLike<number>;
  readonly classNames?: readonly string[];
  readonly notices?: readonly Notice[];
}

/**
 * A tensor on values that are in memory already (not copied). Throws a `UserError`: `shape-mismatch` where the shape
 * does not hold as many elements, `bad-option` where it has no such class axis.
 */
export function memoryTensor(init: MemoryTensorInit): Tensor {
  return new MemoryTensor(init);
}

/** A tensor as a source that can be read in ranges of storage. */
export function tensorSourceOf(tensor: Tensor): TensorSource {
  const inMemory = tensor instanceof MemoryTensor;
  const stored = inMemory ? tensor.stored : storedFloat64(tensor.toFloat64Array());
  return {
    shape: tensor.shape,
    dtype: tensor.dtype,
    fortranOrder: inMemory && tensor.fortranOrder,
    async read(start, end, signal) {
      signal?.throwIfAborted();
      return Promise.resolve(decoded(stored, start, end));
    },
  };
}

/** All rows of a tensor of ours, side by side in their order; undefined where they are not, or it is another's. */
export function storedRows(tensor: Tensor): StoredFloats | undefined {
  return tensor instanceof MemoryTensor ? tensor.rowsSideBySide() : undefined;
}

class MemoryTensor implements Tensor {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly stored: StoredFloats;
  readonly fortranOrder: boolean;
  readonly classAxis: number;
  declare readonly targets?: ArrayLike<number>;
  declare readonly classNames?: readonly string[];
  readonly notices: readonly Notice[];
  readonly #layout: LaneLayout;

  constructor(init: MemoryTensorInit) {
    this.shape = Object.freeze([...init.shape]);
    this.dtype = init.dtype;
    this.stored = 'dtype' in init.values ? init.values : storedFloat64(init.values);
    this.fortranOrder = init.fortranOrder ?? false;
    this.classAxis = classAxisOf(init.shape, init.classAxis);
    if (init.targets !== undefined) this.targets = init.targets;
    if (init.classNames !== undefined) this.classNames = init.classNames;
    this.notices = init.notices ?? [];
    this.#layout = new LaneLayout(this.shape, this.fortranOrder, this.classAxis);
    const valid = this.shape.every((length) => Number.isInteger(length) && length >= 0);
    if (!valid || elementCount(this.shape) !== this.stored.values.length) {
      throw new UserError(
        'shape-mismatch',
        `The shape ${shapeText(this.shape)} does not hold the ${counted(this.stored.values.length, 'value')} given: check the shape.`,
      );
    }
  }

  toFloat64Array(): Float64Array {
    const values = decoded(this.stored);
    return this.fortranOrder ? fortranToC(values, this.shape) : values;
  }

  row(index: number): Float64Array {
    this.#layout.checkRow(index);
    const offset = this.#layout.offsetOf(index);
    const { inner, classCount } = this.#layout;
    return decodedEvery(inner, this.stored, offset, classCount);
  }

  rowsSideBySide(): StoredFloats | undefined {
    const { inner, rowsInStorageOrder } = this.#layout;
    return inner === 1 && rowsInStorageOrder ? this.stored : undefined;
  }
}
