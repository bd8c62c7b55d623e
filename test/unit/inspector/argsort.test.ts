import assert from 'node:assert/strict';
import fc from 'fast-check';
import { argsort } from '../../../src/inspector/argsort.js';

describe('argsort', () => {
  it('orders any float64 as a stable comparator does, NaN last', () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 200 }), (keys) => {
        const byComparator = Array.from(keys.keys()).sort((a, b) => compare(keys[a] ?? 0, keys[b] ?? 0));
        assert.deepEqual(Array.from(argsort(keys)), byComparator);
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });

  it('keeps the order of equal keys, and takes −0 and 0 for equal', () => {
    assert.deepEqual(Array.from(argsort(Float64Array.of(1, 0, -0, 1, 0))), [1, 2, 4, 0, 3]);
  });

  it('puts −∞ first and ∞ before NaN, whatever the sign of the NaN', () => {
    const negativeNaN = new Float64Array(new BigUint64Array([0xfff8000000000000n]).buffer)[0] ?? 0;
    const keys = Float64Array.of(negativeNaN, Infinity, 5e-324, -Infinity, -5e-324);
    assert.deepEqual(Array.from(argsort(keys)), [3, 4, 2, 1, 0]);
  });
});

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
