import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inspectRow, type RowOptions } from '../../../src/core/inspectRow.js';
import { UserError } from '../../../src/core/userError.js';
import { errorOf } from './expected.js';
import { assertRefuses } from './refusal.js';

const codes = (logits: number[], options?: RowOptions) => inspectRow(logits, options).warnings.map(({ code }) => code);

describe('inspectRow', () => {
  it('brings everything about a plain row together', () => {
    const row = inspectRow([2, 1, 0.1], { topK: 2 });
    assert.deepEqual(
      row.top.map(({ index, logit }) => [index, logit]),
      [
        [0, 2],
        [1, 1],
      ],
    );
    assert.equal(row.top[0]?.probability, row.probabilities[0]);
    assert.equal(row.top[1]?.logProbability, row.logProbabilities[1]);
    assert.equal(row.precision.length, 6);
    assert.deepEqual(row.warnings, []);
    assert.equal('loss' in row || 'gradient' in row, false);
  });

  it('adds loss and gradient with a target', () => {
    const { loss = NaN, gradient, targetRank, klFromTarget } = inspectRow([2, 1, 0.1], { target: 1 });
    assert.ok(errorOf(loss, 1.4170300162778335) < 1e-15);
    assert.ok(errorOf(gradient?.[1] ?? NaN, 0.24243297070471392 - 1) < 1e-15);
    assert.deepEqual([targetRank, klFromTarget], [2, loss]);
  });

  it('takes figures of z / T, but for the largest logit and the logit margin', () => {
    const hot = inspectRow([4, 2, 0.5], { temperature: 2 });
    const same = inspectRow([2, 1, 0.25]);
    assert.deepEqual(hot.probabilities, same.probabilities);
    assert.deepEqual([hot.entropyNats, hot.logSumExp], [same.entropyNats, same.logSumExp]);
    assert.deepEqual([hot.max, hot.logitMargin], [4, 2]);
  });

  it('warns of what spoils a row and where it is', () => {
    const { warnings, probabilities, top, entropyNats, argmax } = inspectRow([1, NaN, 3, NaN]);
    assert.deepEqual([warnings[0]?.code, warnings[0]?.severity], ['nan', 'error']);
    assert.match(warnings[0]?.message ?? '', /NaN at 1 and 3:/);
    assert.deepEqual([...probabilities, entropyNats, argmax], [NaN, NaN, NaN, NaN, NaN, -1]);
    assert.deepEqual(
      top.map(({ index, logit }) => [index, logit]),
      [
        [2, 3],
        [0, 1],
        [1, NaN],
        [3, NaN],
      ],
    );
  });

  it('has a code for each kind of row', () => {
    assert.deepEqual(codes([1, Infinity]), ['positive-infinity']);
    assert.deepEqual(codes([NaN, Infinity]), ['nan', 'positive-infinity']);
    assert.deepEqual(codes([-Infinity, -Infinity]), ['fully-masked']);
    assert.deepEqual(codes([1, -Infinity]), []);
    assert.deepEqual(codes([1, 2, -1e9]), ['finite-mask']);
    assert.deepEqual(codes([1]), ['single-class']);
    assert.deepEqual(codes([1, -Infinity], { target: 1 }), ['masked-target']);
    assert.deepEqual(codes([1, -Infinity], { target: 0, labelSmoothing: { epsilon: 0.1, convention: 'pytorch' } }), [
      'masked-target',
    ]);
    assert.deepEqual(codes([1, NaN], { target: 1 }), ['nan']);
  });

  it('names the first few of many', () => {
    const message = inspectRow(Array.from({ length: 9 }, () => NaN)).warnings[0]?.message ?? '';
    assert.match(message, /NaN at 0, 1, 2, 3, 4 and 4 more:/);
  });

  it('offers the limit of a row with +inf, and the name of a mask', () => {
    assert.match(inspectRow([Infinity, 1, Infinity]).warnings[0]?.message ?? '', /1\/2 of the probability each/);
    assert.match(inspectRow([Infinity, 1]).warnings[0]?.message ?? '', /all the probability/);
    assert.match(inspectRow([1, -65504]).warnings[0]?.message ?? '', /1 logit .*finfo\(float16\)\.min/);
  });

  it('refuses options without a meaning', () => {
    for (const temperature of [0, -1, NaN, Infinity])
      assertRefuses(() => inspectRow([1], { temperature }), 'bad-option', /temperature/);
    for (const topK of [0, -1, 1.5, NaN]) assertRefuses(() => inspectRow([1], { topK }), 'bad-option', /topK/);
    assertRefuses(() => inspectRow([1, 2], { target: 2 }), 'bad-option');
    assertRefuses(() => inspectRow([]), 'empty');
    assertRefuses(() => inspectRow('12' as unknown as number[]), 'not-numeric');
  });

  it('answers or refuses, whatever it is given', () => {
    const anything = fc.array(fc.oneof(fc.double(), fc.constantFrom(-Infinity, Infinity, NaN, -1e9, 5e-324)), {
      maxLength: 8,
    });
    const options = fc.record({
      temperature: fc.double(),
      target: fc.integer({ min: -1, max: 8 }),
      topK: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(anything, options, (logits, given) => {
        try {
          const row = inspectRow(logits, given);
          assert.equal(row.probabilities.length, logits.length);
          assert.equal(
            Number.isNaN(row.entropyNats),
            row.warnings.some(({ severity }) => severity === 'error'),
          );
          assert.ok(Number.isNaN(row.entropyNats) || row.entropyNats >= 0);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { seed: 15, numRuns: 1000 },
    );
  });
});
