import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Comparison, type ComparisonOptions, compare } from '../../../src/core/comparison.js';
import type { RowComparison } from '../../../src/core/rowComparison.js';
import { memoryTensor, type Tensor } from '../../../src/core/tensor.js';
import { errorOf, fixture, generatedRow, numberOf, type StoredNumber } from './expected.js';
import { assertRefuses } from './refusal.js';

type Generated = Parameters<typeof generatedRow>[0];
type StoredRow = readonly StoredNumber[] | Generated | { readonly sum: readonly [Generated, Generated] };

/** A pair of rows, with the figures from textbook formulas at up to 1,000 digits; `topKOverlap` for k = 3. */
type ExpectedPair = Readonly<Record<keyof RowComparison, StoredNumber>> & {
  readonly group: string;
  readonly a: StoredRow;
  readonly b: StoredRow;
  readonly temperature: number;
};

// The script beside the file writes this shape.
const expectedPairs = fixture('comparison.json') as readonly ExpectedPair[];

function rowOfPair(row: StoredRow): Float64Array {
  if ('seed' in row) return generatedRow(row);
  if (!('sum' in row)) return Float64Array.from(row, numberOf);
  const [base, noise] = row.sum.map(generatedRow);
  return Float64Array.from(base ?? [], (logit, index) => logit + (noise?.[index] ?? NaN));
}

const tensorOf = (...rows: readonly ArrayLike<number>[]): Tensor =>
  memoryTensor({
    shape: [rows.length, rows[0]?.length ?? 0],
    dtype: 'float64',
    values: Float64Array.from(rows.flatMap((row) => Array.from(row))),
  });

const compareRow = (a: ArrayLike<number>, b: ArrayLike<number>, options?: ComparisonOptions): RowComparison =>
  compare(tensorOf(a), tensorOf(b), options).overall;

const bounds = {
  klForward: 1e-15,
  klBackward: 1e-15,
  jensenShannon: 1e-15,
  totalVariation: 1e-15,
  maxProbabilityDelta: 1e-15,
  maxLogitDelta: 5e-16,
  topOneAgreement: 0,
  topKOverlap: 0,
  topClassRank: 0,
} satisfies Record<keyof RowComparison, number>;

const figures = [
  'klForward',
  'klBackward',
  'jensenShannon',
  'totalVariation',
  'maxProbabilityDelta',
  'maxLogitDelta',
  'topOneAgreement',
  'topKOverlap',
  'topClassRank',
] as const satisfies readonly (keyof RowComparison)[];

const logits = fc.double({ min: -40, max: 40, noNaN: true });
const logitsOrMask = fc.oneof({ weight: 8, arbitrary: logits }, { weight: 1, arbitrary: fc.constant(-Infinity) });
const pairsOf = (logit: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(logit, logit), { minLength: 1, maxLength: 20 }).map((pairs) => ({
    a: pairs.map(([logit]) => logit),
    b: pairs.map(([, logit]) => logit),
  }));
const temperature = fc.double({ min: 0.05, max: 50, noNaN: true });

describe('compare', () => {
  for (const name of figures) {
    it(`has ${name} right to ${bounds[name]}, however near or far apart the rows are`, () => {
      for (const expected of expectedPairs) {
        const { a, b, temperature, group } = expected;
        const actual = compareRow(rowOfPair(a), rowOfPair(b), { temperature, topK: 3 })[name];
        const error = errorOf(actual, numberOf(expected[name]));
        const place = `${group} ${JSON.stringify([a, b]).slice(0, 120)} at T = ${temperature}`;
        assert.ok(error <= bounds[name], `${place}: ${actual} for ${expected[name]}`);
      }
    });
  }

  it('is exactly symmetric, with KL one way the KL of the exchanged rows the other way', () => {
    fc.assert(
      fc.property(pairsOf(logitsOrMask), temperature, ({ a, b }, temperature) => {
        const [there, back] = [compareRow(a, b, { temperature }), compareRow(b, a, { temperature })];
        for (const name of [
          'jensenShannon',
          'totalVariation',
          'maxProbabilityDelta',
          'maxLogitDelta',
          'topKOverlap',
        ] as const) {
          assert.equal(there[name], back[name], name);
        }
        assert.deepEqual([there.klForward, there.klBackward], [back.klBackward, back.klForward]);
      }),
      { seed: 31, numRuns: 500 },
    );
  });

  it('keeps KL from 0 up, Jensen–Shannon up to ln 2 and total variation up to 1', () => {
    fc.assert(
      fc.property(pairsOf(logitsOrMask), temperature, ({ a, b }, temperature) => {
        const row = compareRow(a, b, { temperature });
        if (Number.isNaN(row.klForward)) return;
        assert.ok(row.klForward >= 0 && row.klBackward >= 0);
        assert.ok(row.jensenShannon >= 0 && row.jensenShannon <= Math.LN2);
        assert.ok(row.totalVariation >= 0 && row.totalVariation <= 1);
        assert.ok(row.maxProbabilityDelta <= 2 * row.totalVariation + 1e-15);
        // Pinsker's inequality.
        assert.ok(row.klForward >= 2 * row.totalVariation ** 2 * (1 - 1e-14));
      }),
      { seed: 32, numRuns: 500 },
    );
  });

  it('has nothing between equal rows, and only the rounding of the shift between shifted ones', () => {
    fc.assert(
      fc.property(fc.array(logits, { minLength: 1, maxLength: 20 }), logits, (row, shift) => {
        const same = compareRow(row, row);
        assert.deepEqual(
          figures.map((name) => same[name]),
          [0, 0, 0, 0, 0, 0, 1, 1, 1],
        );
        const rounding = 2 ** -46;
        const shifted = compareRow(
          row,
          row.map((logit) => logit + shift),
        );
        assert.ok(shifted.maxLogitDelta <= rounding && shifted.totalVariation <= rounding);
        assert.ok(shifted.klForward <= rounding ** 2 && shifted.jensenShannon <= rounding ** 2);
      }),
      { seed: 33, numRuns: 300 },
    );
  });

  it('is not changed by a shift of either row, nor by another order of the classes', () => {
    const whole = fc.integer({ min: -4000, max: 4000 }).map((units) => units / 64);
    fc.assert(
      fc.property(pairsOf(whole), whole, whole, ({ a, b }, up, down) => {
        const row = compareRow(a, b);
        // Shifts of these are exact.
        const shifted = compareRow(
          a.map((logit) => logit + up),
          b.map((logit) => logit - down),
        );
        const reversed = compareRow([...a].reverse(), [...b].reverse());
        for (const name of ['klForward', 'klBackward', 'jensenShannon', 'totalVariation', 'maxLogitDelta'] as const) {
          assert.ok(errorOf(shifted[name], row[name]) <= 4e-15, `${name}: ${shifted[name]} for ${row[name]}`);
          assert.ok(errorOf(reversed[name], row[name]) <= 4e-15, `${name}: ${reversed[name]} for ${row[name]}`);
        }
      }),
      { seed: 34, numRuns: 300 },
    );
  });

  it('is infinite where one row masks what the other does not, also where that weighs nothing', () => {
    const row = compareRow([0, -1e6], [0, -Infinity]);
    assert.deepEqual([row.klForward, row.klBackward, row.maxLogitDelta], [Infinity, 0, Infinity]);
    assert.deepEqual([row.jensenShannon, row.totalVariation], [0, 0]);
    const apart = compareRow([0, -Infinity], [-Infinity, 0]);
    assert.deepEqual(
      figures.map((name) => apart[name]),
      [Infinity, Infinity, Math.LN2, 1, 1, Infinity, 0, 1, 2],
    );
  });

  it('has a maximum logit difference in the units of the logits, whatever the temperature', () => {
    assert.equal(compareRow([1, 2, 3], [1, 2, 6], { temperature: 5 }).maxLogitDelta, 2);
  });

  it('counts the top classes that both have, as many as there are', () => {
    const [a, b] = [
      [5, 4, 3, 2, 1],
      [5, 4, 1, 2, 3],
    ];
    assert.deepEqual(
      [1, 2, 3, 4, 9].map((topK) => compareRow(a, b, { topK }).topKOverlap),
      [1, 1, 2 / 3, 3 / 4, 1],
    );
    assert.equal(
      compareRow(new Array<number>(40).fill(0), generatedRow({ seed: 1, count: 40, scale: 1 })).topOneAgreement,
      0,
    );
    assert.equal(compareRow([0, 1], [1, 1]).topOneAgreement, 0);
    assert.equal(compareRow([0, 1], [1, 1]).topClassRank, 2);
  });
});

describe('compare, over rows', () => {
  const a = tensorOf([1, 2], [NaN, 0], [3, 3], [Infinity, 0], [0, 5], [1, 1]);
  const b = tensorOf([1, 2], [0, 0], [3, 3], [NaN, 0], [2, 0], [-Infinity, -Infinity]);
  const comparison: Comparison = compare(a, b);

  it('has the figures of each row, NaN where either has no softmax', () => {
    assert.deepEqual([comparison.rowCount, comparison.classCount, comparison.rowsLeftOut], [6, 2, 3]);
    for (const row of [0, 2, 4]) {
      const alone = compareRow(a.row(row), b.row(row));
      for (const name of figures) assert.equal(comparison[name][row], alone[name], `${name} of row ${row}`);
    }
    for (const row of [1, 3, 5]) for (const name of figures) assert.equal(comparison[name][row], NaN);
  });

  it('has overall the mean of the rows that have figures, but the largest difference of p and of z', () => {
    const { overall } = comparison;
    assert.deepEqual([overall.topOneAgreement, overall.topClassRank, overall.maxLogitDelta], [2 / 3, 4 / 3, 3.5]);
    assert.equal(overall.klForward, (comparison.klForward[4] ?? NaN) / 3);
    assert.equal(overall.maxProbabilityDelta, comparison.maxProbabilityDelta[4]);
    assert.equal(
      compare(tensorOf([1e308, 1e308], [1e308, 1e308]), tensorOf([-1e308, 1e308], [-1e308, 1e308])).overall.klForward,
      1e308,
    );
  });

  it('says which rows of which tensor it left out', () => {
    assert.deepEqual(
      comparison.warnings.map(({ code, message }) => [code, message.replace(/ and was.*/, '')]),
      [
        ['nan', '1 of 6 rows holds NaN in the first tensor'],
        ['positive-infinity', '1 of 6 rows holds +inf in the first tensor'],
        ['nan', '1 of 6 rows holds NaN in the second tensor'],
        ['fully-masked', '1 of 6 rows is −inf throughout in the second tensor'],
      ],
    );
  });

  it('has NaN overall where no row has figures, or none is there', () => {
    const none = memoryTensor({ shape: [0, 3], dtype: 'float64', values: new Float64Array(0) });
    for (const nothing of [compare(none, none), compare(tensorOf([NaN]), tensorOf([0]))]) {
      assert.deepEqual(
        figures.map((name) => nothing.overall[name]),
        figures.map(() => NaN),
      );
    }
  });

  it('goes along the class axis that both have', () => {
    const values = Float64Array.of(1, 2, 3, 4);
    const columns = memoryTensor({ shape: [2, 2], dtype: 'float64', values, classAxis: 0 });
    const rows = memoryTensor({ shape: [2, 2], dtype: 'float64', values });
    assert.deepEqual([...compare(columns, columns).klForward], [0, 0]);
    assertRefuses(() => compare(columns, rows), 'shape-mismatch', /axis 0 of .*\(2, 2\).*axis 1 of/);
    const single = (classAxis: number) => memoryTensor({ shape: [1, 1, 4], dtype: 'float64', values, classAxis });
    assert.equal(compare(single(0), single(1)).rowCount, 4);
    assertRefuses(() => compare(single(0), single(2)), 'shape-mismatch');
  });

  it('refuses tensors of two shapes, rows without classes and options without a meaning', () => {
    assertRefuses(() => compare(tensorOf([1, 2]), tensorOf([1, 2, 3])), 'shape-mismatch', /\(1, 2\) and \(1, 3\)/);
    const vector = memoryTensor({ shape: [2], dtype: 'float64', values: Float64Array.of(1, 2) });
    assertRefuses(() => compare(tensorOf([1, 2]), vector), 'shape-mismatch', /\(1, 2\) and \(2,\)/);
    const empty = memoryTensor({ shape: [2, 0], dtype: 'float64', values: new Float64Array(0) });
    assertRefuses(() => compare(empty, empty), 'empty');
    for (const temperature of [0, -1, NaN, Infinity]) {
      assertRefuses(() => compare(a, b, { temperature }), 'bad-option', /temperature/);
    }
    for (const topK of [0, 1.5, NaN]) assertRefuses(() => compare(a, b, { topK }), 'bad-option', /topK/);
    assertRefuses(() => compare(a, undefined as unknown as Tensor), 'bad-option', /no tensor/);
  });
});
