import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';

/** A byte source over bytes in memory; what it answers are views of `bytes`, not copies. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length, signal) {
      signal?.throwIfAborted();
      if (offset + length > bytes.length) {
        throw new UserError(
          'truncated',
          `The data end at byte ${bytes.length}, but bytes ${offset} to ${offset + length} were asked for.`,
        );
      }
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}
