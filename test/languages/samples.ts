import type { DTypeName } from '../../src/core/dtype.js';
import { memoryTensor, type Tensor } from '../../src/core/tensor.js';

/** Little-endian bytes of numbers of a type, and these numbers: as Node reads them, or as the bits say. */
export interface Sample {
  readonly tensor: Tensor;
  readonly bytes: Uint8Array;
}

/** A tensor of a type with every kind of number that it has: special, subnormal, extreme, and bits by chance. */
export function sampleOf(dtype: DTypeName, shape: readonly number[]): Sample {
  const count = shape.reduce((product, length) => product * length, 1);
  const sample = makers[dtype](count);
  return { tensor: memoryTensor({ shape, dtype, values: sample.values }), bytes: sample.bytes };
}

interface Made {
  readonly values: Float64Array;
  readonly bytes: Uint8Array;
}

type Integers = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

const makers: Readonly<Record<DTypeName, (count: number) => Made>> = {
  float64: (count) => ofFloat64(count),
  float32: (count) => ofFloat32(count, () => Math.trunc(random() * 2 ** 32)),
  bfloat16: (count) => ofBfloat16(count),
  float16: (count) => ofFloat16(count),
  int8: (count) => ofIntegers(new Int8Array(count), -128, 127),
  int16: (count) => ofIntegers(new Int16Array(count), -(2 ** 15), 2 ** 15 - 1),
  int32: (count) => ofIntegers(new Int32Array(count), -(2 ** 31), 2 ** 31 - 1),
  uint8: (count) => ofIntegers(new Uint8Array(count), 0, 255),
  uint16: (count) => ofIntegers(new Uint16Array(count), 0, 2 ** 16 - 1),
  uint32: (count) => ofIntegers(new Uint32Array(count), 0, 2 ** 32 - 1),
  int64: (count) => ofWide(new BigInt64Array(count), [-(2n ** 63n), -1n, 0n, 2n ** 53n]),
  uint64: (count) => ofWide(new BigUint64Array(count), [0n, 2n ** 53n, 2n ** 63n]),
  bool: (count) => ofIntegers(new Uint8Array(count), 0, 1),
};

let state = 1;

/** Marsaglia's xorshift: the same numbers in every run. */
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function ofFloat64(count: number): Made {
  const bits = new BigUint64Array(count);
  for (let index = 0; index < count; index++) {
    bits[index] = (BigInt(Math.trunc(random() * 2 ** 32)) << 32n) | BigInt(Math.trunc(random() * 2 ** 32));
  }
  const values = new Float64Array(bits.buffer);
  values.set([0, -0, 1, 0.1, Infinity, -Infinity, NaN, 5e-324, Number.MAX_VALUE, 2 ** -1022].slice(0, count));
  return { values: canonical(values), bytes: bytesOf(values) };
}

function ofFloat32(count: number, bitsOf: () => number): Made {
  const bits = Uint32Array.from({ length: count }, bitsOf);
  const values = new Float32Array(bits.buffer);
  values.set([0, -0, 1, 0.1, Infinity, -Infinity, NaN, 1e-45, 3.4028234663852886e38, 2 ** -126].slice(0, count));
  canonical(values);
  return { values: Float64Array.from(values), bytes: bytesOf(values) };
}

/** The upper half of a float32. */
function ofBfloat16(count: number): Made {
  const wide = ofFloat32(count, () => Math.trunc(random() * 2 ** 16) * 2 ** 16);
  const singles = new Uint32Array(wide.bytes.buffer);
  const halves = Uint16Array.from(singles, (bits) => bits >>> 16);
  const values = new Float32Array(Uint32Array.from(halves, (half) => half * 2 ** 16).buffer);
  return { values: Float64Array.from(values), bytes: bytesOf(halves) };
}

/** By the definition of IEEE 754 of binary16. */
function ofFloat16(count: number): Made {
  const special = [0, 0x8000, 0x3c00, 0x7c00, 0xfc00, 0x7e00, 1, 0x7bff, 0x0400];
  const halves = Uint16Array.from({ length: count }, (_, index) => special[index] ?? Math.trunc(random() * 2 ** 16));
  halves.forEach((half, index) => {
    if ((half & 0x7fff) > 0x7c00) halves[index] = 0x7e00;
  });
  const values = Float64Array.from(halves, (half) => {
    const [sign, exponent, mantissa] = [half >> 15 ? -1 : 1, (half >> 10) & 31, half & 1023];
    if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
    return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
  return { values, bytes: bytesOf(halves) };
}

function ofIntegers(values: Integers, least: number, most: number): Made {
  values.forEach((_, index) => {
    values[index] = [least, most][index] ?? least + Math.trunc(random() * (most - least + 1));
  });
  return { values: Float64Array.from(values), bytes: bytesOf(values) };
}

/** Integers that float64 holds, of 53 bits and of more with zeros behind. */
function ofWide(values: BigInt64Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>, special: readonly bigint[]): Made {
  values.forEach((_, index) => {
    values[index] = special[index] ?? BigInt(Math.trunc(random() * 2 ** 32)) << BigInt(Math.trunc(random() * 30));
  });
  return { values: Float64Array.from(values, Number), bytes: bytesOf(values) };
}

/** One NaN of the many: which one it is, no text says. */
function canonical<T extends Float32Array | Float64Array>(values: T): T {
  values.forEach((value, index) => {
    if (Number.isNaN(value)) values[index] = NaN;
  });
  return values;
}
