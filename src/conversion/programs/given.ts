import { type DTypeName, dtypes } from '../../core/dtype.js';
import { givenRows } from '../../core/givenTensor.js';
import { checkedRowTargets, ignoredTarget } from '../../core/rowTargets.js';
import { checkedClass, givenSmoothing } from '../../core/target.js';
import { checkedTemperature } from '../../core/temperature.js';
import { memoryTensor, type Tensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import type { ProgramOptions } from './program.js';

/** What a program is written of, checked. */
export interface Given {
  /** In a type that floats are computed from: integers are float64. */
  readonly logits: Tensor;
  /** Whether the type of the logits is too narrow to compute in: then that is done in float32. */
  readonly isNarrow: boolean;
  /** The axis of the classes, −1 for the last. */
  readonly axis: number;
  readonly classCount: number;
  readonly temperature: number;
  /** ε of label smoothing, 0 for none. */
  readonly smoothing: number;
}

/** Classes that rows should have had, as a tensor of the row axes in C order; some may be left out. */
export interface GivenTargets {
  readonly indices: Tensor;
  readonly someIgnored: boolean;
}

/** Throws a `UserError`: `empty`, `shape-mismatch`, `bad-option`. */
export function givenOf(tensor: Tensor, { temperature, labelSmoothing }: ProgramOptions): Given {
  const { shape, dtype, classAxis } = tensor;
  const { rowCount, classCount } = givenRows(tensor);
  if (rowCount === 0) throw new UserError('empty', 'The tensor has no rows: there is nothing to compute.');
  if (shape.length === 0) {
    throw new UserError('shape-mismatch', 'A scalar has no classes: give a row of logits, or rows.');
  }
  const smoothing = givenSmoothing(labelSmoothing, classCount);
  if (smoothing?.convention === 'classic') {
    throw new UserError('bad-option', 'Programs smooth labels in the convention of PyTorch alone: choose that one.');
  }
  return {
    logits: dtypes[dtype].kind === 'float' ? tensor : retyped(tensor, 'float64'),
    isNarrow: dtype === 'float16' || dtype === 'bfloat16',
    axis: classAxis === shape.length - 1 ? -1 : classAxis,
    classCount,
    temperature: checkedTemperature(temperature ?? 1),
    smoothing: smoothing?.epsilon ?? 0,
  };
}

/** Throws a `UserError` (`bad-option`) where there are none, or they fit the tensor not. */
export function givenTargets(tensor: Tensor, { target }: ProgramOptions, dtype: 'int32' | 'int64'): GivenTargets {
  const { rowCount, classCount, targets } = givenRows(tensor);
  const shape = tensor.shape.filter((_, axis) => axis !== tensor.classAxis);
  const values = classesOf(target, targets, rowCount, classCount);
  return { indices: memoryTensor({ shape, dtype, values }), someIgnored: values.includes(ignoredTarget) };
}

function classesOf(target: number | undefined, own: unknown, rowCount: number, classCount: number): Float64Array {
  if (target !== undefined) return new Float64Array(rowCount).fill(checkedClass(target, classCount));
  if (own !== undefined) return checkedRowTargets(own, rowCount, classCount);
  throw new UserError('bad-option', 'There is no target, and the tensor has none: choose a target class.');
}

/** A tensor in a type that holds all its values. */
export function retyped(tensor: Tensor, dtype: DTypeName): Tensor {
  const { shape, classAxis } = tensor;
  return memoryTensor({ shape, dtype, classAxis, values: tensor.toFloat64Array() });
}

/** The lines that divide logits by a temperature, and what the quotient is called; logits themselves at T = 1. */
export function scaledLogits({ temperature }: Given): { readonly lines: readonly string[]; readonly name: string } {
  if (temperature === 1) return { lines: [], name: 'logits' };
  return { lines: [`temperature = ${temperature}`, 'scaled = logits / temperature'], name: 'scaled' };
}
