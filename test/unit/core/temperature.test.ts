import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Distribution } from '../../../src/core/distribution.js';
import { logSpaced, sweepTemperature } from '../../../src/core/temperature.js';
import { errorOf, expectedCases, numberOf, placeOf, rowOfCase } from './expected.js';
import { assertRefuses } from './refusal.js';

describe('sweepTemperature', () => {
  it('has entropy, top probability and slope right within 5e-15 at every temperature', () => {
    for (const expected of expectedCases) {
      const sweep = sweepTemperature(rowOfCase(expected), [expected.temperature]);
      for (const name of ['entropyNats', 'topProbability', 'entropySlope'] as const) {
        const actual = sweep[name][0] ?? NaN;
        assert.ok(errorOf(actual, numberOf(expected[name])) <= 5e-15, `${placeOf(expected)}: ${name} ${actual}`);
      }
    }
  });

  it('goes over 64 log-spaced temperatures from 0.05 to 20 unless told', () => {
    const { temperatures } = sweepTemperature([1, 2, 3]);
    assert.deepEqual([temperatures.length, temperatures[0], temperatures[63]], [64, 0.05, 20]);
    for (const [at, temperature] of temperatures.entries()) {
      if (at > 0) assert.ok(errorOf(temperature / (temperatures[at - 1] ?? NaN), 400 ** (1 / 63)) < 1e-14);
    }
  });

  it('has a slope that is the difference quotient of the entropy', () => {
    const rows = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.5, max: 10, noNaN: true }), (logits, temperature) => {
        const step = 1e-5;
        const { entropyNats, entropySlope } = sweepTemperature(logits, [
          temperature - step,
          temperature,
          temperature + step,
        ]);
        const quotient = ((entropyNats[2] ?? NaN) - (entropyNats[0] ?? NaN)) / (2 * step);
        assert.ok(Math.abs(quotient - (entropySlope[1] ?? NaN)) < 1e-6);
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  it('takes any number of temperatures, of a long row too', () => {
    const logits = new Float64Array(2048).fill(-Infinity);
    logits.set([1, 0]);
    const { entropyNats } = sweepTemperature(logits, new Float64Array(150_000).fill(1));
    const power = Math.exp(-1);
    assert.ok(errorOf(entropyNats[149_999] ?? NaN, Math.log1p(power) + power / (1 + power)) < 1e-15);
  });

  it('traces the classes asked for', () => {
    const logits = [1, 0.5, -2];
    const { curves } = sweepTemperature(logits, [0.5, 3], [2, 0]);
    const at = (temperature: number, index: number) =>
      new Distribution(Float64Array.from(logits), temperature).probability(index);
    assert.deepEqual(
      curves.map((curve) => [...curve]),
      [
        [at(0.5, 2), at(3, 2)],
        [at(0.5, 0), at(3, 0)],
      ],
    );
  });

  it('is NaN throughout for a row without a softmax', () => {
    const { entropyNats, topProbability, entropySlope, curves } = sweepTemperature([1, NaN], [1, 2], [0]);
    assert.deepEqual(
      [entropyNats, topProbability, entropySlope, ...curves].map((column) => [...column]),
      Array(4).fill([NaN, NaN]),
    );
  });

  it('refuses logits, temperatures and classes that are none', () => {
    assertRefuses(() => sweepTemperature([]), 'empty');
    assertRefuses(() => sweepTemperature([1, '2'] as unknown as number[]), 'not-numeric');
    for (const wrong of [0, -1, NaN, Infinity])
      assertRefuses(() => sweepTemperature([1], [1, wrong]), 'bad-option', /above 0/);
    assertRefuses(() => sweepTemperature([1], []), 'bad-option');
    assertRefuses(() => sweepTemperature([1], 2 as unknown as number[]), 'bad-option');
    assertRefuses(() => sweepTemperature([1], [1], [1]), 'bad-option');
  });
});

describe('logSpaced', () => {
  it('ends exactly where it should', () => {
    assert.deepEqual(
      [...logSpaced(1, 8, 4)].map((x) => Number(x.toFixed(12))),
      [1, 2, 4, 8],
    );
    assert.equal(logSpaced(0.1, 0.7, 17).at(-1), 0.7);
  });
});
