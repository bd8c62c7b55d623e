import type { Notice } from '../core/notice.js';
import type { TensorSource } from '../core/tensorSource.js';
import type { ByteSource } from './byteSource.js';

/** How to open a tensor. */
export interface OpenOptions {
  /**
   * Reads the two-byte void type, as which np.save writes bfloat16, as bfloat16; `bad-option` for any other content.
   */
  readonly dtype?: 'bfloat16';
  /**
   * The axis of the classes, whatever the file says: what it says is then not looked at. An integer, which may turn out
   * not to be an axis of the tensor.
   */
  readonly classAxis?: number;
  /** Ends the opening; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told now and then how many bytes of the source were read; only for formats that are read whole. */
  onProgress?(doneBytes: number, totalBytes: number): void;
}

/** A tensor that a reader found, and what stood beside it in the file. */
export interface OpenedTensor {
  /** `npy`, `json`; of a value in a program, its class: `torch.Tensor`. */
  readonly format: string;
  readonly tensor: TensorSource;
  /** Whether the elements lie in another process, so that to move them costs more than to compute with them. */
  readonly isRemote?: boolean;
  /** Where the elements lie, if not in a machine's ordinary memory: `cuda:0`. */
  readonly device?: string;
  /** The type of the elements where they lie, where it is none of ours and `tensor` holds what it was converted to. */
  readonly originalDtype?: string;
  /** The axis of the classes that the file names, in `[0, shape.length)`. */
  readonly classAxis?: number;
  /** Class indices that stood in the file, flattened in C order. */
  readonly targets?: Float64Array;
  readonly classNames?: readonly string[];
  /** Only where whoever printed the values rounded them. */
  readonly uncertainty?: Uncertainty;
  /**
   * What is to be said about the data. It is answered anew at each look: a tensor that is read lazily adds
   * `inexact-integers` once a read met an int64 or uint64 that float64 cannot hold.
   */
  readonly notices: readonly Notice[];
}

/** What was opened, with another tensor in place of its own; its notices are still asked for at each look. */
export function withTensor(opened: OpenedTensor, tensor: TensorSource): OpenedTensor {
  return Object.defineProperty({ ...opened, tensor }, 'notices', { get: () => opened.notices, enumerable: true });
}

/**
 * How far the exact values may lie from those printed: by at most `absolute`, or `relative` times their magnitude,
 * whichever is larger. Half a unit in the last place that was printed.
 */
export interface Uncertainty {
  readonly absolute: number;
  readonly relative: number;
}

/** A row in the table of formats. */
export interface Format {
  readonly name: string;
  /** Whether the first bytes of the data (up to 512) are of this format; `name` may only break a tie. */
  recognises(head: Uint8Array, name: string): boolean;
  open(source: ByteSource, name: string, options: OpenOptions): Promise<OpenedTensor>;
}
