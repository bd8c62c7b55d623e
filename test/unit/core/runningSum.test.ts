import assert from 'node:assert/strict';
import { RunningSum } from '../../../src/core/runningSum.js';

const sumOf = (terms: readonly number[]) => {
  const sum = new RunningSum();
  for (const term of terms) sum.add(term);
  return sum.total;
};

describe('RunningSum', () => {
  it('keeps what a plain sum would lose', () => {
    assert.equal(sumOf([1, 1e100, 1, -1e100]), 2);
    assert.equal(sumOf(new Array<number>(100_000).fill(0.1)), 10_000);
  });

  it('is infinite with an infinite term', () => {
    assert.equal(sumOf([1, Infinity, 2]), Infinity);
    assert.equal(sumOf([Infinity, -Infinity]), NaN);
    assert.equal(sumOf([]), 0);
  });
});
