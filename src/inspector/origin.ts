import type { ByteSource } from '../formats/byteSource.js';
import type { OpenedTensor, OpenOptions } from '../formats/format.js';
import { openTensor } from '../formats/open.js';
import type { ReadStop } from './stops.js';
import type { ValuesGuess } from './valuesKind.js';

/** Where a tensor comes from; opened anew each time that its source may have changed. */
export interface TensorOrigin {
  /** `digits.npy` */
  readonly name: string;
  /** Where it is, for a person: a folder, `unsaved text`. */
  readonly place: string;
  /** `stop` is one of those that are remembered, null the newest; what is never read again has no use for it. */
  open(signal: AbortSignal, stop: number | null): Promise<OpenedOrigin>;
}

/** A tensor that can be read, and the label files that belong to it. */
export interface OpenedOrigin {
  /** How large the tensor is where it lies, in bytes. */
  readonly sizeBytes: number;
  readonly labelFiles: readonly LabelFile[];
  /** Changes whenever any of the values may have. */
  readonly version: string;
  /** The stop of the program that it was found at. */
  readonly stop?: ReadStop;
  /** What its values were taken for at other stops, by `guessKey`; what is guessed now is added. */
  readonly guesses?: Map<string, ValuesGuess>;
  /** Reads what the tensor is, and as much of it as its format needs. */
  openTensor(options: OpenOptions): Promise<OpenedTensor>;
}

/** The origin that lies in the bytes of a file, or of a text, of that name. */
export function bytesOrigin(
  name: string,
  source: ByteSource,
  labelFiles: readonly LabelFile[],
  version: string,
): OpenedOrigin {
  return {
    sizeBytes: source.size,
    labelFiles,
    version,
    openTensor: (options) => openTensor(source, name, options),
  };
}

/** A file of class names or targets: picked by the user, or found beside the tensor. */
export interface LabelFile {
  readonly name: string;
  readonly isPicked: boolean;
  readonly source: ByteSource;
}
