import type { ByteSource } from '../formats/byteSource.js';

/** Where a tensor comes from; opened anew each time that its source may have changed. */
export interface TensorOrigin {
  /** `digits.npy` */
  readonly name: string;
  /** Where it is, for a person: a folder, `unsaved text`. */
  readonly place: string;
  open(signal: AbortSignal): Promise<OpenedOrigin>;
}

/** The bytes of a tensor and of the label files that belong to it. */
export interface OpenedOrigin {
  readonly source: ByteSource;
  readonly labelFiles: readonly LabelFile[];
  /** Changes whenever any of the bytes may have. */
  readonly version: string;
}

/** A file of class names or targets: picked by the user, or found beside the tensor. */
export interface LabelFile {
  readonly name: string;
  readonly isPicked: boolean;
  readonly source: ByteSource;
}
