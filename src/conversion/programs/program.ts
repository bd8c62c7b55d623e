import type { LabelSmoothing } from '../../core/target.js';
import type { Tensor } from '../../core/tensor.js';

/** What a program computes of each row of logits. */
export type QuantityId =
  'probabilities' | 'log-probabilities' | 'entropy' | 'log-sum-exp' | 'margin' | 'loss' | 'gradient';

/** What a program may be asked to compute with; each quantity names those that it looks at. */
export interface ProgramOptions {
  /** T of z / T, finite and above 0. The default is 1. */
  readonly temperature?: number;
  /** The target class of every row. The default is the tensor's own targets. */
  readonly target?: number;
  /** Only in PyTorch's convention. */
  readonly labelSmoothing?: LabelSmoothing;
}

/** A short Python program that holds a tensor of logits and computes a quantity of it, stably, in one library. */
export interface Program {
  readonly id: string;
  /** As it stands in a list. */
  readonly title: string;
  readonly quantity: QuantityId;
  readonly options: readonly (keyof ProgramOptions)[];
  /** VS Code's name of the language. */
  readonly languageId: string;
  /**
   * The program, with a line break at its end: it needs nothing but its library, leaves the quantity in a variable that is called
   * so, and prints it. It computes in float32, or in float64 for a tensor of float64 or integers. Throws a `UserError`: `empty`,
   * `shape-mismatch` for a scalar, `bad-option`, `too-large`.
   */
  write(tensor: Tensor, options?: ProgramOptions): string;
}
