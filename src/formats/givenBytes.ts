import { describe } from '../core/describe.js';
import { typedArrayKind, typedArrayLength, typedArrayMemory } from '../core/typedArray.js';
import { UserError } from '../core/userError.js';

/**
 * The bytes that a caller gives, as a plain view of them, which no subclass or property can make misbehave; a copy
 * where the memory is shared, since text in that cannot be decoded. Throws a `UserError` (`bad-option`) for all but a
 * `Uint8Array`.
 */
export function givenBytes(given: unknown): Uint8Array {
  if (!ArrayBuffer.isView(given) || typedArrayKind(given) !== 'Uint8Array') {
    throw new UserError('bad-option', `readTensor takes the bytes of a file as a Uint8Array, not ${describe(given)}.`);
  }
  const length = typedArrayLength(given);
  if (length === 0) return new Uint8Array(0);
  const { buffer, byteOffset } = typedArrayMemory(given);
  const view = new Uint8Array(buffer, byteOffset, length);
  return buffer instanceof ArrayBuffer ? view : new Uint8Array(view);
}
