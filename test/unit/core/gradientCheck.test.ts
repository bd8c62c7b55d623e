import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Distribution } from '../../../src/core/distribution.js';
import { checkGradient, type GradientCheckOptions } from '../../../src/core/gradientCheck.js';
import { crossEntropy } from '../../../src/core/loss.js';
import { LossAlongLogit } from '../../../src/core/lossAlongLogit.js';
import { targetOf } from '../../../src/core/target.js';
import { errorOf, expectedCases, fixture, generatedRow, placeOf, rowOfCase } from './expected.js';
import { assertRefuses } from './refusal.js';

interface TorchGradient {
  readonly row: readonly number[];
  readonly target: number;
  readonly temperature: number;
  readonly epsilon: number;
  readonly gradient: readonly number[];
}

// The script beside the file writes this shape.
const { gradients } = fixture('distillation.json') as { readonly gradients: readonly TorchGradient[] };

const optionsOf = ({ target, temperature, epsilon, gradient }: TorchGradient): GradientCheckOptions => ({
  target,
  temperature,
  gradient,
  labelSmoothing: { epsilon, convention: 'pytorch' },
});

describe('checkGradient', () => {
  it('finds the formula right for every row of the table that has a finite loss', () => {
    let checked = 0;
    for (const expected of expectedCases) {
      const row = rowOfCase(expected);
      for (const { target, smoothing } of expected.losses) {
        const { temperature } = expected;
        const { formula, checkedCount } = checkGradient(row, { target, temperature, labelSmoothing: smoothing });
        if (checkedCount === 0) continue;
        checked++;
        assert.equal(checkedCount, Math.min(row.length, 256));
        assert.ok(formula.maxRelativeError < 1e-9, `${placeOf(expected)}: ${JSON.stringify(formula)}`);
      }
    }
    assert.ok(checked > 1000, String(checked));
  });

  it('finds it right to 1e-10 for ordinary rows', () => {
    const rows = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.double({ min: 0.2, max: 20, noNaN: true }), (row, seed, temperature) => {
        const { formula } = checkGradient(row, { target: seed % row.length, temperature });
        assert.ok(formula.maxRelativeError < 1e-10, JSON.stringify(formula));
      }),
      { seed: 41, numRuns: 300 },
    );
  });

  it('finds it right to 2e-9 where the target is the row itself', () => {
    const rows = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(rows, (row) => {
        const target = new Distribution(Float64Array.from(row)).probabilities();
        assert.ok(checkGradient(row, { target }).formula.maxRelativeError < 2e-9);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('agrees with the gradients of PyTorch', () => {
    for (const torch of gradients) {
      const { supplied } = checkGradient(torch.row, optionsOf(torch));
      assert.ok((supplied?.maxRelativeError ?? NaN) < 1e-10, JSON.stringify(supplied));
    }
  });

  it('says where a gradient is wrong, and by how much', () => {
    for (const torch of gradients) {
      const { row, gradient } = torch;
      const check = (wrong: readonly number[]) => checkGradient(row, { ...optionsOf(torch), gradient: wrong }).supplied;
      const third = gradient[3] ?? NaN;
      const one = check(gradient.with(3, third * 1.001));
      assert.equal(one?.classIndex, 3);
      assert.ok(errorOf(one.maxRelativeError, 0.001 / 1.001) < 1e-6);
      assert.ok(errorOf(one.maxAbsoluteError, Math.abs(third) * 0.001) < 1e-6);
      assert.equal(one.gradient, third * 1.001);
      assert.ok(errorOf(one.quotient, third) < 1e-10);
      assert.ok(errorOf(check(gradient.map((entry) => -entry))?.maxRelativeError ?? NaN, 2) < 1e-9);
      assert.equal(check(gradient.map(() => 0))?.maxRelativeError, 1);
    }
  });

  it('finds a small wrong entry beside large ones', () => {
    const row = [30, 0, -1];
    const p = Math.exp(-30) / (1 + Math.exp(-30) + Math.exp(-31));
    const { supplied } = checkGradient(row, { target: 1, gradient: [1 - p, p - 1, 0] });
    assert.deepEqual([supplied?.classIndex, supplied?.maxRelativeError], [2, 1]);
  });

  it('checks the largest and a seeded sample of many classes', () => {
    const row = generatedRow({ seed: 4, count: 5000, scale: 24 });
    const gradient = new Float64Array(5000);
    gradient[4321] = -7;
    const { checkedCount, classCount, supplied, formula } = checkGradient(row, { target: 17, gradient });
    assert.deepEqual([checkedCount, classCount], [256, 5000]);
    assert.ok(formula.maxRelativeError < 1e-9);
    assert.ok((supplied?.maxAbsoluteError ?? NaN) >= 7);
  });

  it('checks nothing where the loss is not finite, and says why', () => {
    for (const [row, code] of [
      [[1, NaN], 'nan'],
      [[1, -Infinity], 'masked-target'],
      [[1e308, -1e308], 'infinite-loss'],
    ] as const) {
      const { checkedCount, formula, supplied, warnings } = checkGradient(row, { target: 1, gradient: [0, 0] });
      assert.deepEqual([checkedCount, formula.classIndex, formula.maxRelativeError], [0, -1, NaN]);
      assert.deepEqual([supplied?.maxAbsoluteError, warnings.map((warning) => warning.code)], [NaN, [code]]);
    }
  });

  it('expects a masked class to have no gradient', () => {
    const { checkedCount, formula, supplied } = checkGradient([1, -Infinity, 2], { target: 0, gradient: [0, 0.5, 0] });
    assert.ok(checkedCount === 3 && formula.maxRelativeError < 1e-12);
    assert.equal(supplied?.maxRelativeError, 1);
  });

  it('refuses what it cannot check', () => {
    const refuses = (options: object, message: RegExp) =>
      assertRefuses(() => checkGradient([1, 2], options as GradientCheckOptions), 'bad-option', message);
    refuses({}, /needs a target/);
    refuses({ target: 2 }, /not a class/);
    refuses({ target: 0, gradient: [1] }, /1 entry for 2 classes/);
    refuses({ target: 0, gradient: [1, NaN] }, /NaN at class 1/);
    refuses({ target: 0, seed: 0.5 }, /seed is 0.5/);
    refuses({ target: 0, temperature: 0 }, /temperature is 0/);
  });
});

describe('LossAlongLogit', () => {
  it('has the slopes that differences of the whole loss have, as far as those go', () => {
    const row = [1.5, -0.25, 3, 0.5];
    const target = targetOf([0.1, 0.6, 0.2, 0.4], 4);
    const along = new LossAlongLogit(new Distribution(Float64Array.from(row), 1.5), target);
    for (const index of row.keys()) {
      const at = (by: number) =>
        crossEntropy(new Distribution(Float64Array.from(row.with(index, (row[index] ?? NaN) + by)), 1.5), target);
      const step = 1e-5;
      assert.ok(Math.abs((at(step) - at(-step)) / (2 * step) - along.slope(index).quotient) < 1e-9);
    }
  });
});
