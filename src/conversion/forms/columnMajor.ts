import { type DTypeName, dtypes } from '../../core/dtype.js';
import { elementAt } from '../../core/element.js';
import type { Tensor } from '../../core/tensor.js';
import { numberWriter, type Specials, type Written, written } from './form.js';
import { filled } from './nested.js';

/** Languages whose first axis varies fastest, and that spell infinity so. */
const specials: Specials = { nan: 'NaN', infinity: 'Inf', negativeInfinity: '-Inf' };
const width = 96;

const matlabClasses: Readonly<Record<DTypeName, string>> = {
  ...identity(),
  float16: 'half',
  bfloat16: 'single',
  float32: 'single',
  float64: '',
  bool: 'logical',
};

/** `single([1 2; 3 4])`; more than two axes by `reshape`. MATLAB has half with a toolbox, and no bfloat16: that is single. */
export function matlabMatrix(tensor: Tensor): string {
  const given = written(tensor);
  const { shape, dtype } = given;
  const number = numberWriter(typeWritten(dtype), specials, { point: false });
  const continued = (items: readonly string[]): string => filled(items, width, ' ').join(' ...\n    ');
  const list =
    shape.length > 2
      ? `reshape([${continued(columnMajor(given).map(number))}], [${shape.join(' ')}])`
      : `[${rowsOf(given, number).map(continued).join('; ...\n    ')}]`;
  const type = matlabClasses[dtype];
  return type === '' ? list : `${type}(${list})`;
}

/** bfloat16 becomes float32 there, which has the very same numbers only with the digits that it needs. */
function typeWritten(dtype: DTypeName): DTypeName {
  return dtype === 'bfloat16' ? 'float32' : dtype;
}

const juliaTypes: Readonly<Record<DTypeName, string>> = {
  float16: 'Float16',
  bfloat16: 'Float32',
  float32: 'Float32',
  float64: 'Float64',
  int8: 'Int8',
  int16: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  uint8: 'UInt8',
  uint16: 'UInt16',
  uint32: 'UInt32',
  uint64: 'UInt64',
  bool: 'Bool',
};

/** `Float32[1.0 2.0; 3.0 4.0]`; more than two axes by `reshape`. bfloat16 is of a package: it is Float32. */
export function juliaArray(tensor: Tensor): string {
  const given = written(tensor);
  const { shape, dtype } = given;
  const number = dtype === 'bool' ? (value: number) => String(value !== 0) : numberWriter(typeWritten(dtype), specials);
  const type = juliaTypes[dtype];
  const list = (items: readonly string[]): string => `${type}[${filled(items, width).join(',\n    ')}]`;
  if (shape.length === 0) return `${type}(${number(elementAt(given.values, 0))})`;
  if (shape.length === 1) return list(Array.from(given.values, number));
  if (shape.length > 2) return `reshape(${list(columnMajor(given).map(number))}, ${shape.join(', ')})`;
  if (given.values.length === 0) return `zeros(${type}, ${shape.join(', ')})`;
  const rows = rowsOf(given, number).map((row) => row.join(' '));
  const isShort = rows.join('; ').length <= width;
  return `${type}[${rows.join(isShort ? '; ' : '\n    ')}]`;
}

/** `c(1, 2)`, `matrix(c(…), nrow = 2, byrow = TRUE)`, `array(c(…), dim = c(2, 3, 4))`. R computes in float64. */
export function rArray(tensor: Tensor): string {
  const given = written(tensor);
  const { shape, dtype } = given;
  const number = rNumber(dtype);
  const list = (items: readonly string[]): string => `c(${filled(items, width).join(',\n  ')})`;
  if (shape.length < 2) return list(Array.from(given.values, number));
  if (shape.length > 2) return `array(${list(columnMajor(given).map(number))}, dim = c(${shape.join(', ')}))`;
  const [rows = 0, columns = 0] = shape;
  return `matrix(${list(Array.from(given.values, number))}, nrow = ${rows}, ncol = ${columns}, byrow = TRUE)`;
}

/** R's integers have 32 bits; wider ones are numbers. */
function rNumber(dtype: DTypeName): (value: number) => string {
  if (dtype === 'bool') return (value) => (value === 0 ? 'FALSE' : 'TRUE');
  const { kind, bytes } = dtypes[dtype];
  const isInteger = kind === 'integer' && bytes <= 4 && dtype !== 'uint32';
  const number = numberWriter(dtype, specials, { point: false });
  // The least of them stands for NA there.
  return (value) => (isInteger && value !== -(2 ** 31) ? `${number(value)}L` : number(value));
}

function rowsOf({ shape, values }: Written, number: (value: number) => string): string[][] {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length === 2 ? (shape[0] ?? 0) : 1;
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns), number),
  );
}

/** The values with the first axis varying fastest. */
function columnMajor({ shape, values }: Written): number[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  return Array.from(values, (_, place) => {
    let left = place;
    let offset = 0;
    shape.forEach((length, axis) => {
      offset += (left % length) * (strides[axis] ?? 0);
      left = Math.floor(left / length);
    });
    return elementAt(values, offset);
  });
}

function identity(): Record<DTypeName, string> {
  return Object.fromEntries(Object.keys(dtypes).map((name) => [name, name])) as Record<DTypeName, string>;
}
