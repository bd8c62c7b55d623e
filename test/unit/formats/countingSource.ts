import type { ByteSource } from '../../../src/formats/byteSource.js';

/** A source that counts what is read of it. */
export class CountingSource implements ByteSource {
  readonly size: number;
  readonly reads: { readonly offset: number; readonly length: number }[] = [];

  constructor(private readonly source: ByteSource) {
    this.size = source.size;
  }

  get bytesRead(): number {
    return this.reads.reduce((total, { length }) => total + length, 0);
  }

  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    this.reads.push({ offset, length });
    return this.source.read(offset, length, signal);
  }
}

/** A source of `size` bytes of which only `head` exists; each other byte is made from its offset. */
export function virtualSource(size: number, head: Uint8Array, byteAt: (offset: number) => number): ByteSource {
  return {
    size,
    read(offset, length) {
      return Promise.resolve(Uint8Array.from({ length }, (_, index) => head[offset + index] ?? byteAt(offset + index)));
    },
  };
}
