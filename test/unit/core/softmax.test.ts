import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hardmax, logSoftmax, sigmoid, softmax } from '../../../src/core/softmax.js';
import { errorOf } from './expected.js';

const row = (...logits: number[]) => Float64Array.from(logits);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const finite = (size: number) => fc.double({ min: -size, max: size, noNaN: true });
const rows = fc.array(finite(800), { minLength: 1, maxLength: 40 }).map((logits) => Float64Array.from(logits));
const temperatures = fc.double({ min: 0.01, max: 100, noNaN: true });

describe('softmax', () => {
  it('gives the known values of [2, 1, 0.1]', () => {
    const rounded = [...softmax(row(2, 1, 0.1))].map((p) => p.toFixed(8));
    assert.deepEqual(rounded, ['0.65900114', '0.24243297', '0.09856589']);
  });

  it('sums to 1 with every probability in [0, 1], in the order of the logits', () => {
    fc.assert(
      fc.property(rows, temperatures, (logits, temperature) => {
        const p = softmax(logits, temperature);
        assert.ok(Math.abs(sum(p) - 1) < 1e-14);
        for (const [i, a] of logits.entries()) {
          const pi = p[i] ?? NaN;
          assert.ok(pi >= 0 && pi <= 1);
          for (const [j, b] of logits.entries()) if (a > b) assert.ok(pi >= (p[j] ?? NaN));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('permutes with its row', () => {
    fc.assert(
      fc.property(rows, (logits) => {
        const forwards = softmax(logits);
        for (const [index, p] of softmax(logits.toReversed()).toReversed().entries()) {
          assert.ok(errorOf(p, forwards[index] ?? NaN) < 1e-14);
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('is the sigmoid of the difference for two classes', () => {
    fc.assert(
      fc.property(finite(800), (x) => {
        const [p = NaN, q = NaN] = softmax(row(x, 0));
        assert.ok(errorOf(p, sigmoid(x)) < 1e-15);
        assert.ok(errorOf(q, sigmoid(-x)) < 1e-15);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('is softmax of z / T', () => {
    // Quarters over powers of two, so that z / T is exact.
    const quarters = fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(quarters, fc.integer({ min: -4, max: 4 }), (numbers, exponent) => {
        const logits = Float64Array.from(numbers, (n) => n / 4);
        assert.deepEqual(softmax(logits, 2 ** exponent), softmax(logits.map((z) => z / 2 ** exponent)));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('tends to the shared hardmax for T → 0 and to the uniform row for T → ∞', () => {
    assert.deepEqual([...softmax(row(1, 3, 3, -2), 1e-300)], [0, 0.5, 0.5, 0]);
    assert.deepEqual([...softmax(row(1, 3, 3, -2), 1e300)], [0.25, 0.25, 0.25, 0.25]);
    assert.deepEqual([...softmax(row(1, 3, 3, -2), Number.MIN_VALUE)], [0, 0.5, 0.5, 0]);
    assert.deepEqual([...softmax(row(1, 3, 3, -2), Number.MAX_VALUE)], [0.25, 0.25, 0.25, 0.25]);
  });

  it('gives masked classes 0 and leaves the rest as if they were absent', () => {
    assert.deepEqual(
      [...softmax(row(-Infinity, 2, -Infinity, 1))],
      [0, softmax(row(2, 1))[0], 0, softmax(row(2, 1))[1]],
    );
  });

  it('is NaN throughout for NaN, +inf and nothing finite', () => {
    for (const logits of [row(1, NaN), row(1, Infinity), row(-Infinity, -Infinity)]) {
      assert.deepEqual([...softmax(logits)], [NaN, NaN]);
      assert.deepEqual([...logSoftmax(logits)], [NaN, NaN]);
      assert.deepEqual([...hardmax(logits)], [NaN, NaN]);
    }
  });
});

describe('logSoftmax', () => {
  it('stays finite where the probability underflows', () => {
    assert.deepEqual([...logSoftmax(row(0, -1000, -1e308))], [0, -1000, -1e308]);
    assert.deepEqual([...logSoftmax(row(0, -Infinity))], [0, -Infinity]);
  });

  it('is the logarithm of softmax where that has one', () => {
    fc.assert(
      fc.property(fc.array(finite(20), { minLength: 1, maxLength: 20 }), (logits) => {
        const p = softmax(Float64Array.from(logits));
        for (const [index, log] of logSoftmax(Float64Array.from(logits)).entries()) {
          assert.ok(Math.abs(log - Math.log(p[index] ?? NaN)) < 1e-14);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe('hardmax', () => {
  it('is one-hot at the first maximum', () => {
    assert.deepEqual([...hardmax(row(1, 7, 7, -Infinity))], [0, 1, 0, 0]);
  });
});

describe('sigmoid', () => {
  it('does not overflow for any x', () => {
    assert.deepEqual([-Infinity, -1e308, 0, 1e308, Infinity].map(sigmoid), [0, 0, 0.5, 1, 1]);
    assert.ok(errorOf(sigmoid(-700), Math.exp(-700)) < 1e-15);
    assert.equal(sigmoid(NaN), NaN);
  });
});
