import type { DTypeName } from '../core/dtype.js';
import type { LabelSmoothing } from '../core/target.js';
import type { Tensor } from '../core/tensor.js';

/** What the numbers of a tensor have to be for a conversion to mean something. */
export type ValuesTaken = 'logits' | 'probabilities' | 'log-probabilities' | 'any numbers';

/** What a conversion may be asked with; each one names those that it looks at. */
export interface ConversionOptions {
  /** T of z / T, finite and above 0. The default is 1. */
  readonly temperature?: number;
  /** The base of logarithms, above 1. The default is e. */
  readonly base?: number;
  /** The target class of every row. The default is the tensor's own targets. */
  readonly target?: number;
  readonly labelSmoothing?: LabelSmoothing;
  /** How many of the largest logits of a row, clipped to the classes. The default is 10. */
  readonly topK?: number;
  /** The float type of the result. The default is the tensor's own where that is one, else float64. */
  readonly dtype?: DTypeName;
}

/** One way to turn the values of a tensor into others, row by row along its class axis. */
export interface Conversion {
  readonly id: string;
  /** What it makes, as a person reads it in a list. */
  readonly title: string;
  readonly takes: ValuesTaken;
  readonly options: readonly (keyof ConversionOptions)[];
  /**
   * Throws a `UserError`: `bad-option` for an option, `not-numeric` for values that are none of those it takes, `empty`,
   * `too-large`.
   */
  apply(tensor: Tensor, options?: ConversionOptions): Converted;
}

export type Converted = ConvertedTensor | ConvertedTable;

/** A tensor of the same shape. */
export interface ConvertedTensor {
  readonly kind: 'tensor';
  readonly tensor: Tensor;
  /** Sentences on what a reader of the numbers should know. */
  readonly notes: readonly string[];
}

/** Columns of one length. */
export interface ConvertedTable {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly notes: readonly string[];
}

/** A column of numbers, exact in their type, or of names. */
export type TableColumn =
  | { readonly name: string; readonly dtype: DTypeName; readonly values: Float64Array }
  | { readonly name: string; readonly dtype: 'text'; readonly values: readonly string[] };
