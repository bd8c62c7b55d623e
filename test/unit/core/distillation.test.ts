import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distillationLoss } from '../../../src/core/distillation.js';
import { errorOf, fixture, numberOf, type StoredNumber } from './expected.js';
import { assertRefuses } from './refusal.js';

interface ExactDistillation {
  readonly group: string;
  readonly student: readonly StoredNumber[];
  readonly teacher: readonly StoredNumber[];
  readonly temperature: number;
  readonly kl: StoredNumber;
  readonly entropy: number;
  readonly gradient: readonly number[];
}

interface TorchDistillation {
  readonly student: readonly number[];
  readonly teacher: readonly number[];
  readonly target: number;
  readonly temperature: number;
  readonly alpha: number;
  readonly softLoss: number;
  readonly hardLoss: number;
  readonly loss: number;
  readonly gradient: readonly number[];
}

// The script beside the file writes this shape.
const { exact, torch } = fixture('distillation.json') as {
  readonly exact: readonly ExactDistillation[];
  readonly torch: readonly TorchDistillation[];
};
const rows = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 2, maxLength: 10 });

function placeOf({ group, student, teacher, temperature }: ExactDistillation): string {
  return `${group}: ${JSON.stringify([student, teacher])} at T = ${temperature}`;
}

describe('distillationLoss', () => {
  it('has the divergence right within 1e-15, however nearly equal the rows are', () => {
    for (const expected of exact) {
      const { temperature, kl, entropy } = expected;
      const actual = distillationLoss(expected.student.map(numberOf), expected.teacher.map(numberOf), { temperature });
      const error = errorOf(actual.klNats, numberOf(kl));
      assert.ok(error <= 1e-15, `${placeOf(expected)}: ${actual.klNats} for ${kl}, ${error}`);
      assert.ok(errorOf(actual.softLoss, temperature ** 2 * numberOf(kl)) <= 1.5e-15);
      const crossEntropy = temperature ** 2 * (numberOf(kl) + entropy);
      assert.ok(errorOf(actual.softCrossEntropy, crossEntropy) <= 2e-15, placeOf(expected));
      assert.equal(actual.loss, actual.softLoss);
    }
  });

  it('has the gradient right within 5e-15 of its largest entry', () => {
    for (const expected of exact) {
      const { student, teacher, temperature } = expected;
      const { gradient } = distillationLoss(student.map(numberOf), teacher.map(numberOf), { temperature });
      const largest = Math.max(...expected.gradient.map(Math.abs));
      for (const [index, entry] of expected.gradient.entries()) {
        const error = errorOf(gradient[index] ?? NaN, entry, largest);
        assert.ok(error <= 5e-15, `${placeOf(expected)}: ${gradient[index]} for ${entry}, ${error}`);
      }
    }
  });

  it('weighs the terms as PyTorch code does, with the gradient of its autograd', () => {
    for (const { student, teacher, target, temperature, alpha, ...expected } of torch) {
      const actual = distillationLoss(student, teacher, { target, temperature, alpha });
      assert.ok(errorOf(actual.softLoss, expected.softLoss) < 1e-13);
      assert.ok(errorOf(actual.hardLoss ?? NaN, expected.hardLoss) < 1e-13);
      assert.ok(errorOf(actual.loss, expected.loss) < 1e-13);
      for (const [index, entry] of expected.gradient.entries()) {
        assert.ok(Math.abs((actual.gradient[index] ?? NaN) - entry) < 1e-14);
      }
    }
  });

  it('weighs both terms alike unless told, and has one term without a label', () => {
    const both = distillationLoss([1, 2], [2, 1], { target: 0 });
    assert.equal(both.loss, 0.5 * both.softLoss + 0.5 * (both.hardLoss ?? NaN));
    assert.equal('hardLoss' in distillationLoss([1, 2], [2, 1]), false);
    assert.equal(distillationLoss([1, 2], [2, 1], { alpha: 1 }).loss, both.softLoss);
  });

  it('is never negative, sees no shift, and has a gradient that adds up to 0', () => {
    const pairs = fc.tuple(rows, rows, fc.double({ min: 0.2, max: 20, noNaN: true }));
    fc.assert(
      fc.property(pairs, ([a, b, temperature]) => {
        const size = Math.min(a.length, b.length);
        const [student, teacher] = [a.slice(0, size), b.slice(0, size)];
        const { klNats, gradient } = distillationLoss(student, teacher, { temperature });
        assert.ok(klNats >= 0);
        assert.ok(Math.abs(gradient.reduce((sum, entry) => sum + entry, 0)) < 1e-14 * temperature);
        const shifted = distillationLoss(
          student.map((logit) => logit + 64),
          teacher,
          { temperature },
        );
        assert.ok(Math.abs(shifted.klNats - klNats) < (1e-12 / temperature) * (1 + klNats));
        assert.ok(distillationLoss(student, student, { temperature }).klNats === 0);
      }),
      { seed: 51, numRuns: 300 },
    );
  });

  it('is infinite where the student masks what the teacher has, and counts what both mask for nothing', () => {
    const apart = distillationLoss([1, -Infinity], [1, 2]);
    assert.deepEqual([apart.klNats, apart.loss], [Infinity, Infinity]);
    // The teacher's 1e-435 is 0 in float64, but above 0.
    assert.equal(distillationLoss([1, -Infinity], [1, -1000]).klNats, Infinity);
    assert.equal(distillationLoss([1, -Infinity, 2], [1, -Infinity, 2]).klNats, 0);
    assert.ok(Number.isFinite(distillationLoss([1, -Infinity], [1, 2], { target: 0, alpha: 0 }).loss));
  });

  it('is NaN for a row without a softmax, and says which', () => {
    const { klNats, loss, gradient, warnings } = distillationLoss([1, 2], [1, NaN]);
    assert.deepEqual([klNats, loss, ...gradient], [NaN, NaN, NaN, NaN]);
    assert.match(warnings[0]?.message ?? '', /^Teacher: NaN at 1/);
    assert.match(distillationLoss([Infinity, 2], [1, 2]).warnings[0]?.message ?? '', /^Student: \+inf at 0/);
  });

  it('refuses rows that do not fit and options that make no sense', () => {
    assertRefuses(() => distillationLoss([1, 2], [1]), 'shape-mismatch', /student has 2 classes, the teacher 1/);
    assertRefuses(() => distillationLoss([], [1]), 'empty', /student logits/);
    for (const alpha of [-0.1, 1.1, NaN]) {
      assertRefuses(() => distillationLoss([1], [1], { alpha, target: 0 }), 'bad-option', /alpha is/);
    }
    assertRefuses(() => distillationLoss([1], [1], { alpha: 0.5 }), 'bad-option', /no target/);
    assertRefuses(() => distillationLoss([1], [1], { temperature: 1e200 }), 'bad-option', /beyond float64/);
    assertRefuses(() => distillationLoss([1], [1], { target: 1 }), 'bad-option', /not a class/);
  });
});
