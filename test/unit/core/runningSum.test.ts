import assert from 'node:assert/strict';
import { RunningSum } from '../../../src/core/runningSum.js';
import { errorOf } from './expected.js';

const sumOf = (terms: readonly number[]) => {
  const sum = new RunningSum();
  for (const term of terms) sum.add(term);
  return sum.total;
};

describe('RunningSum', () => {
  it('keeps what each addition loses', () => {
    const sum = new RunningSum();
    assert.deepEqual(
      [1, 1e100, 1, -1e100].map((term) => sum.add(term)),
      [1, 1e100, 1e100, 2],
    );
  });

  it('has a million tenths right to the last digit on the way', () => {
    const sum = new RunningSum();
    // 0.1 is 3602879701896397 / 2^55, so the exact sums can be had in whole numbers.
    for (let count = 1n; count <= 1_000_000n; count++) {
      const actual = sum.add(0.1);
      if (count % 9_999n !== 0n) continue;
      assert.ok(errorOf(actual, Number(count * 3602879701896397n) / 2 ** 55) <= 2 ** -52, String(count));
    }
  });

  it('is infinite with an infinite term', () => {
    assert.equal(sumOf([1, Infinity, 2]), Infinity);
    assert.equal(sumOf([Infinity, -Infinity]), NaN);
    assert.equal(sumOf([]), 0);
  });
});
