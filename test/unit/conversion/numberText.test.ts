import assert from 'node:assert/strict';
import { numberText } from '../../../src/conversion/numberText.js';

/** The 7,936 finite positive numbers of bfloat16 whose exponent is one of every eighth, as the upper half of a float32. */
function* bfloat16(): Generator<number> {
  const bits = new Uint32Array(1);
  const single = new Float32Array(bits.buffer);
  for (let half = 1; half < 0x7f80; half++) {
    if (((half >> 7) & 7) > 1) continue;
    bits[0] = half * 2 ** 16;
    yield single[0] ?? 0;
  }
}

/** The value that a decimal rounds to, by comparing its distances to three neighbours. */
function roundsTo(text: string, value: number): boolean {
  const bits = new Uint32Array(1);
  const single = new Float32Array(bits.buffer);
  single[0] = value;
  const half = (bits[0] ?? 0) / 2 ** 16;
  const at = (place: number): number => {
    bits[0] = place * 2 ** 16;
    return single[0] ?? 0;
  };
  const x = Number(text);
  const [below, above] = [(at(half - 1) + value) / 2, half === 0x7f7f ? Infinity : (value + at(half + 1)) / 2];
  return half % 2 === 0 ? x >= below && x <= above : x > below && x < above;
}

describe('the text of a number', () => {
  it('of bfloat16 reads back, and no decimal with a digit less does', () => {
    for (const value of bfloat16()) {
      const text = numberText(value, 'bfloat16');
      assert.ok(roundsTo(text, value), `${text} is not ${value}`);
      const digits = text.replace(/e.*$/, '').replace(/^[0.]+|\.|0+$/g, '').length;
      if (digits < 2) continue;
      const [mantissa = '', exponent = ''] = value.toExponential(digits - 2).split('e');
      for (const by of [-1, 0, 1]) {
        const shorter = `${Number(mantissa.replace('.', '')) + by}e${Number(exponent) - digits + 2}`;
        assert.ok(!roundsTo(shorter, value), `${shorter} is ${value} too: ${text}`);
      }
    }
  });

  it('is JavaScript’s own for float64, but for large ones and −0', () => {
    assert.equal(numberText(0.1, 'float64'), '0.1');
    assert.equal(numberText(1e-7, 'float64'), '1e-7');
    assert.equal(numberText(123456789012345680, 'float64'), '1.2345678901234568e+17');
    assert.equal(numberText(-0, 'float64'), '-0');
    assert.equal(numberText(-Infinity, 'float32'), '-Infinity');
  });
});
