import { UserError, type UserErrorCode } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';

/**
 * A fault at a byte of a JSON text, before it is known on which line that is. It never leaves the JSON readers: they
 * turn it into a `UserError` by `userErrorOf`.
 */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  /** `what` and `advice` are sentences, `what` without its full stop: the place is put between the two. */
  constructor(
    readonly code: UserErrorCode,
    readonly offset: number,
    readonly what: string,
    readonly advice = '',
  ) {
    super(what);
  }
}

/** The refusal that says on which line of `source` the fault is; reads again what stands before it, up to 64 MiB. */
export async function userErrorOf(fault: JsonFault, source: ByteSource, signal?: AbortSignal): Promise<UserError> {
  const place = await placeOf(source, fault.offset, signal);
  return new UserError(fault.code, `${fault.what} (${place}).${fault.advice && ` ${fault.advice}`}`);
}

const maxCountedBytes = 64 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

async function placeOf(source: ByteSource, offset: number, signal?: AbortSignal): Promise<string> {
  if (offset > maxCountedBytes) return `byte ${offset}`;
  let line = 1;
  let column = 1;
  for (let start = 0; start < offset; start += pieceBytes) {
    const piece = await source.read(start, Math.min(pieceBytes, offset - start), signal);
    for (const byte of piece) {
      if (byte === 0x0a) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) {
        // A continuation byte of UTF-8 belongs to the character before it.
        column++;
      }
    }
  }
  return `line ${line}, column ${column}, byte ${offset}`;
}
