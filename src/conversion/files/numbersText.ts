import { dtypes } from '../../core/dtype.js';
import type { TensorSource } from '../../core/tensorSource.js';
import { elementText, type NumberSpelling } from './elementText.js';
import { chunkBytes, type WriteOptions } from './fileForm.js';
import { storedElements } from './storedElements.js';

/** What stands around numbers. */
export interface Spelling extends NumberSpelling {
  /** What stands between two numbers, by how many axes end between them: none within a row. */
  readonly between: readonly string[];
}

/** Longer texts are not put together: until they are encoded, every number in them takes many times its digits. */
const textLength = 32 * 1024;

/** The numbers of a tensor in C order as one text, in pieces; nothing where it has none. */
export async function* numbersText(
  source: TensorSource,
  spelling: Spelling,
  options: WriteOptions,
): AsyncGenerator<string> {
  const textsOf = elementText(source.dtype, spelling);
  const { bytes } = dtypes[source.dtype];
  const index = source.shape.map(() => 0);
  let isFirst = true;
  for await (const piece of storedElements(source, 'C', options)) {
    const textAt = textsOf(piece);
    let text = '';
    for (let at = 0; at < piece.length / bytes; at++) {
      const ended = isFirst ? undefined : step(index, source.shape);
      text += (ended === undefined ? '' : (spelling.between[ended] ?? '')) + textAt(at);
      isFirst = false;
      if (text.length < textLength) continue;
      yield text;
      options.signal?.throwIfAborted();
      text = '';
    }
    yield text;
  }
}

/** Steps to the next index in C order; answers how many axes began anew. */
function step(index: number[], shape: readonly number[]): number {
  for (let axis = index.length - 1; axis >= 0; axis--) {
    const next = (index[axis] ?? 0) + 1;
    if (next < (shape[axis] ?? 0)) {
      index[axis] = next;
      return index.length - 1 - axis;
    }
    index[axis] = 0;
  }
  return index.length;
}

/** Texts as UTF-8, in chunks of about 1 MiB. */
export async function* utf8Chunks(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const text of texts) {
    const piece = encoder.encode(text);
    pieces.push(piece);
    length += piece.length;
    if (length < chunkBytes) continue;
    yield joined(pieces, length);
    [pieces, length] = [[], 0];
  }
  if (length > 0) yield joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
