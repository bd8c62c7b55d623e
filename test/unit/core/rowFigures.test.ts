import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Distribution } from '../../../src/core/distribution.js';
import { rowFigures } from '../../../src/core/rowFigures.js';
import { errorOf, expectedCases, numberOf, placeOf, rowOfCase } from './expected.js';

const figuresOf = (logits: readonly number[], temperature = 1) =>
  rowFigures(new Distribution(Float64Array.from(logits), temperature));

/** Relative errors that the figures stay within on all of expected.json: a few units of 1.1e-16. */
const bounds = {
  logSumExp: 5e-16,
  entropyNats: 1e-15,
  topProbability: 2e-15,
  oneMinusTop: 1e-15,
  probabilityMargin: 2e-15,
  logitMargin: 2e-16,
} as const;

describe('rowFigures', () => {
  for (const name of ['entropyNats', 'topProbability', 'oneMinusTop', 'probabilityMargin', 'logitMargin'] as const) {
    it(`has ${name} right within ${bounds[name]} on every kind of row`, () => {
      for (const expected of expectedCases) {
        const figure = rowFigures(new Distribution(rowOfCase(expected), expected.temperature))[name];
        const stored = expected[name];
        if (stored === undefined) assert.equal(figure, undefined);
        else
          assert.ok(
            errorOf(figure ?? NaN, numberOf(stored)) <= bounds[name],
            `${placeOf(expected)}: ${figure} for ${stored}`,
          );
      }
    });
  }

  it('has the log-sum-exp right within a few units of its larger part', () => {
    for (const expected of expectedCases) {
      const distribution = new Distribution(rowOfCase(expected), expected.temperature);
      const { max, logSumExp } = rowFigures(distribution);
      const scale = Math.max(Math.abs(max / expected.temperature), distribution.logNormaliser);
      assert.ok(errorOf(logSumExp, numberOf(expected.logSumExp), scale) <= bounds.logSumExp, placeOf(expected));
    }
  });

  it('tells apart live, masked and finitely masked classes', () => {
    const { classCount, liveCount, negativeInfinity, finiteMasks, ties } = figuresOf([
      1,
      -Infinity,
      2,
      -1e9,
      2,
      -65504,
    ]);
    assert.deepEqual([classCount, liveCount, negativeInfinity, finiteMasks, ties], [6, 3, 1, 2, 2]);
  });

  it('has no margins for one class, and none of its figures is in doubt', () => {
    const figures = figuresOf([-3.5], 2);
    assert.equal(figures.logitMargin, undefined);
    assert.equal(figures.probabilityMargin, undefined);
    assert.deepEqual(
      [figures.normalisedEntropy, figures.entropyNats, figures.perplexity, figures.logSumExp],
      [0, 0, 1, -1.75],
    );
    assert.equal(figures.runnerUp, -1);
  });

  it('has the margin +inf where all others are masked', () => {
    const { logitMargin, probabilityMargin, runnerUp } = figuresOf([-Infinity, 4]);
    assert.deepEqual([logitMargin, probabilityMargin, runnerUp], [Infinity, 1, -1]);
  });

  it('has 0 for the margins of a tie', () => {
    const { logitMargin, probabilityMargin, runnerUp, argmax } = figuresOf([1, 4, 4]);
    assert.deepEqual([logitMargin, probabilityMargin, argmax, runnerUp], [0, 0, 1, 2]);
  });

  it('has 1 for the normalised entropy and K for the perplexity of a uniform row', () => {
    for (const count of [2, 3, 10, 1000]) {
      const { normalisedEntropy, perplexity } = figuresOf(Array.from({ length: count }, () => -7.25));
      assert.ok(errorOf(normalisedEntropy, 1) < 1e-15);
      assert.ok(errorOf(perplexity, count) < 1e-14);
    }
  });

  it('counts masked classes in ln K', () => {
    assert.ok(errorOf(figuresOf([0, 0, -Infinity, -Infinity]).normalisedEntropy, 0.5) < 1e-15);
  });

  for (const [name, logits] of [
    ['NaN', [1, NaN, 2]] as const,
    ['+inf', [1, Infinity, 2]] as const,
    ['only −inf', [-Infinity, -Infinity]] as const,
    ['a single NaN', [NaN]] as const,
  ]) {
    it(`has NaN figures for a row with ${name}, and no class`, () => {
      const {
        classCount,
        liveCount,
        nan,
        positiveInfinity,
        negativeInfinity,
        finiteMasks,
        argmax,
        ties,
        runnerUp,
        ...rest
      } = figuresOf(logits);
      assert.equal(classCount, liveCount + nan + positiveInfinity + negativeInfinity + finiteMasks);
      assert.deepEqual([argmax, runnerUp, ties], [-1, -1, 0]);
      for (const [figure, value] of Object.entries(rest)) {
        if (logits.length > 1 || !figure.endsWith('Margin')) assert.equal(value, NaN, figure);
      }
    });
  }

  it('keeps `max` and the logit margin in the units given at any temperature', () => {
    const { max, logitMargin } = figuresOf([3, 1, 0], 10);
    assert.deepEqual([max, logitMargin], [3, 2]);
  });

  it('does not change with a shift of all logits, but for the log-sum-exp', () => {
    // Integers, so that the shifted logits are exact.
    const rows = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1, maxLength: 20 });
    const kept = ['argmax', 'ties', 'runnerUp', 'topProbability', 'oneMinusTop', 'entropyNats', 'perplexity'] as const;
    const margins = ['logitMargin', 'probabilityMargin', 'normalisedEntropy', 'entropyBits'] as const;
    fc.assert(
      fc.property(rows, fc.integer({ min: -1e6, max: 1e6 }), (logits, shift) => {
        const figures = figuresOf(logits);
        const shifted = figuresOf(logits.map((logit) => logit + shift));
        for (const name of [...kept, ...margins]) assert.equal(shifted[name], figures[name], name);
        assert.ok(Math.abs(shifted.logSumExp - shift - figures.logSumExp) <= 1e-9);
        assert.equal(shifted.max, figures.max + shift);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
