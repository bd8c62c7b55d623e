import type { Scope } from '../src/protocol/views.js';

/** Where the rows of a tensor lie: `DocumentView`'s own fields. */
export interface RowAxes {
  readonly shape: readonly number[];
  readonly classAxis: number;
  readonly rowAxes: readonly number[];
}

/** The length of each row axis. */
export function lengthsOf(axes: RowAxes): number[] {
  return axes.rowAxes.map((axis) => axes.shape[axis] ?? 0);
}

/** The index along each row axis of a row; rows are numbered in C order. */
export function indexesOf(row: number, axes: RowAxes): number[] {
  let rest = row;
  const indexes: number[] = [];
  for (const length of lengthsOf(axes).reverse()) {
    indexes.unshift(length > 0 ? rest % length : 0);
    rest = length > 0 ? Math.floor(rest / length) : 0;
  }
  return indexes;
}

/** The number of the row at an index along each row axis. */
export function rowAt(indexes: readonly number[], axes: RowAxes): number {
  return lengthsOf(axes).reduce((row, length, axis) => row * length + (indexes[axis] ?? 0), 0);
}

/** The scope that leaves every row. */
export function wholeScope(axes: RowAxes): Scope {
  return axes.rowAxes.map(() => null);
}

/** Whether a scope leaves every row. */
export function isWhole(scope: Scope): boolean {
  return scope.every((index) => index === null);
}

/** Whether a scope leaves the row. */
export function contains(scope: Scope, row: number, axes: RowAxes): boolean {
  const indexes = indexesOf(row, axes);
  return scope.every((index, axis) => index === null || index === indexes[axis]);
}

/** A scope as a NumPy expression, the class axis whole: `[0, :, :]`. */
export function scopeExpression(scope: Scope, axes: RowAxes): string {
  const parts = axes.shape.map((_, axis) => {
    const index = scope[axes.rowAxes.indexOf(axis)];
    return typeof index === 'number' ? String(index) : ':';
  });
  return `[${parts.join(', ')}]`;
}

/** A scope that fits the tensor: the one given, or all rows where it does not. */
export function fittingScope(scope: Scope, axes: RowAxes): Scope {
  const lengths = lengthsOf(axes);
  const fits =
    scope.length === lengths.length && scope.every((index, axis) => index === null || index < (lengths[axis] ?? 0));
  return fits ? scope : wholeScope(axes);
}
