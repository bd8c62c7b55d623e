import type { DTypeName } from './dtype.js';
import type { StoredFloats } from './storedFloats.js';

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
   * As `read`, in the type that the elements are stored in: nothing is converted. Undefined where that is none that can be
   * held so. Whoever takes it must not change it.
   */
  readStored?(start: number, end: number, signal?: CancelSignal): Promise<StoredFloats | undefined>;
  /**
   * Writes the elements from `start` on as they are stored, little-endian in `dtype`, to `out`: as many as it is long.
   * Only where they are stored so. Rejects as `read` does.
   */
  readStoredInto?(start: number, out: Uint8Array, signal?: CancelSignal): Promise<void>;
}

/** The part of an `AbortSignal` that a computation looks at. */
export interface CancelSignal {
  throwIfAborted(): void;
}
