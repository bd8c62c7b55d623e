import type { DTypeName } from '../../core/dtype.js';
import type { Tensor } from '../../core/tensor.js';
import { numberWriter, type Specials, written } from './form.js';
import { nested } from './nested.js';

const specials: Specials = { nan: 'NaN', infinity: 'Infinity', negativeInfinity: '-Infinity' };

/** The typed array of a type; bfloat16 has none, and float32 holds all its values: with the digits that it needs. */
const arrays: Readonly<Record<DTypeName, string>> = {
  float16: 'Float16Array',
  bfloat16: 'Float32Array',
  float32: 'Float32Array',
  float64: 'Float64Array',
  int8: 'Int8Array',
  int16: 'Int16Array',
  int32: 'Int32Array',
  int64: 'BigInt64Array',
  uint8: 'Uint8Array',
  uint16: 'Uint16Array',
  uint32: 'Uint32Array',
  uint64: 'BigUint64Array',
  bool: 'Uint8Array',
};

/** `new Float32Array([…])`, the shape of more axes than one in a comment. */
export function typedArray(tensor: Tensor): string {
  const { shape, dtype, values } = written(tensor);
  const suffix = dtype === 'int64' || dtype === 'uint64' ? 'n' : '';
  const plain = numberWriter(dtype === 'bfloat16' ? 'float32' : dtype, specials, { point: false });
  const number = (value: number): string => plain(value) + suffix;
  const flat = { shape: [values.length], dtype, values };
  const list = nested(flat, { open: '[', close: ']', number, trailingComma: true, indent: '  ' });
  const facts = [
    ...(shape.length === 1 ? [] : [`shape [${shape.join(', ')}]`]),
    ...(dtype === 'bfloat16' ? [dtype] : []),
  ];
  return `new ${arrays[dtype]}(${list})${facts.length > 0 ? ` /* ${facts.join(', ')} */` : ''}`;
}

/** JSON as Python's own module writes it: what is not finite is `NaN`, `Infinity` and `-Infinity`, and not `null`. */
export function jsonArray(tensor: Tensor): string {
  const { dtype } = tensor;
  const number = dtype === 'bool' ? (value: number) => String(value !== 0) : numberWriter(dtype, specials);
  return nested(written(tensor), { open: '[', close: ']', number, trailingComma: false, indent: '  ' });
}
