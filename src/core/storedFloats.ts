import { decodeInto, dtypes, type DTypeName } from './dtype.js';
import { float64Storage } from './float64Storage.js';
import { UserError } from './userError.js';

/**
 * Numbers in memory in the type that they are stored in and the host's byte order: the two-byte floats as their bits,
 * and int32 what a text has of integers.
 */
export type StoredFloats =
  | { readonly dtype: 'float32'; readonly values: Float32Array }
  | { readonly dtype: 'float64'; readonly values: Float64Array }
  | { readonly dtype: 'int32'; readonly values: Int32Array }
  | { readonly dtype: 'float16' | 'bfloat16'; readonly values: Uint16Array };

/** Float64 numbers as stored ones. */
export function storedFloat64(values: Float64Array): StoredFloats {
  return { dtype: 'float64', values };
}

/** A copy of float64 numbers that came from a type, in half the room where float32 holds every value of that. */
export function storedCompactly(dtype: DTypeName, values: Float64Array): StoredFloats {
  const { kind, bytes } = dtypes[dtype];
  const fits = bytes <= (kind === 'float' ? 4 : 2);
  return fits ? { dtype: 'float32', values: Float32Array.from(values) } : storedFloat64(values.slice());
}

/**
 * A copy of little-endian bytes as stored numbers, as long as the type holds floats; undefined for others. The caller
 * has checked that there are no bytes left over. Throws a `UserError` (`too-large`) where memory does not hold them.
 */
export function storedFloats(dtype: DTypeName, bytes: Uint8Array): StoredFloats | undefined {
  if (!hostIsLittleEndian) return undefined;
  switch (dtype) {
    case 'float32':
      return { dtype, values: new Float32Array(copyOf(bytes)) };
    case 'float64':
      return { dtype, values: new Float64Array(copyOf(bytes)) };
    case 'float16':
    case 'bfloat16':
      return { dtype, values: new Uint16Array(copyOf(bytes)) };
    default:
      return undefined;
  }
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  try {
    return new Uint8Array(bytes).buffer;
  } catch {
    throw new UserError('too-large', `${bytes.length} bytes do not fit into memory at once: give a smaller part.`);
  }
}

/** The numbers `[start, end)` as float64, exactly; a copy. */
export function decoded({ dtype, values }: StoredFloats, start = 0, end = values.length): Float64Array {
  const part = values.subarray(start, end);
  const out = float64Storage(part.length);
  if (isOwnArray(dtype)) out.set(part);
  else decodeInto(dtype, new Uint8Array(part.buffer, part.byteOffset, part.byteLength), hostIsLittleEndian, out);
  return out;
}

/** `count` of the numbers as float64, the first at `start` and each `step` after the one before. */
export function decodedEvery(step: number, stored: StoredFloats, start: number, count: number): Float64Array {
  if (step === 1) return decoded(stored, start, start + count);
  const { dtype, values } = stored;
  const out = isOwnArray(dtype) ? float64Storage(count) : new Uint16Array(count);
  for (let at = 0; at < count; at++) out[at] = values[start + at * step] ?? NaN;
  return out instanceof Uint16Array ? decoded({ dtype: dtype === 'float16' ? dtype : 'bfloat16', values: out }) : out;
}

/** Whether JavaScript has an array of the type, rather than of its bits. */
function isOwnArray(dtype: StoredFloats['dtype']): boolean {
  return dtype !== 'float16' && dtype !== 'bfloat16';
}

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
