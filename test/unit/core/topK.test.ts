import assert from 'node:assert/strict';
import fc from 'fast-check';
import { topK } from '../../../src/core/topK.js';

const top = (k: number, ...values: number[]) => topK(Float64Array.from(values), k);

describe('topK', () => {
  it('lists the largest first, equal ones by their index', () => {
    assert.deepEqual(top(3, 1, 5, 3, 5, 4), [1, 3, 4]);
    assert.deepEqual(top(2, 7, 7, 7), [0, 1]);
  });

  it('clips k to the length', () => {
    assert.deepEqual(top(10, 1, 2), [1, 0]);
    assert.deepEqual(top(3), []);
    assert.deepEqual(top(0, 1, 2), []);
  });

  it('puts −inf after every number and NaN after that', () => {
    assert.deepEqual(top(5, NaN, -Infinity, 2, NaN, Infinity), [4, 2, 1, 0, 3]);
    assert.deepEqual(top(2, NaN, NaN, 3), [2, 0]);
    assert.deepEqual(top(2, NaN, 1, 2, 3), [3, 2]);
  });

  it('agrees with a stable sort for any values and k', () => {
    const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double());
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.nat(70), (values, k) => {
        const key = (index: number) => values[index] ?? 0;
        const isNaNAt = (index: number) => Number(Number.isNaN(key(index)));
        const above = (a: number, b: number) => Number(key(b) > key(a)) - Number(key(b) < key(a));
        const order = values.map((_, index) => index).sort((a, b) => isNaNAt(a) - isNaNAt(b) || above(a, b) || a - b);
        assert.deepEqual(topK(Float64Array.from(values), k), order.slice(0, k));
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
