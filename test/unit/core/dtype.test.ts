import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { decodeInto, type DTypeName, dtypes, isDTypeName } from '../../../src/core/dtype.js';
import { fixture, numberOf, type StoredNumber } from './expected.js';

// dtypes.py beside the file writes this shape.
const expected = fixture('dtypes.json') as {
  readonly patterns: Readonly<Record<'float16' | 'bfloat16', string>>;
  readonly samples: readonly {
    readonly dtype: DTypeName;
    readonly little: string;
    readonly big: string;
    readonly values: readonly StoredNumber[];
    readonly inexact: number;
  }[];
};

describe('decodeInto', () => {
  for (const dtype of ['float16', 'bfloat16'] as const) {
    it(`decodes all 65,536 patterns of ${dtype} as NumPy does`, () => {
      const words = Uint8Array.from({ length: 2 * 65536 }, (_, at) => (at % 2 === 0 ? at >> 1 : at >> 9));
      const values = new Float64Array(65536);
      decodeInto(dtype, words, true, values);
      const canonical = values.map((value) => (Number.isNaN(value) ? NaN : value));
      assert.equal(
        createHash('sha256').update(new Uint8Array(canonical.buffer)).digest('hex'),
        expected.patterns[dtype],
      );
    });
  }

  for (const { dtype, little, big, values, inexact } of expected.samples) {
    it(`decodes ${dtype} in both byte orders, at any alignment, as NumPy does`, () => {
      for (const [hex, littleEndian] of [[little, true] as const, [big, false] as const]) {
        for (let shift = 0; shift < 9; shift++) {
          const raw = Buffer.from(hex, 'hex');
          const bytes = new Uint8Array(raw.length + 9).subarray(shift, shift + raw.length);
          bytes.set(raw);
          const out = new Float64Array(values.length + 2).fill(-77);
          const rounded = decodeInto(dtype, bytes, littleEndian, out, 1);
          assert.deepEqual([...out], [-77, ...values.map(numberOf), -77]);
          assert.equal(rounded, inexact);
        }
      }
    });
  }

  it('covers every element type with its samples', () => {
    assert.deepEqual(expected.samples.map(({ dtype }) => dtype).sort(), Object.keys(dtypes).sort());
  });

  it('takes no bytes and writes nothing', () => {
    assert.equal(decodeInto('int64', new Uint8Array(0), true, new Float64Array(0)), 0);
  });

  it('treats a size that does not fit as a bug', () => {
    assert.throws(() => decodeInto('float32', new Uint8Array(7), true, new Float64Array(9)), RangeError);
    assert.throws(() => decodeInto('float32', new Uint8Array(8), true, new Float64Array(1)), RangeError);
    assert.throws(() => decodeInto('int64', new Uint8Array(8), true, new Float64Array(1), 1), RangeError);
  });
});

describe('dtypes', () => {
  it('names each type by its key', () => {
    for (const [name, dtype] of Object.entries(dtypes)) assert.equal(dtype.name, name);
  });

  it('tells a name of a type from any other text', () => {
    assert.equal(isDTypeName('bfloat16'), true);
    assert.equal(isDTypeName('toString'), false);
  });
});
