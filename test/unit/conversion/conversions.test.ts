import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Conversion, type ConversionOptions, type Converted } from '../../../src/conversion/conversion.js';
import { type ConversionId, conversions } from '../../../src/conversion/conversions.js';
import type { DTypeName } from '../../../src/core/dtype.js';
import { memoryTensor, type Tensor } from '../../../src/core/tensor.js';
import { errorOf, numberOf, type StoredNumber } from '../core/expected.js';
import { assertRefuses } from '../core/refusal.js';

// The script beside the file writes this shape.
const cases = JSON.parse(readFileSync('test/fixtures/conversion/conversions.json', 'utf8')) as readonly {
  readonly id: ConversionId;
  readonly options: ConversionOptions;
  readonly shape: readonly number[];
  readonly classAxis: number;
  readonly dtype: DTypeName;
  readonly values: readonly StoredNumber[];
  readonly resultDtype: DTypeName;
  readonly expected: readonly StoredNumber[];
}[];

function apply(id: ConversionId, tensor: Tensor, options?: ConversionOptions): Converted {
  const conversion: Conversion | undefined = conversions.find((one) => one.id === id);
  assert.ok(conversion);
  return conversion.apply(tensor, options);
}

function converted(id: ConversionId, tensor: Tensor, options?: ConversionOptions) {
  const result = apply(id, tensor, options);
  assert.ok(result.kind === 'tensor');
  return { ...result, values: [...result.tensor.toFloat64Array()] };
}

/** A vector, or rows of one length. */
function tensorOf(rows: readonly number[] | readonly (readonly number[])[], dtype: DTypeName = 'float64'): Tensor {
  const [first] = rows;
  const shape = Array.isArray(first) ? [rows.length, first.length] : [rows.length];
  return memoryTensor({ shape, dtype, values: Float64Array.from(rows.flat()) });
}

describe('conversions', () => {
  for (const { id } of conversions) {
    if (id === 'top-classes') continue;
    it(`${id}: gives what its definition gives at 600 digits, rounded to its type`, () => {
      const own = cases.filter((one) => one.id === id);
      assert.ok(own.length > 0);
      for (const { options, shape, classAxis, dtype, values, resultDtype, expected } of own) {
        const tensor = memoryTensor({ shape, dtype, classAxis, values: Float64Array.from(values, numberOf) });
        const result = converted(id, tensor, options);
        assert.equal(result.tensor.dtype, resultDtype);
        assert.deepEqual(result.tensor.shape, shape);
        assert.equal(result.tensor.classAxis, classAxis);
        for (const [at, stored] of expected.entries()) {
          const wanted = numberOf(stored);
          const actual = result.values[at] ?? NaN;
          const place = `${JSON.stringify([options, dtype, values])} at ${at}: ${actual} for ${wanted}`;
          if (id === 'rounding') assert.equal(actual, wanted, place);
          else if (resultDtype !== 'float64') assert.ok(actual === wanted, place);
          // What is near 0 beside its terms is as exact as they are.
          else assert.ok(errorOf(actual, wanted, Math.max(Math.abs(wanted), id === 'log-odds' ? 1 : 0)) < 1e-14, place);
        }
      }
    });
  }

  it('says what became of the numbers that the type does not hold', () => {
    const logits = tensorOf([16, 0, -20], 'float16');
    assert.deepEqual(converted('probabilities', logits).notes, [
      '1 value too small for float16 became 0.',
      'The log-probabilities keep what became 0.',
    ]);
    assert.deepEqual(converted('log-probabilities', logits).notes, []);
    assert.deepEqual(converted('probabilities', tensorOf([800, 0])).notes, [
      '1 value too small for float64 became 0.',
      'The log-probabilities keep what became 0.',
    ]);
    assert.deepEqual(converted('odds', tensorOf([20, 0], 'float16')).notes, [
      '1 value beyond the range of float16 became infinite.',
      '1 value too small for float16 became 0.',
    ]);
    assert.deepEqual(converted('rounding', tensorOf([1, 70000, 1e-9, 0.1]), { dtype: 'float16' }).notes, [
      '3 values changed.',
      '1 value beyond the range of float16 became infinite.',
      '1 value too small for float16 became 0.',
    ]);
    assert.deepEqual(converted('rounding', tensorOf([1, NaN, -0, Infinity]), { dtype: 'bfloat16' }).notes, [
      'bfloat16 holds every value exactly.',
    ]);
  });

  it('keeps the type of floats, and gives float64 for integers', () => {
    assert.equal(converted('probabilities', tensorOf([2, 1], 'int64')).tensor.dtype, 'float64');
    assert.equal(converted('probabilities', tensorOf([2, 1], 'bfloat16')).tensor.dtype, 'bfloat16');
    assert.equal(converted('one-hot', tensorOf([2, 1], 'int64')).tensor.dtype, 'int64');
    assert.equal(converted('one-hot', tensorOf([2, 1], 'int64'), { dtype: 'float16' }).tensor.dtype, 'float16');
  });

  it('says that masked classes have no probability', () => {
    const { values, notes } = converted('probabilities', tensorOf([-Infinity, 0, 0]));
    assert.deepEqual(values, [0, 0.5, 0.5]);
    assert.deepEqual(notes, ['1 logit of −inf: masked, with the probability 0.']);
  });

  it('gives ties their places by index, and says so', () => {
    const tied = tensorOf([
      [1, 3, 3],
      [0, 1, 2],
    ]);
    const first = converted('one-hot', tied);
    assert.deepEqual(first.values, [0, 1, 0, 0, 0, 1]);
    assert.deepEqual(first.notes, ['1 row with ties: the first of the largest values has the 1.']);
    const places = converted('ranks', tied);
    assert.deepEqual(places.values, [3, 1, 2, 3, 2, 1]);
    assert.deepEqual(places.notes, [
      'Rank 1 is the largest value of a row.',
      '1 row with ties: of equal values the first class comes first.',
    ]);
    assert.deepEqual(converted('ranks', tensorOf([-Infinity, Infinity, 0])).values, [3, 1, 2]);
  });

  it('says that logits of probabilities are known up to a constant, and what a 0 becomes', () => {
    const { values, notes } = converted('probabilities-to-logits', tensorOf([1, 0, 0]));
    assert.deepEqual(values, [0, -Infinity, -Infinity]);
    assert.deepEqual(notes, [
      'Probabilities give logits up to a constant in each row: these are ln p, the ones whose log-sum-exp is 0.',
      '2 probabilities of 0: the logit is −inf.',
    ]);
    const rough = converted('probabilities-to-logits', tensorOf([0.66, 0.339]));
    assert.equal(rough.notes[1], 'A row sums to 1 only within 0.001; it was taken as it is.');
  });

  it('takes the target of each row from the tensor, and none from a row without one', () => {
    const rows = [0, 0, 0, 0, 0, 0];
    const tensor = memoryTensor({
      shape: [3, 2],
      dtype: 'float64',
      values: Float64Array.from(rows),
      targets: [1, -100, 0],
    });
    const { values, notes } = converted('gradient', tensor);
    assert.deepEqual(values, [0.5, -0.5, 0, 0, -0.5, 0.5]);
    assert.deepEqual(notes, [
      '1 row with the target -100: the gradient is 0.',
      "The gradient is of each row's own loss; that of the mean over 3 rows is 3 times smaller.",
    ]);
    assert.deepEqual(converted('gradient', tensor, { target: 0 }).values, [-0.5, 0.5, -0.5, 0.5, -0.5, 0.5]);
  });

  it('lists the largest logits with their probabilities', () => {
    const values = Float64Array.of(0, 2, 1, 5, 5, -Infinity);
    const classNames = ['cat', 'dog', 'emu'];
    const table = apply('top-classes', memoryTensor({ shape: [2, 3], dtype: 'float32', values, classNames }), {
      topK: 2,
    });
    assert.ok(table.kind === 'table');
    const columns = Object.fromEntries(table.columns.map(({ name, values: column }) => [name, [...column]]));
    // NumPy: float32 of e^2 / (1 + e + e^2), e / (1 + e + e^2), and their logarithms.
    assert.deepEqual(columns, {
      row: [0, 0, 1, 1],
      rank: [1, 2, 1, 2],
      class: [1, 2, 0, 1],
      name: ['dog', 'emu', 'cat', 'dog'],
      logit: [2, 1, 5, 5],
      probability: [0.6652409434318542, 0.24472847580909729, 0.5, 0.5],
      log_probability: [-0.40760597586631775, -1.4076060056686401, -0.6931471824645996, -0.6931471824645996],
    });
    assert.deepEqual(
      table.columns.map(({ dtype }) => dtype),
      ['int64', 'int64', 'int64', 'text', 'float32', 'float32', 'float32'],
    );
  });

  it('keeps names and targets of the tensor', () => {
    const tensor = memoryTensor({
      shape: [2],
      dtype: 'float64',
      values: Float64Array.of(1, 2),
      classNames: ['a', 'b'],
      targets: [1],
    });
    const result = converted('probabilities', tensor).tensor;
    assert.deepEqual([result.classNames, result.targets], [['a', 'b'], [1]]);
  });

  it('refuses rows that have no softmax, and says which and why', () => {
    const refuse = (rows: number[][], message: RegExp) =>
      assertRefuses(() => apply('probabilities', tensorOf(rows)), 'not-numeric', message);
    refuse([[1, 2], [1, NaN]], /^Row 1 has NaN at class 1/); // prettier-ignore
    refuse([[1, Infinity]], /^Row 0 has \+inf at class 1/);
    refuse([[-Infinity, -Infinity]], /^Row 0 is −inf in every class/);
    assertRefuses(() => apply('ranks', tensorOf([NaN, 1])), 'not-numeric', /NaN at class 0/);
    assertRefuses(() => apply('one-hot', tensorOf([-Infinity])), 'not-numeric', /none is the largest/);
    assertRefuses(() => apply('probabilities', tensorOf([])), 'empty');
  });

  it('refuses what are no probabilities, and says by how much', () => {
    const refuse = (id: ConversionId, row: number[], message: RegExp) =>
      assertRefuses(() => apply(id, tensorOf(row), { base: 2 }), 'not-numeric', message);
    refuse('probabilities-to-logits', [0.5, 0.4], /^Row 0 sums to 0.9, 0.1 less than 1: /);
    refuse('probabilities-to-logits', [1.5, 1], /^Row 0 sums to 2.5, 1.5 more than 1: /);
    refuse('probabilities-to-logits', [-0.5, 1.5], /^Row 0 has -0.5 at class 0, and no probability is negative/);
    refuse('probabilities-to-log-probabilities', [NaN, 1], /NaN at class 0/);
    refuse('log-probabilities-to-probabilities', [0, 0], /^The exponential of row 0 sums to 2, 1 more than 1/);
    assertRefuses(
      () => apply('label-smoothing', tensorOf([2, 1]), { labelSmoothing: { epsilon: 0.1, convention: 'pytorch' } }),
      'not-numeric',
      /sums to 3/,
    );
  });

  it('refuses options that make no sense', () => {
    const refuse = (id: ConversionId, options: ConversionOptions, message: RegExp) =>
      assertRefuses(() => apply(id, tensorOf([0.5, 0.5]), options), 'bad-option', message);
    for (const temperature of [0, -1, NaN, Infinity]) refuse('probabilities', { temperature }, /^The temperature is/);
    for (const base of [1, 0, -2, NaN, Infinity, 0.5]) refuse('log-probabilities', { base }, /^The base of the log/);
    refuse('gradient', {}, /choose a target class/);
    refuse('gradient', { target: 2 }, /^The target 2 is not a class/);
    refuse('gradient', { target: 0, labelSmoothing: { epsilon: 2, convention: 'classic' } }, /epsilon/);
    refuse('label-smoothing', {}, /needs its epsilon/);
    refuse('top-classes', { topK: 0 }, /^topK is 0/);
    refuse('rounding', {}, /^The dtype of the result is undefined/);
    refuse('probabilities', { dtype: 'int8' }, /^The dtype of the result is "int8"/);
  });

  describe('for any logits', () => {
    const logit = fc.double({ min: -300, max: 300, noNaN: true });
    const rows = fc.array(logit, { minLength: 1, maxLength: 20 });
    const close = (actual: number, wanted: number, scale = Math.abs(wanted)): void =>
      assert.ok(errorOf(actual, wanted, scale) < 1e-12, `${actual} for ${wanted}`);
    const holds = (property: (row: readonly number[]) => void): void =>
      fc.assert(fc.property(rows, property), { seed: 3, numRuns: 200 });

    it('comes back to the same probabilities by way of their logits', () => {
      holds((row) => {
        const first = converted('probabilities', tensorOf(row));
        const back = converted('probabilities', converted('probabilities-to-logits', first.tensor).tensor);
        back.values.forEach((value, at) => close(value, first.values[at] ?? NaN));
      });
    });

    it('has odds whose logarithms are the log-odds, and the difference of two logits for two classes', () => {
      holds((row) => {
        const logOdds = converted('log-odds', tensorOf(row)).values;
        const scale = 1 + Math.max(...row) - Math.min(...row);
        for (const [at, odds] of converted('odds', tensorOf(row)).values.entries()) {
          if (odds > 0) close(Math.log(odds), logOdds[at] ?? NaN, scale);
        }
        const [a = 0] = row;
        const b = row[1] ?? 0;
        const two = converted('log-odds', tensorOf([a, b])).values;
        close(two[0] ?? NaN, a - b, scale + Math.abs(a - b));
        close(two[1] ?? NaN, b - a, scale + Math.abs(a - b));
      });
    });

    it('has a gradient that sums to 0, and ranks that are a permutation', () => {
      holds((row) => {
        const gradient = converted('gradient', tensorOf(row), { target: 0 }).values;
        close(
          gradient.reduce((sum, value) => sum + value, 0),
          0,
          1,
        );
        const ranks = converted('ranks', tensorOf(row)).values.sort((a, b) => a - b);
        assert.deepEqual(
          ranks,
          row.map((_, at) => at + 1),
        );
      });
    });
  });
});
