import assert from 'node:assert/strict';
import { Distribution } from '../../../src/core/distribution.js';
import { lossFigures } from '../../../src/core/loss.js';
import { referenceLoss, type Saturation, saturationOf } from '../../../src/core/saturation.js';
import { targetOf } from '../../../src/core/target.js';
import { errorOf, fixture } from './expected.js';

function saturation(logits: readonly number[], target: number | readonly number[], temperature = 1): Saturation {
  const row = Float64Array.from(logits);
  return saturationOf(new Distribution(row, temperature), targetOf(target, row.length));
}

describe('saturationOf', () => {
  it('tells a row that has learnt from one that is sure of something else', () => {
    assert.equal(saturation([8, 0], 0).state, 'saturated');
    assert.equal(saturation([8, 0], 1).state, 'confidently-wrong');
    assert.equal(saturation([1, 0], 0).state, 'neither');
    assert.equal(saturation([1, 0], 1).state, 'neither');
  });

  it('changes its mind at the threshold', () => {
    // With K = 2 the residual is 1 − p_0 = 1 / (1 + e^gap), which is 1e-3 at ln 999.
    const gap = Math.log(999);
    assert.deepEqual(
      [gap + 1e-6, gap - 1e-6].map((logit) => saturation([logit, 0], 0).state),
      ['saturated', 'neither'],
    );
    assert.deepEqual(
      [gap + 1e-6, gap - 1e-6].map((logit) => saturation([logit, 0], 1).state),
      ['confidently-wrong', 'neither'],
    );
    assert.equal(saturationOf(new Distribution(Float64Array.of(2, 0)), targetOf(0, 2), 0.2).state, 'saturated');
  });

  it('has the residual without 1/T, and the probability of the target', () => {
    const { largestResidual, targetProbability } = saturation([10, 0], 0, 5);
    const rest = 1 / (1 + Math.exp(2));
    assert.ok(errorOf(largestResidual, rest) < 1e-15 && errorOf(targetProbability, 1 - rest) < 1e-15);
    const sure = saturation([100, 0], 0);
    assert.ok(errorOf(sure.largestResidual, Math.exp(-100)) < 1e-15);
  });

  it('does not call a right row wrong because it has many classes', () => {
    const row = new Float64Array(5000);
    assert.equal(saturationOf(new Distribution(row), targetOf(0, 5000)).state, 'neither');
    assert.equal(saturationOf(new Distribution(row), targetOf(1, 5000)).state, 'confidently-wrong');
  });

  it('calls a soft target saturated where the row has it', () => {
    assert.equal(saturation([0, 0], [0.5, 0.5]).state, 'saturated');
    assert.equal(saturation([5, 0], [0.5, 0.5]).state, 'neither');
  });

  it('is NaN for a row without a softmax', () => {
    assert.deepEqual(saturation([NaN, 0], 1), { state: 'neither', largestResidual: NaN, targetProbability: NaN });
  });
});

describe('referenceLoss', () => {
  // The script beside the file writes this shape.
  const { reference } = fixture('distillation.json') as {
    readonly reference: readonly { readonly margin: number; readonly classCount: number; readonly loss: number }[];
  };

  it('is right within 1e-15 at every margin and number of classes', () => {
    for (const { margin, classCount, loss } of reference) {
      assert.ok(errorOf(referenceLoss(margin, classCount), loss) <= 1e-15, `${margin} ${classCount}`);
    }
    assert.deepEqual([referenceLoss(Infinity, 3), referenceLoss(-Infinity, 3)], [0, Infinity]);
  });

  it('is the most that a row with this margin can lose', () => {
    const row = Float64Array.of(1.5, -2, 0.75, 0.5);
    for (const target of row.keys()) {
      const { loss, targetMargin = NaN } = lossFigures(new Distribution(row), targetOf(target, 4));
      assert.ok(loss < referenceLoss(targetMargin, 4));
    }
    const flat = lossFigures(new Distribution(Float64Array.of(3, 1, 1)), targetOf(0, 3)).loss;
    assert.ok(errorOf(flat, referenceLoss(2, 3)) < 1e-15);
  });
});
