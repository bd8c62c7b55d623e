import { elementCount } from '../../core/axes.js';
import { dtypes } from '../../core/dtype.js';
import type { FileContent, FileForm, WriteOptions } from './fileForm.js';
import { npyHeader } from './npyHeader.js';
import { storedElements } from './storedElements.js';
import { leftOutNote, wideIntegersNote } from './notes.js';

/** The .npy of NumPy: every type at its full precision, in the order in which the source has it. */
export const npyFile = {
  id: 'npy',
  title: 'NumPy file (.npy)',
  extension: 'npy',
  notes: (content) => [
    ...(content.source.dtype === 'bfloat16' ? [bfloat16Note] : []),
    ...wideIntegersNote(content.source),
    ...leftOutNote('A .npy file', content),
  ],
  mostBytes: ({ source }) => npyHeader(source).length + elementCount(source.shape) * dtypes[source.dtype].bytes,
  write: ({ source }, options = {}) => npyBytes(source, options),
} as const satisfies FileForm;

const bfloat16Note =
  'NumPy has no bfloat16: as np.save does, the file states two bytes without a type (V2). View them as ml_dtypes.bfloat16, or open the file here as bfloat16.';

async function* npyBytes(source: FileContent['source'], options: WriteOptions): AsyncGenerator<Uint8Array> {
  options.signal?.throwIfAborted();
  yield npyHeader(source);
  yield* storedElements(source, 'storage', options);
}
