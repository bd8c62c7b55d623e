import type { DTypeName } from '../../core/dtype.js';
import type { TensorSource } from '../../core/tensorSource.js';

/** NumPy's codes; as np.save writes them. bfloat16 has none: the type of ml_dtypes is two bytes without a type to it. */
const codes: Readonly<Record<DTypeName, string>> = {
  float16: '<f2',
  bfloat16: '<V2',
  float32: '<f4',
  float64: '<f8',
  int8: '|i1',
  int16: '<i2',
  int32: '<i4',
  int64: '<i8',
  uint8: '|u1',
  uint16: '<u2',
  uint32: '<u4',
  uint64: '<u8',
  bool: '|b1',
};

const alignment = 64;
/** Room for the longest length that there may be, so that whoever appends can write another in its place. */
const growthDigits = 21;

/**
 * The bytes of a .npy file before its elements, version 1.0, as numpy.lib.format writes them: the elements begin at a multiple of
 * 64 bytes.
 */
export function npyHeader({
  dtype,
  shape,
  fortranOrder,
}: Pick<TensorSource, 'dtype' | 'shape' | 'fortranOrder'>): Uint8Array {
  const lengths = shape.length === 1 ? `(${shape[0] ?? 0},)` : `(${shape.join(', ')})`;
  const order = fortranOrder ? 'True' : 'False';
  const dictionary = `{'descr': '${codes[dtype]}', 'fortran_order': ${order}, 'shape': ${lengths}, }`;
  const growing = shape.at(fortranOrder ? -1 : 0);
  const growth = growing === undefined ? 0 : growthDigits - String(growing).length;
  // The magic, the version and the length of the header take 10 bytes, its line break one.
  const unaligned = 10 + dictionary.length + growth + 1;
  const text = `${dictionary}${' '.repeat(growth + alignment - (unaligned % alignment))}\n`;
  return new Uint8Array([...magic, 1, 0, text.length & 255, text.length >> 8, ...new TextEncoder().encode(text)]);
}

/** 0x93 and “NUMPY”. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
