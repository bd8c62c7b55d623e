import type { DTypeName } from '../../core/dtype.js';
import type { Tensor } from '../../core/tensor.js';
import { numberWriter, written } from './form.js';
import { nested } from './nested.js';

/** The spelling of `<math.h>` (C99 and C++11). */
const specials = { nan: 'NAN', infinity: 'INFINITY', negativeInfinity: '-INFINITY' };

interface CType {
  readonly name: string;
  readonly suffix: string;
}

/** The narrow floats are written as `float`, which holds all their values: with the digits that a float needs. */
const types: Readonly<Record<DTypeName, CType>> = {
  float16: { name: 'float', suffix: 'f' },
  bfloat16: { name: 'float', suffix: 'f' },
  float32: { name: 'float', suffix: 'f' },
  float64: { name: 'double', suffix: '' },
  int8: { name: 'int8_t', suffix: '' },
  int16: { name: 'int16_t', suffix: '' },
  int32: { name: 'int32_t', suffix: '' },
  int64: { name: 'int64_t', suffix: 'LL' },
  uint8: { name: 'uint8_t', suffix: '' },
  uint16: { name: 'uint16_t', suffix: '' },
  uint32: { name: 'uint32_t', suffix: 'U' },
  uint64: { name: 'uint64_t', suffix: 'ULL' },
  bool: { name: 'bool', suffix: '' },
};

/** `const float logits[2][3] = {…};`, for C99 and C++11. */
export function cArray(tensor: Tensor): string {
  const { dtype, shape } = tensor;
  const { name, suffix } = types[dtype];
  const writer = numberWriter(suffix === 'f' ? 'float32' : dtype, specials, { suffix });
  const isWhole = suffix !== '' && suffix !== 'f';
  const number =
    dtype === 'bool'
      ? (value: number) => String(value !== 0)
      : isWhole
        ? (value: number) => wholeLiteral(value, suffix)
        : writer;
  const list = nested(written(tensor), { open: '{', close: '}', number, trailingComma: true });
  return `const ${name} logits${shape.map((length) => `[${length}]`).join('')} = ${list};`;
}

/** The least integer of all has no literal of its own: −2^63 is 2^63, which is too large, with a sign. */
function wholeLiteral(value: number, suffix: string): string {
  return value === -(2 ** 63) ? 'INT64_MIN' : `${BigInt(value)}${suffix}`;
}
