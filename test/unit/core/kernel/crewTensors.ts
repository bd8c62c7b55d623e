import type { StoredDType } from '../../../../src/core/kernel/crewPlan.js';

/** Rows with ties, masks, NaN, infinities and logits of all magnitudes, as stored, little-endian; the same at each call. */
export function storedRows(dtype: StoredDType, rows: number, classCount: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const values = new Float64Array(rows * classCount);
  for (let row = 0; row < rows; row++) {
    const kind = kinds[row % kinds.length] ?? 'plain';
    const scale = kind === 'huge' ? 3e6 : kind === 'far' ? 2e3 : 8;
    const logits = values.subarray(row * classCount, (row + 1) * classCount);
    for (let at = 0; at < classCount; at++) logits[at] = (random() * 2 - 1) * scale;
    const some = Math.floor(random() * classCount);
    if (kind === 'tie') logits.fill(9, some, some + 3);
    if (kind === 'masked') logits.forEach((_, at) => at !== some && random() < 0.5 && (logits[at] = -Infinity));
    if (kind === 'finite mask') logits.forEach((_, at) => at !== some && random() < 0.5 && (logits[at] = -1e4));
    if (kind === 'one hot') logits[some] = 60;
    if (kind === 'NaN') logits[some] = NaN;
    if (kind === '+inf') logits[some] = Infinity;
    if (kind === 'all masked') logits.fill(-Infinity);
    if (kind === 'only one') logits.fill(-Infinity).fill(2, some, some + 1);
    if (kind === 'zeros') logits.fill(0).fill(-0, 0, some);
  }
  return storedAs[dtype](values);
}

const kinds = [
  'plain',
  'tie',
  'masked',
  'far',
  'NaN',
  'one hot',
  'huge',
  '+inf',
  'finite mask',
  'all masked',
  'only one',
  'zeros',
] as const;

const storedAs: Readonly<Record<StoredDType, (values: Float64Array) => Uint8Array<ArrayBuffer>>> = {
  float64: (values) => new Uint8Array(values.slice().buffer),
  float32: (values) => new Uint8Array(Float32Array.from(values).buffer),
  bfloat16: (values) => new Uint8Array(upperHalves(values, 0).buffer),
  // Halves that are not the nearest will do: exponent and mantissa of the float32, cut off.
  float16: (values) => new Uint8Array(upperHalves(values.map(toHalfRange), 1).buffer),
};

/** A value within what a half can hold, scaled so that its bits stand where `upperHalves` looks for them. */
function toHalfRange(value: number): number {
  return Number.isFinite(value) ? Math.max(-65000, Math.min(65000, value)) : value;
}

function upperHalves(values: Float64Array, half: 0 | 1): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  return Uint16Array.from(words, (word) => (half === 0 ? word >>> 16 : halfOf(word)));
}

/** The float16 bits of a float32, cut off; smaller ones than 2^−14 become 0. */
function halfOf(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 255) - 112;
  const mantissa = (word >>> 13) & 1023;
  if (exponent >= 31) return sign | 0x7c00 | ((word & 0x7fffff) === 0 ? 0 : 512);
  return exponent <= 0 ? sign : sign | (exponent << 10) | mantissa;
}

/** A .npy file of version 1.0 that holds them. */
export function npyOf(dtype: StoredDType, rows: number, classCount: number, stored: Uint8Array): Uint8Array {
  const codes = { float16: '<f2', bfloat16: '<V2', float32: '<f4', float64: '<f8' } as const;
  const dictionary = `{'descr': '${codes[dtype]}', 'fortran_order': False, 'shape': (${rows}, ${classCount}), }`;
  const head = Buffer.alloc(128, ' ');
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(118, 8);
  head.write(dictionary, 10);
  head.write('\n', 127);
  return new Uint8Array(Buffer.concat([head, stored]));
}
