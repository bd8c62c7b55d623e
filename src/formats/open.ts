import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import type { Format, OpenOptions, OpenedTensor } from './format.js';
import { jsonFormat } from './json.js';
import { npyFormat } from './npy.js';
import { unsupportedFormat } from './signatures.js';

export type { OpenOptions, OpenedTensor } from './format.js';

/** Every format, in the order in which they are tried. A new one is a file and a row here. */
const formats: readonly Format[] = [npyFormat, jsonFormat];

/** As many bytes are looked at to tell what the content is. */
const headBytes = 512;

/**
 * Opens the tensor in `source`. The content tells its format; `name`, a file's name or path, only breaks ties. A lazy
 * format reads no more than its header here. Rejects with a `UserError` whatever the content, or with the signal's
 * reason.
 */
export async function openTensor(source: ByteSource, name: string, options: OpenOptions = {}): Promise<OpenedTensor> {
  options.signal?.throwIfAborted();
  // A caller of the public API may not be checked by a compiler.
  const dtype: string | undefined = options.dtype;
  if (dtype !== undefined && dtype !== 'bfloat16') {
    throw new UserError('bad-option', 'A tensor can only be read as bfloat16.');
  }
  if (source.size === 0) throw new UserError('empty', 'The file is empty: it has no bytes. Check how it was written.');
  const head = await source.read(0, Math.min(headBytes, source.size), options.signal);
  const format = formats.find((candidate) => candidate.recognises(head, name));
  if (!format) throw unsupportedFormat(head, name);
  return format.open(source, name, options);
}
