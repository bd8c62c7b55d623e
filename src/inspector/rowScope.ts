import type { Scope } from '../protocol/views.js';

/**
 * The rows of a tensor that a scope leaves, in C order: position `0 … count − 1` ↔ row number. Arithmetic
 * only, so that a scope over a billion rows costs nothing.
 */
export class RowScope {
  readonly count: number;
  private readonly base: number;
  /** For each free axis, from the last to the first, its length and the row numbers between its neighbours. */
  private readonly free: readonly { readonly length: number; readonly stride: number }[];
  private readonly fixed: readonly { readonly length: number; readonly stride: number; readonly index: number }[];

  /** `lengths` are those of the row axes; `scope` has an entry for each, or none for "all rows". */
  constructor(lengths: readonly number[], scope: Scope) {
    const axes = lengths.map((length, axis) => ({
      length,
      stride: lengths.slice(axis + 1).reduce((product, next) => product * next, 1),
      index: scope[axis] ?? null,
    }));
    this.free = axes.filter((axis) => axis.index === null).reverse();
    this.fixed = axes.flatMap(({ length, stride, index }) => (index === null ? [] : [{ length, stride, index }]));
    this.base = this.fixed.reduce((sum, axis) => sum + axis.index * axis.stride, 0);
    this.count = this.free.reduce((product, axis) => product * axis.length, 1);
  }

  /** Whether the scope leaves every row, each at its own number. */
  get isWhole(): boolean {
    return this.fixed.length === 0;
  }

  /** The row number at a position in `[0, count)`. */
  rowAt(position: number): number {
    let rest = position;
    let row = this.base;
    for (const { length, stride } of this.free) {
      row += (rest % length) * stride;
      rest = Math.floor(rest / length);
    }
    return row;
  }

  /** The position of a row, or null where the scope leaves it out. */
  positionOf(row: number): number | null {
    const outside = this.fixed.some(({ length, stride, index }) => Math.floor(row / stride) % length !== index);
    if (outside) return null;
    let position = 0;
    let scale = 1;
    for (const { length, stride } of this.free) {
      position += (Math.floor(row / stride) % length) * scale;
      scale *= length;
    }
    return position;
  }
}
