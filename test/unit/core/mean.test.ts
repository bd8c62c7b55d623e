import assert from 'node:assert/strict';
import { meanOf } from '../../../src/core/mean.js';

describe('meanOf', () => {
  it('is that of the values that are there', () => {
    assert.equal(meanOf(Float64Array.of(1, NaN, 2, 6)), 3);
    assert.equal(meanOf(Float64Array.of(NaN)), NaN);
    assert.equal(meanOf(new Float64Array(0)), NaN);
    assert.equal(meanOf(Float64Array.of(1, Infinity)), Infinity);
  });

  it('is finite where the sum is not', () => {
    assert.equal(meanOf(Float64Array.of(1.5e308, 1.7e308)), 1.6e308);
  });
});
