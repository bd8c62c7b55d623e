import { decodeInto, type DTypeName, dtypes } from '../../core/dtype.js';
import { elementAt } from '../../core/element.js';
import { numberWriter, type Specials } from '../forms/form.js';

/** The number at an index as text. */
export type ElementText = (index: number) => string;

/** How the numbers of a tensor are written. */
export interface NumberSpelling {
  readonly specials: Specials;
  /** What a reader takes numbers with a point for: of how many digits they have follows what it reads. */
  readonly floatsReadAs: 'float64' | 'own type';
}

/**
 * Texts of little-endian elements: the shortest digits that read back as the same number, floats with a point or an exponent;
 * every digit of an integer; 1 and 0 for true and false.
 */
export function elementText(dtype: DTypeName, spelling: NumberSpelling): (bytes: Uint8Array) => ElementText {
  if (dtype === 'int64' || dtype === 'uint64') return (bytes) => wideText(dtype, bytes);
  const write = numberWriter(typeRead(dtype, spelling), spelling.specials);
  return (bytes) => {
    const values = new Float64Array(bytes.length / dtypes[dtype].bytes);
    decodeInto(dtype, bytes, true, values);
    return (index) => write(elementAt(values, index));
  };
}

function wideText(dtype: 'int64' | 'uint64', bytes: Uint8Array): ElementText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === 'int64') return (index) => view.getBigInt64(8 * index, true).toString();
  return (index) => view.getBigUint64(8 * index, true).toString();
}

/** The type whose neighbours the digits of a number tell apart. */
function typeRead(dtype: DTypeName, { floatsReadAs }: NumberSpelling): DTypeName {
  return dtypes[dtype].kind === 'float' && floatsReadAs === 'float64' ? 'float64' : dtype;
}

/** The most characters that a number of the type takes. */
export function longestText(dtype: DTypeName, spelling: NumberSpelling): number {
  return lengths[typeRead(dtype, spelling)];
}

/**
 * Of floats those of the most digits behind a sign, a point and five zeros
 * (`-0.0000012345678901234567`), or of the largest that are written without an exponent (`-9999999000000000.0`).
 */
const lengths: Readonly<Record<DTypeName, number>> = {
  float16: 13,
  bfloat16: 19,
  float32: 19,
  float64: 25,
  int8: 4,
  int16: 6,
  int32: 11,
  int64: 20,
  uint8: 3,
  uint16: 5,
  uint32: 10,
  uint64: 20,
  bool: 1,
};
