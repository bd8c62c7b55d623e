import { classAxisOf, elementCount } from './axes.js';
import { describe } from './describe.js';
import { UserError } from './userError.js';

/**
 * Where the lanes along the class axis lie in storage. Whatever the rank and the order, storage is
 *
 *     outer blocks of  classCount × inner  elements
 *     ┌ class 0: inner ┬ class 1: inner ┬ … ┐┌ class 0 …
 *
 * so a row is one pair (outer, inner), class c lies `c * inner` after class 0, and a lane is contiguous where
 * `inner` is 1. Rows are numbered in C order over `rowAxes`, every axis but the class axis.
 */
export class LaneLayout {
  readonly classAxis: number;
  readonly rowAxes: readonly number[];
  readonly rowCount: number;
  readonly classCount: number;
  /** The distance in storage from one class to the next, in elements. */
  readonly inner: number;
  /** Whether consecutive rows have ascending (outer, inner) pairs one after the other, as always in C order. */
  readonly rowsInStorageOrder: boolean;

  readonly #lengths: readonly number[];
  readonly #strides: readonly number[];

  /** `classAxis` may be negative; throws a `UserError` (`bad-option`) for one that is not there. */
  constructor(shape: readonly number[], fortranOrder: boolean, classAxis: number) {
    this.classAxis = classAxisOf(shape, classAxis);
    this.classCount = shape[this.classAxis] ?? 1;
    this.rowAxes = shape.map((_, axis) => axis).filter((axis) => axis !== this.classAxis);
    const strides = storageStrides(shape, fortranOrder);
    this.#lengths = this.rowAxes.map((axis) => shape[axis] ?? 1);
    this.#strides = this.rowAxes.map((axis) => strides[axis] ?? 1);
    this.rowCount = elementCount(this.#lengths);
    this.inner = strides[this.classAxis] ?? 1;
    this.rowsInStorageOrder = !fortranOrder || this.#lengths.filter((length) => length !== 1).length <= 1;
  }

  /** The index along each row axis of a row in `[0, rowCount)`. Throws `bad-option` outside. */
  rowIndex(row: number): number[] {
    this.checkRow(row);
    const index = this.#lengths.map(() => 0);
    let rest = row;
    for (let axis = index.length - 1; axis >= 0; axis--) {
      const length = this.#lengths[axis] ?? 1;
      index[axis] = rest % length;
      rest = Math.floor(rest / length);
    }
    return index;
  }

  /**
   * The row at an index along each row axis; the inverse of `rowIndex`. Throws `bad-option` for one that is not there.
   */
  rowAt(index: readonly number[]): number {
    const inside = this.#lengths.every((length, axis) => isIndexBelow(index[axis], length));
    if (!inside || index.length !== this.#lengths.length) {
      throw new UserError(
        'bad-option',
        `There is no row [${index.join(', ')}]: the row axes have the lengths [${this.#lengths.join(', ')}].`,
      );
    }
    return this.#lengths.reduce((row, length, axis) => row * length + (index[axis] ?? 0), 0);
  }

  /** The storage index of class 0 of a row in `[0, rowCount)`. */
  offsetOf(row: number): number {
    let offset = 0;
    let rest = row;
    for (let axis = this.#lengths.length - 1; axis >= 0; axis--) {
      const length = this.#lengths[axis] ?? 1;
      offset += (rest % length) * (this.#strides[axis] ?? 0);
      rest = Math.floor(rest / length);
    }
    return offset;
  }

  /** Throws a `UserError` (`bad-option`) unless `row` is an integer in `[0, rowCount)`. */
  checkRow(row: number): void {
    if (isIndexBelow(row, this.rowCount)) return;
    const last = this.rowCount - 1;
    const range = last < 0 ? 'the tensor has no rows' : last === 0 ? 'only row 0 exists' : `rows go from 0 to ${last}`;
    throw new UserError('bad-option', `There is no row ${describe(row)}: ${range}.`);
  }
}

function isIndexBelow(index: number | undefined, length: number): boolean {
  return Number.isInteger(index) && (index ?? -1) >= 0 && (index ?? 0) < length;
}

/** The distance in storage between neighbours along each axis, in elements. */
function storageStrides(shape: readonly number[], fortranOrder: boolean): number[] {
  return shape.map((_, axis) => elementCount(fortranOrder ? shape.slice(0, axis) : shape.slice(axis + 1)));
}
