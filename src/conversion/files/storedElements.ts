import { elementCount } from '../../core/axes.js';
import { dtypes } from '../../core/dtype.js';
import type { TensorSource } from '../../core/tensorSource.js';
import { cOrderSlabs, type StoredReader } from './cOrder.js';
import { encodeInto } from './encode.js';
import { chunkBytes, type WriteOptions } from './fileForm.js';

/**
 * All elements of a source, little-endian in its type, in pieces of whole elements of about 1 MiB: in storage order, or in C order
 * whatever that is. Rejects as the source does.
 */
export async function* storedElements(
  source: TensorSource,
  order: 'storage' | 'C',
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  const { signal } = options;
  const { bytes } = dtypes[source.dtype];
  const total = elementCount(source.shape);
  const isReordered = order === 'C' && source.fortranOrder && source.shape.filter((length) => length > 1).length > 1;
  const read = storedReader(source);
  const pieces = isReordered ? reordered(source, read, signal) : inPieces(total, bytes, read, signal);
  let done = 0;
  for await (const piece of pieces) {
    yield piece;
    signal?.throwIfAborted();
    done += piece.length / bytes;
    options.onProgress?.(done, total);
  }
}

/** Bytes as they are stored are exact for integers that float64 does not hold. */
function storedReader(source: TensorSource): StoredReader {
  if (source.readStoredInto) return async (start, out, signal) => source.readStoredInto?.(start, out, signal);
  const { bytes } = dtypes[source.dtype];
  return async (start, out, signal) =>
    encodeInto(source.dtype, await source.read(start, start + out.length / bytes, signal), out);
}

async function* inPieces(
  total: number,
  bytes: number,
  read: StoredReader,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const most = chunkBytes / bytes;
  for (let start = 0; start < total; start += most) {
    signal?.throwIfAborted();
    const piece = new Uint8Array(Math.min(most, total - start) * bytes);
    await read(start, piece, signal);
    yield piece;
  }
}

async function* reordered(
  { shape, dtype }: TensorSource,
  read: StoredReader,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const slab of cOrderSlabs(shape, dtypes[dtype].bytes, read, signal)) {
    for (let start = 0; start < slab.length; start += chunkBytes) yield slab.subarray(start, start + chunkBytes);
  }
}
