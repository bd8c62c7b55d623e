import assert from 'node:assert/strict';
import { finiteMasksOf, maskName } from '../../../src/core/finiteMask.js';
import { plainKernel } from '../../../src/core/kernel/plain.js';

function masksOf(...logits: number[]) {
  const row = Float64Array.from(logits);
  return finiteMasksOf(row, plainKernel.scan(row));
}

describe('finiteMasksOf', () => {
  it('recognises what frameworks mask with, alone or added to a logit', () => {
    for (const mask of [
      -1e4,
      -9992,
      -65504,
      -1e5,
      -1e9,
      -999999993.25,
      -1e30,
      -3.3895313892515355e38,
      -Number.MAX_VALUE,
    ]) {
      assert.deepEqual(masksOf(3, mask, -2, mask), { count: 2, value: mask });
    }
  });

  it('leaves large logits alone where they are in proportion', () => {
    assert.equal(masksOf(1e308, -1e308, 5).count, 0);
    assert.equal(masksOf(-20000, -20001, -20005).count, 0);
    assert.equal(masksOf(0, -8000).count, 0);
    assert.equal(masksOf(5, -Infinity).count, 0);
    assert.equal(masksOf(NaN, -Infinity).count, 0);
  });
});

describe('maskName', () => {
  it('names the limits of a format, and any other value in short', () => {
    assert.equal(maskName(-65504), 'finfo(float16).min');
    assert.equal(maskName(-3.4028234663852886e38), 'finfo(float32).min');
    assert.equal(maskName(-3.3895313892515355e38), 'finfo(bfloat16).min');
    assert.equal(maskName(-Number.MAX_VALUE), 'finfo(float64).min');
    assert.equal(maskName(-1e9), '-1000000000');
    assert.equal(maskName(-1e30), '-1e+30');
  });
});
