import type { DTypeName } from './dtype.js';

/**
 * A tensor whose elements are read when they are asked for: a file, a debuggee's memory, an array.
 * `read` answers the elements `[start, end)` in *storage* order (C order, or Fortran order where
 * `fortranOrder` is true) as float64; integers above 2^53 are rounded to the nearest float64.
 * It rejects with a `UserError` where the data turn out to be broken or to have changed, and with the
 * signal's reason when cancelled.
 */
export interface TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder: boolean;
  read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array>;
  /**
   * All elements in storage order, where they are in memory as one array: not a copy, so that whoever takes it must not
   * change it.
   */
  inMemory?(): Float64Array | undefined;
}

/** The part of an `AbortSignal` that a computation looks at. */
export interface CancelSignal {
  throwIfAborted(): void;
}
