import { type DTypeName, dtypes } from '../../core/dtype.js';
import { floatFormats } from '../../core/floatFormat.js';
import { UserError } from '../../core/userError.js';
import { countMisfits } from '../../formats/dtypeRange.js';

/**
 * Encodes float64 values as little-endian elements of a type: floats as the nearest, any NaN as the quiet one. Throws a `UserError`
 * (`unsupported-dtype`) where the type does not hold a value even roughly. `out` has the room of as many elements.
 */
export function encodeInto(dtype: DTypeName, values: Float64Array, out: Uint8Array): void {
  if (dtype !== 'float64' && countMisfits(values, dtype) > 0) throw misfit(dtype, values);
  const { bytes } = dtypes[dtype];
  const view = new DataView(out.buffer, out.byteOffset, bytes * values.length);
  const set = setters[dtype];
  values.forEach((value, index) => set(view, bytes * index, value));
}

const setters: Readonly<Record<DTypeName, (view: DataView, at: number, value: number) => void>> = {
  float16: (view, at, value) => view.setUint16(at, halfOf(value), true),
  bfloat16: (view, at, value) => view.setUint16(at, brainFloatOf(value), true),
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  int8: (view, at, value) => view.setInt8(at, value),
  int16: (view, at, value) => view.setInt16(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  int64: (view, at, value) => view.setBigInt64(at, atMost(2n ** 63n - 1n, value), true),
  uint8: (view, at, value) => view.setUint8(at, value),
  uint16: (view, at, value) => view.setUint16(at, value, true),
  uint32: (view, at, value) => view.setUint32(at, value, true),
  uint64: (view, at, value) => view.setBigUint64(at, atMost(2n ** 64n - 1n, value), true),
  bool: (view, at, value) => view.setUint8(at, value),
};

/** The largest integers were rounded up to a power of two when they became float64. */
function atMost(largest: bigint, value: number): bigint {
  const integer = BigInt(value);
  return integer > largest ? largest : integer;
}

const roundHalf = roundingOf('float16');
const roundBrainFloat = roundingOf('bfloat16');

function roundingOf(name: DTypeName): (value: number) => number {
  return floatFormats.find((format) => format.name === name)?.round ?? Math.fround;
}

/** The bits of the float32 that a value is. */
function singleBits(value: number): number {
  single.setFloat32(0, value);
  return single.getUint32(0);
}

const single = new DataView(new ArrayBuffer(4));

/** A sign, 5 bits of exponent (bias 15), 10 of mantissa: IEEE 754 binary16. */
function halfOf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(roundHalf(value));
  if (magnitude < 2 ** -14) return sign | (magnitude * 2 ** 24);
  if (magnitude === Infinity) return sign | 0x7c00;
  // Float32 has the same leading bits of the mantissa, and the bias 127.
  return sign | ((singleBits(magnitude) >>> 13) - ((127 - 15) << 10));
}

/** A bfloat16 is the upper half of a float32. */
function brainFloatOf(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  return sign | (singleBits(Math.abs(roundBrainFloat(value))) >>> 16);
}

function misfit(dtype: DTypeName, values: Float64Array): UserError {
  const value = values.find((candidate) => countMisfits(Float64Array.of(candidate), dtype) > 0);
  return new UserError(
    'unsupported-dtype',
    `The tensor is said to be of ${dtype}, which does not hold its ${value}: correct the type where the tensor comes from.`,
  );
}
