import type { DTypeName } from '../../core/dtype.js';
import type { Tensor } from '../../core/tensor.js';
import type { Uncertainty } from '../format.js';
import type { NumberTally } from './numberTally.js';

/** Who printed a text, as far as its form tells; `literal` is written exactly, in whatever language. */
export type PrinterName =
  | 'literal'
  | 'pytorch'
  | 'libtorch'
  | 'numpy'
  | 'jax'
  | 'tensorflow'
  | 'mlx'
  | 'javascript'
  | 'debugger'
  | 'julia'
  | 'r'
  | 'octave'
  /** Columns of numbers of as many places each, as pandas and R write them, and columns of any numbers. */
  | 'aligned'
  | 'columns'
  | 'npy';

/** What a text said beside its numbers. */
export interface TextFacts {
  readonly printer: PrinterName;
  /** The name that stood before the value. */
  readonly name?: string;
  /** What the printer said about the tensor, by the printer's own words: `device`, `grad_fn`, `requires_grad`. */
  readonly stated: ReadonlyMap<string, string>;
  /** Only where the printer rounded. */
  readonly uncertainty?: Uncertainty;
}

/** A tensor that a text holds, and where: the range `[start, end)`. */
export interface TextReading {
  readonly tensor: Tensor;
  readonly facts: TextFacts;
  readonly start: number;
  readonly end: number;
}

/** What a reader of a family of printers found, before the values are those of a tensor. */
export interface FoundNumbers {
  readonly printer: PrinterName;
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly dtype?: DTypeName | undefined;
  readonly name?: string | undefined;
  readonly stated?: ReadonlyMap<string, string>;
  /** Whether the first axis varies fastest in `values`. */
  readonly fortranOrder?: boolean;
  readonly classNames?: readonly string[] | undefined;
  readonly tally: NumberTally;
  /** By how much a unit of scale that stood before the numbers multiplies them; the values are multiplied already. */
  readonly scale?: number;
}
