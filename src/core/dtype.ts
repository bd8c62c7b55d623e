/** The element types that can be inspected, by their NumPy and PyTorch names. */
export type DTypeName =
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool';

/** One element type: its name, the bytes that an element takes, and what its values are. */
export interface DType {
  readonly name: DTypeName;
  readonly bytes: 1 | 2 | 4 | 8;
  readonly kind: 'float' | 'integer' | 'boolean';
}

/** Every element type by its name. */
export const dtypes: Readonly<Record<DTypeName, DType>> = {
  float16: { name: 'float16', bytes: 2, kind: 'float' },
  bfloat16: { name: 'bfloat16', bytes: 2, kind: 'float' },
  float32: { name: 'float32', bytes: 4, kind: 'float' },
  float64: { name: 'float64', bytes: 8, kind: 'float' },
  int8: { name: 'int8', bytes: 1, kind: 'integer' },
  int16: { name: 'int16', bytes: 2, kind: 'integer' },
  int32: { name: 'int32', bytes: 4, kind: 'integer' },
  int64: { name: 'int64', bytes: 8, kind: 'integer' },
  uint8: { name: 'uint8', bytes: 1, kind: 'integer' },
  uint16: { name: 'uint16', bytes: 2, kind: 'integer' },
  uint32: { name: 'uint32', bytes: 4, kind: 'integer' },
  uint64: { name: 'uint64', bytes: 8, kind: 'integer' },
  bool: { name: 'bool', bytes: 1, kind: 'boolean' },
};

/** Whether `name` is one of the element types that can be inspected. */
export function isDTypeName(name: string): name is DTypeName {
  return Object.hasOwn(dtypes, name);
}

/**
 * Decodes every element of `bytes` (any alignment, either byte order) into `out`, from index `outStart` on, as
 * float64. Everything is exact but int64 and uint64, which go to the nearest float64; a bool is 1 for any byte
 * but 0. Answers how many integers were *not* exactly representable, 0 for all other types.
 * The caller has checked the sizes: a length that is no multiple of the element or an `out` that is too short is a
 * bug, and throws a `RangeError`.
 */
export function decodeInto(
  dtype: DTypeName,
  bytes: Uint8Array,
  littleEndian: boolean,
  out: Float64Array,
  outStart = 0,
): number {
  const width = dtypes[dtype].bytes;
  const count = bytes.length / width;
  if (!Number.isInteger(count) || outStart < 0 || outStart + count > out.length) {
    throw new RangeError(`${bytes.length} bytes of ${dtype} do not fit ${out.length} values from ${outStart}`);
  }
  const target = out.subarray(outStart, outStart + count);
  switch (dtype) {
    case 'int64':
    case 'uint64':
      return wideIntegersInto(target, bytes, littleEndian, dtype === 'int64');
    case 'float16':
      halvesInto(target, bytes, littleEndian);
      break;
    case 'bfloat16':
      brainFloatsInto(target, bytes, littleEndian);
      break;
    case 'bool':
      target.set(bytes.map((byte) => (byte === 0 ? 0 : 1)));
      break;
    default: {
      const native = inHostOrder(bytes, width, littleEndian);
      target.set(new nativeArrays[dtype](native.buffer, native.byteOffset, count));
    }
  }
  return 0;
}

type NativeArray = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => ArrayLike<number>;
type NativeName = Exclude<DTypeName, 'float16' | 'bfloat16' | 'int64' | 'uint64' | 'bool'>;

/** The types that the language itself converts: `set` is ten times as fast as a loop. */
const nativeArrays: Readonly<Record<NativeName, NativeArray>> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
};

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** `bytes` itself where a typed array can lie on it, else a copy that is aligned and in the host's byte order. */
function inHostOrder(bytes: Uint8Array, width: number, littleEndian: boolean): Uint8Array {
  const swaps = width > 1 && littleEndian !== hostIsLittleEndian;
  if (!swaps) return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const swapped = new Uint8Array(bytes.length);
  const last = width - 1;
  let at = 0;
  // A width is a power of two, so `at ^ last` is the mirrored place within the same element.
  for (const byte of bytes) swapped[at++ ^ last] = byte;
  return swapped;
}

/** A sign, 5 bits of exponent (bias 15), 10 of mantissa; every product of powers of two here is exact. */
function halvesInto(out: Float64Array, bytes: Uint8Array, littleEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < out.length; index++) {
    const word = view.getUint16(2 * index, littleEndian);
    const sign = word & 0x8000 ? -1 : 1;
    const exponent = (word >> 10) & 31;
    const mantissa = word & 1023;
    if (exponent === 0) out[index] = sign * mantissa * 2 ** -24;
    else if (exponent < 31) out[index] = sign * (1024 + mantissa) * (1 << exponent) * 2 ** -25;
    else out[index] = mantissa === 0 ? sign * Infinity : NaN;
  }
}

/** A bfloat16 is the upper half of a float32. */
function brainFloatsInto(out: Float64Array, bytes: Uint8Array, littleEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const float = new DataView(new ArrayBuffer(4));
  for (let index = 0; index < out.length; index++) {
    float.setUint32(0, view.getUint16(2 * index, littleEndian) << 16);
    out[index] = float.getFloat32(0);
  }
}

/** High and low word apart: both are exact, their sum is rounded once, and `low − (sum − high)` is what was lost. */
function wideIntegersInto(out: Float64Array, bytes: Uint8Array, littleEndian: boolean, signed: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const highAt = littleEndian ? 4 : 0;
  let inexact = 0;
  for (let index = 0; index < out.length; index++) {
    const offset = 8 * index + highAt;
    const high = (signed ? view.getInt32(offset, littleEndian) : view.getUint32(offset, littleEndian)) * 2 ** 32;
    const low = view.getUint32(8 * index + 4 - highAt, littleEndian);
    const value = high + low;
    if (value - high !== low) inexact++;
    out[index] = value;
  }
  return inexact;
}
