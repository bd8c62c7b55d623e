import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binOf } from '../../../src/core/reliability.js';

describe('binOf', () => {
  it('puts every edge into the bin below it, and what is next above into the one above', () => {
    for (const binCount of [1, 2, 3, 7, 10, 15, 49, 100, 1000]) {
      for (let edge = 1; edge <= binCount; edge++) {
        const upper = edge / binCount;
        assert.equal(binOf(upper, binCount), edge - 1, `${edge}/${binCount}`);
        if (edge < binCount) assert.equal(binOf(upper * (1 + 2 ** -52), binCount), edge, `above ${edge}/${binCount}`);
      }
    }
  });

  it('puts every confidence between the edges of its bin', () => {
    const confidence = fc.double({ min: 0, minExcluded: true, max: 1, noNaN: true });
    fc.assert(
      fc.property(confidence, fc.integer({ min: 1, max: 10_000 }), (value, binCount) => {
        const bin = binOf(value, binCount);
        assert.ok(bin / binCount < value && value <= (bin + 1) / binCount);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});
