import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Distribution } from '../../../src/core/distribution.js';
import { crossEntropy, type LossFigures, lossFigures } from '../../../src/core/loss.js';
import { type LabelSmoothing, targetOf } from '../../../src/core/target.js';
import { errorOf, expectedCases, numberOf, placeOf, rowOfCase } from './expected.js';

function lossOf(
  logits: readonly number[],
  target: number | readonly number[],
  temperature = 1,
  smoothing?: LabelSmoothing,
): LossFigures {
  const row = Float64Array.from(logits);
  return lossFigures(new Distribution(row, temperature), targetOf(target, row.length, smoothing));
}

const rows = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 12 });

describe('lossFigures', () => {
  it('has the loss right within 2e-15, with hard, soft and smoothed targets', () => {
    for (const expected of expectedCases) {
      const row = rowOfCase(expected);
      const distribution = new Distribution(row, expected.temperature);
      for (const { target, smoothing, loss } of expected.losses) {
        const actual = crossEntropy(distribution, targetOf(target, row.length, smoothing));
        assert.ok(errorOf(actual, numberOf(loss)) <= 2e-15, `${placeOf(expected)}: ${actual} for ${loss}`);
      }
    }
  });

  it('has the KL divergence right to 1e-14, or as far as the sum of the target is 1', () => {
    for (const expected of expectedCases) {
      const row = rowOfCase(expected);
      const distribution = new Distribution(row, expected.temperature);
      for (const { target, smoothing, kl } of expected.losses) {
        const { klFromTarget } = lossFigures(distribution, targetOf(target, row.length, smoothing));
        const error = errorOf(klFromTarget, numberOf(kl), Math.abs(numberOf(kl)) + 0.05);
        assert.ok(error <= 1e-14, `${placeOf(expected)}: ${klFromTarget} for ${kl}`);
      }
    }
  });

  it('has the gradient right to 1e-15 relative for a class, to 1e-15 / T for a soft target', () => {
    for (const expected of expectedCases) {
      const row = rowOfCase(expected);
      const distribution = new Distribution(row, expected.temperature);
      for (const { target, smoothing, gradient = [] } of expected.losses) {
        const actual = lossFigures(distribution, targetOf(target, row.length, smoothing)).gradient;
        const isHard = typeof target === 'number' && smoothing === undefined;
        for (const [index, stored] of gradient.entries()) {
          const scale = isHard ? Math.abs(numberOf(stored)) : 1 / expected.temperature;
          const error = errorOf(actual[index] ?? NaN, numberOf(stored), scale);
          assert.ok(error <= 1e-15, `${placeOf(expected)}: ${actual[index]} for ${stored}`);
        }
      }
    }
  });

  it('has the margin of logits that are far apart at a high temperature', () => {
    assert.equal(lossOf([1e308, -1e308], 1, 1e308).targetMargin, -2);
    assert.equal(lossOf([1e308, -1e308], 0, 1e308).targetMargin, 2);
    assert.ok(Object.is(lossOf([3, 3], 0).targetMargin, 0));
  });

  it('has the KL divergence of targets that add up to next to nothing', () => {
    // y = (1e-20, 1e-20) and p = softmax(1, 2): Σ y (ln y − ln p).
    const expected = 1e-20 * (2 * Math.log(1e-20) + Math.log1p(Math.E) + Math.log1p(1 / Math.E));
    const { klFromTarget } = lossOf([1, 2], [1e-20, 1e-20]);
    assert.ok(Math.abs(klFromTarget / expected - 1) < 1e-14, String(klFromTarget));
  });

  it('is ln(1 + (K − 1) e^−m) where all wrong logits are m below', () => {
    for (const margin of [-30, -1, 0, 0.5, 12, 36, 700]) {
      const { loss, targetMargin } = lossOf([1, 1 - margin, 1 - margin, 1 - margin], 0);
      assert.ok(
        errorOf(loss, margin > -1 ? Math.log1p(3 * Math.exp(-margin)) : Math.log(1 + 3 * Math.exp(-margin))) < 1e-14,
      );
      assert.equal(targetMargin, margin);
    }
  });

  it('keeps the digits of the gradient where many classes share the top', () => {
    const count = 100_000;
    const even = Array.from({ length: count }, () => 2.5);
    assert.ok(errorOf(lossOf(even, 7).gradient[0] ?? NaN, 1 / count) < 1e-15);
    const soft = Array.from({ length: count }, (_, index) => (index === 0 ? 0 : 1 / (count - 1)));
    assert.ok(errorOf(lossOf(even, soft).gradient[0] ?? NaN, 1 / count) < 1e-14);
  });

  it('has a gradient that sums to 0 and is the slope of the loss', () => {
    const epsilon = fc.double({ min: 0, max: 1, noNaN: true });
    const convention = fc.constantFrom('pytorch' as const, 'classic' as const);
    fc.assert(
      fc.property(
        rows,
        fc.nat(),
        fc.double({ min: 0.2, max: 20, noNaN: true }),
        epsilon,
        convention,
        (logits, seed, ...rest) => {
          const [temperature, epsilonOf, conventionOf] = rest;
          const smoothing = { epsilon: epsilonOf, convention: conventionOf };
          const target = seed % logits.length;
          const { gradient } = lossOf(logits, target, temperature, smoothing);
          assert.ok(Math.abs(gradient.reduce((sum, g) => sum + g, 0)) < 1e-14 / temperature);
          const at = (seed >> 4) % logits.length;
          const step = 1e-4;
          const moved = (by: number) =>
            lossOf(logits.with(at, (logits[at] ?? 0) + by), target, temperature, smoothing).loss;
          const slope = (moved(step) - moved(-step)) / (2 * step);
          assert.ok(Math.abs(slope - (gradient[at] ?? NaN)) < 1e-6);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });

  it('has a KL divergence that is never negative, and 0 where target and row are the same', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const size = Math.min(a.length, b.length);
        const y = [...new Distribution(Float64Array.from(a.slice(0, size))).probabilities()];
        assert.ok(lossOf(b.slice(0, size), y).klFromTarget >= 0);
        assert.ok(lossOf(a.slice(0, size), y).klFromTarget < 1e-30);
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  it('keeps the digits of a KL divergence between near equals', () => {
    // KL of Bernoulli(1/2 + h) from Bernoulli(1/2) is 2 h² + O(h⁴).
    const h = 2 ** -24;
    assert.ok(errorOf(lossOf([0, 0], [0.5 + h, 0.5 - h]).klFromTarget, 2 * h * h) < 1e-7);
  });

  it('ranks the target as the list of the largest does', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((target) => lossOf([1, 5, 5, 0], target).targetRank),
      [3, 1, 2, 4],
    );
  });

  it('is negative in the target margin of a wrong row, in units of z / T', () => {
    assert.deepEqual(
      [0, 1, 2].map((target) => lossOf([1, 5, 4], target, 2).targetMargin),
      [-2, 0.5, -0.5],
    );
    assert.equal(lossOf([3], 0).targetMargin, undefined);
    assert.equal(lossOf([3, -Infinity], 0).targetMargin, Infinity);
    assert.equal(lossOf([3, -Infinity], 1).targetMargin, -Infinity);
  });

  it('is infinite for a masked target, and for smoothing that reaches a masked class', () => {
    const hard = lossOf([0, -Infinity, 0], 1);
    assert.deepEqual([hard.loss, hard.klFromTarget, [...hard.gradient]], [Infinity, Infinity, [0.5, -1, 0.5]]);
    assert.equal(lossOf([0, -Infinity, 0], 0, 1, { epsilon: 0.1, convention: 'pytorch' }).loss, Infinity);
    assert.ok(errorOf(lossOf([0, -Infinity, 0], 0).loss, Math.LN2) < 1e-15);
  });

  it('is NaN for a row without a softmax', () => {
    const { loss, gradient, targetMargin, targetRank, klFromTarget } = lossOf([1, NaN], 0);
    assert.deepEqual([loss, [...gradient], targetMargin, targetRank, klFromTarget], [NaN, [NaN, NaN], NaN, NaN, NaN]);
  });
});
