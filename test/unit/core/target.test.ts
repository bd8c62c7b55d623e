import assert from 'node:assert/strict';
import { type LabelSmoothing, targetOf } from '../../../src/core/target.js';
import { assertRefuses } from './refusal.js';

const close = (actual: Float64Array, expected: readonly number[]) => {
  assert.equal(actual.length, expected.length);
  for (const [index, value] of actual.entries()) assert.ok(Math.abs(value - (expected[index] ?? NaN)) < 1e-15);
};

describe('targetOf', () => {
  it('makes a class one-hot', () => {
    assert.deepEqual(targetOf(1, 3), { classIndex: 1, values: Float64Array.of(0, 1, 0), sum: 1, isOneHot: true });
  });

  it('smooths as PyTorch does, and in the classic way', () => {
    close(targetOf(1, 4, { epsilon: 0.2, convention: 'pytorch' }).values, [0.05, 0.85, 0.05, 0.05]);
    close(targetOf(1, 5, { epsilon: 0.2, convention: 'classic' }).values, [0.05, 0.8, 0.05, 0.05, 0.05]);
    // torch.nn.functional.cross_entropy mixes a soft target with the uniform one.
    close(targetOf([0.5, 0.25, 0.25, 0], 4, { epsilon: 0.4, convention: 'pytorch' }).values, [0.4, 0.25, 0.25, 0.1]);
    close(targetOf([0.5, 0.5, 0], 3, { epsilon: 0.4, convention: 'classic' }).values, [0.4, 0.4, 0.2]);
  });

  it('keeps the class that was given even where smoothing moves the largest share away', () => {
    assert.equal(targetOf(2, 3, { epsilon: 1, convention: 'classic' }).classIndex, 2);
    assert.equal(targetOf([0.2, 0.4, 0.4], 3).classIndex, 1);
  });

  it('copies a soft target and sums it', () => {
    const given = Float64Array.of(1, 3);
    const target = targetOf(given, 2);
    assert.notEqual(target.values, given);
    assert.deepEqual([target.sum, target.isOneHot], [4, false]);
    assert.equal(targetOf([0, 1], 2).isOneHot, true);
    assert.equal(targetOf([0, 2], 2).isOneHot, false);
  });

  it('refuses what is no target, and says what one is', () => {
    for (const target of [-1, 3, 1.5, NaN, Infinity]) assertRefuses(() => targetOf(target, 3), 'bad-option', /0 to 2/);
    assertRefuses(() => targetOf([0.5, 0.5], 3), 'bad-option', /2 entries for 3 classes/);
    assertRefuses(() => targetOf([], 3), 'bad-option');
    assertRefuses(() => targetOf([0.5, -0.5, 1], 3), 'bad-option', /-0\.5 at class 1/);
    assertRefuses(() => targetOf([1e308, 1e308, 0], 3), 'bad-option', /adds up to more/);
    assertRefuses(() => targetOf([], 1), 'bad-option');
    assertRefuses(() => targetOf([1, 2], 1), 'bad-option', /2 entries for 1 class:/);
    assertRefuses(() => targetOf(1, 1), 'bad-option', /only class 0 exists/);
    for (const wrong of [NaN, Infinity]) assertRefuses(() => targetOf([0, wrong, 1], 3), 'bad-option', /at class 1/);
    assertRefuses(() => targetOf([0, 0, 0], 3), 'bad-option', /0 on every class/);
    // What a caller without types may pass.
    assertRefuses(() => targetOf('cat' as unknown as number, 3), 'bad-option');
    assertRefuses(() => targetOf([0, '1', 0] as unknown as number[], 3), 'bad-option', /"1"/);
  });

  it('refuses a smoothing that does not exist', () => {
    for (const epsilon of [-0.1, 1.1, NaN]) {
      assertRefuses(() => targetOf(0, 3, { epsilon, convention: 'pytorch' }), 'bad-option', /0 to 1/);
    }
    assertRefuses(
      () => targetOf(0, 3, { epsilon: 0.1, convention: 'keras' } as unknown as LabelSmoothing),
      'bad-option',
      /keras/,
    );
    assertRefuses(() => targetOf(0, 3, null as unknown as LabelSmoothing), 'bad-option');
    assertRefuses(() => targetOf(0, 1, { epsilon: 0.1, convention: 'classic' }), 'bad-option', /one class/);
    assert.equal(targetOf(0, 1, { epsilon: 0.1, convention: 'pytorch' }).sum, 1);
  });
});
