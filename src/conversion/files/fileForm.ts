import type { TensorSource } from '../../core/tensorSource.js';

/** What a file is to hold: a tensor, and what is known of it. */
export interface FileContent {
  readonly source: TensorSource;
  /** The axis that the classes lie along, in `[0, shape.length)`. */
  readonly classAxis?: number;
  readonly classNames?: readonly string[];
  /** The class of each row, flattened in C order over the other axes. */
  readonly targets?: ArrayLike<number>;
}

export interface WriteOptions {
  /** Ends the writing: what is iterated then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told after each piece how many elements were written. */
  onProgress?(doneElements: number, totalElements: number): void;
}

/** A format of files that a tensor of any size can be written in. */
export interface FileForm {
  readonly id: string;
  /** As it stands in a list. */
  readonly title: string;
  /** The ending of a file's name, without the dot. */
  readonly extension: string;
  /** Sentences on what a reader of the file should know, or will not find in it. */
  notes(content: FileContent): readonly string[];
  /** The file has no more bytes than this. */
  mostBytes(content: FileContent): number;
  /**
   * The bytes of the file, in chunks of about 1 MiB. Nothing is read before the first is asked for, and nothing ahead; memory is
   * taken for a few pieces, however large the tensor is. Throws a `UserError` (`shape-mismatch`) at once for a shape that the
   * format has no way to write. The iteration rejects as the source does, and with `unsupported-dtype` where the source has numbers
   * that are none of its own type.
   */
  write(content: FileContent, options?: WriteOptions): AsyncIterable<Uint8Array>;
}

/** About as many bytes, or characters, are written at a time. */
export const chunkBytes = 1024 * 1024;
