import type { DTypeName } from './dtype.js';
import type { RowSums } from './kernel/kernel.js';
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
  /**
   * Rows `[start, end)` along an axis, one after another as float64, for a source that can gather them where the elements
   * are; rows are numbered in C order over the other axes. Rejects as `read` does.
   */
  readRows?(classAxis: number, start: number, end: number, signal?: CancelSignal): Promise<Float64Array>;
  /**
   * What rows `[start, end)` along an axis add up to in float64, calculated where the elements are, for a source whose
   * elements are dear to move. `targets` has the class of each of these rows whose logit is wanted, or −1. Rejects as `read` does.
   */
  sumRows?(
    classAxis: number,
    start: number,
    end: number,
    targets: Int32Array,
    signal?: CancelSignal,
  ): Promise<readonly SummedRow[]>;
}

/** What is known of a row without having it. */
export interface SummedRow {
  readonly sums: RowSums;
  /** The logit of the class that was asked for; NaN where none was. */
  readonly targetLogit: number;
}

/** The part of an `AbortSignal` that a computation looks at. */
export interface CancelSignal {
  throwIfAborted(): void;
}
