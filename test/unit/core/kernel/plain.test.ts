import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainKernel } from '../../../../src/core/kernel/plain.js';
import { Shift } from '../../../../src/core/kernel/shift.js';

describe('plainKernel.scan', () => {
  const scan = (...logits: number[]) => plainKernel.scan(Float64Array.from(logits));

  it('finds the first largest, its ties and the runner-up', () => {
    const { argmax, ties, max, runnerUp, runnerUpLogit, min } = scan(1, 5, 3, 5, -2);
    assert.deepEqual([argmax, ties, max, runnerUp, runnerUpLogit, min], [1, 2, 5, 3, 5, -2]);
  });

  it('passes the old maximum on as runner-up', () => {
    const { argmax, ties, runnerUp, runnerUpLogit } = scan(4, 4, 9);
    assert.deepEqual([argmax, ties, runnerUp, runnerUpLogit], [2, 1, 0, 4]);
  });

  it('counts what is not finite and looks past it', () => {
    const { nan, positiveInfinity, negativeInfinity, argmax, max, runnerUp } = scan(
      NaN,
      -Infinity,
      2,
      Infinity,
      NaN,
      1,
    );
    assert.deepEqual([nan, positiveInfinity, negativeInfinity, argmax, max, runnerUp], [2, 1, 1, 2, 2, 5]);
  });

  it('finds nothing where nothing is finite', () => {
    const { argmax, ties, max, runnerUp, runnerUpLogit, min } = scan(-Infinity, NaN);
    assert.deepEqual([argmax, ties, max, runnerUp, runnerUpLogit, min], [-1, 0, NaN, -1, NaN, NaN]);
  });

  it('agrees with sorting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 20 }), (logits) => {
        const order = logits.map((_, index) => index).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
        const found = scan(...logits);
        assert.deepEqual([found.argmax, found.runnerUp], order.slice(0, 2));
        assert.equal(found.ties, logits.filter((logit) => logit === found.max).length);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('Shift', () => {
  it('gives e^d to the last place where the difference and the quotient both round', () => {
    // mpmath: exp((mpf(-299.7) - mpf(400.1)) / mpf(1.0)) and exp((mpf(-3.3) - mpf(2.9)) / mpf(0.0091)).
    const closeTo = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual / expected - 1) < 4e-16, `${actual}`);
    closeTo(new Shift(400.1, 1).exp(-299.7), 1.2042636125115178e-304);
    closeTo(new Shift(2.9, 0.0091).exp(-3.3), 1.279547126053731e-296);
  });

  it('is exactly 1 at the maximum, and 0 for −inf and for anything too far below', () => {
    for (const temperature of [5e-324, 1e-300, 0.3, 1, 7, 1e300, Number.MAX_VALUE]) {
      for (const max of [-1e308, -5, 0, 5e-324, 1e308]) {
        const shift = new Shift(max, temperature);
        assert.deepEqual([shift.exponent(max), shift.exp(max), shift.exp(-Infinity)], [0, 1, 0]);
      }
    }
    assert.equal(new Shift(1e308, 1).exp(-1e308), 0);
    assert.equal(new Shift(1, 1e-300).exp(0), 0);
  });

  it('neither overflows nor loses differences at extreme temperatures', () => {
    assert.equal(new Shift(1e308, 1e308).exponent(-1e308), -2);
    assert.ok(Math.abs(new Shift(1e308, 1e308).exp(-1e308) / Math.exp(-2) - 1) < 4e-16);
    assert.equal(new Shift(3 * 2 ** -1000, 2 ** -1000).exponent(2 ** -1000), -2);
    assert.equal(new Shift(1e308, 1e6).exponent(-1e308), -2e302);
  });
});
