import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calibrate } from '../../../src/core/calibration.js';
import type { CalibrationFigures } from '../../../src/core/reliability.js';
import { memoryTensor, type Tensor } from '../../../src/core/tensor.js';
import { errorOf, fixture, generatedRow, numberOf, type StoredNumber } from './expected.js';
import { assertRefuses } from './refusal.js';

interface ExpectedFigures {
  readonly accuracy: StoredNumber;
  readonly nll: StoredNumber;
  readonly brier: StoredNumber;
  readonly ece: StoredNumber;
  /** Index, count, confidence and accuracy of each bin that has rows. */
  readonly bins: readonly (readonly [number, number, number, number])[];
}

/** A labelled set with its figures at up to 700 digits. */
interface ExpectedSet {
  readonly name: string;
  readonly logits: readonly (readonly StoredNumber[])[] | Parameters<typeof generatedRow>[0];
  readonly classCount: number;
  readonly labels: readonly number[];
  readonly binCount: number;
  readonly before: ExpectedFigures;
  readonly atOptimum: 'interior' | 'zero' | 'infinity' | null;
  readonly fittedTemperature?: StoredNumber;
  readonly after?: ExpectedFigures;
  readonly framework?: { readonly nll: number; readonly nllOfTorch: number; readonly brier: number };
}

// The script beside the file writes this shape.
const expectedSets = fixture('calibration.json') as readonly ExpectedSet[];

function tensorOfSet({ logits, classCount }: ExpectedSet): Tensor {
  const values = 'seed' in logits ? generatedRow(logits) : Float64Array.from(logits.flat(), numberOf);
  return memoryTensor({ shape: [values.length / classCount, classCount], dtype: 'float64', values });
}

const tensorOf = (...rows: readonly (readonly number[])[]): Tensor =>
  memoryTensor({
    shape: [rows.length, rows[0]?.length ?? 0],
    dtype: 'float64',
    values: Float64Array.from(rows.flat()),
  });

function assertFigures(actual: CalibrationFigures, expected: ExpectedFigures, name: string): void {
  for (const figure of ['accuracy', 'nll', 'brier'] as const) {
    const error = errorOf(actual[figure], numberOf(expected[figure]));
    assert.ok(error <= 1e-15, `${name}: ${figure} ${actual[figure]} for ${expected[figure]}`);
  }
  // A difference of means near 1.
  assert.ok(
    errorOf(actual.ece, numberOf(expected.ece), numberOf(expected.ece) + 0.2) <= 1e-15,
    `${name}: ${actual.ece}`,
  );
  const filled = actual.bins.map((bin, index) => ({ index, ...bin })).filter(({ count }) => count > 0);
  assert.deepEqual(
    filled.map(({ index, count }) => [index, count]),
    expected.bins.map(([index, count]) => [index, count]),
    name,
  );
  for (const [at, bin] of filled.entries()) {
    const [, , confidence, accuracy] = expected.bins[at] ?? [];
    assert.ok(errorOf(bin.confidence, confidence ?? NaN) <= 1e-15, `${name}: ${bin.confidence} for ${confidence}`);
    assert.ok(errorOf(bin.accuracy, accuracy ?? NaN) <= 1e-15, `${name}: ${bin.accuracy} for ${accuracy}`);
  }
}

describe('calibrate', () => {
  for (const expected of expectedSets) {
    it(`has the figures and the temperature of a set: ${expected.name}`, () => {
      const { name, labels, binCount, framework } = expected;
      const actual = calibrate(tensorOfSet(expected), labels, { bins: binCount });
      assertFigures(actual, expected.before, name);
      assert.equal(actual.atOptimum, expected.atOptimum ?? undefined);
      const temperature = numberOf(expected.fittedTemperature ?? 'nan');
      assert.ok(errorOf(actual.fittedTemperature, temperature) <= 2e-15, `${actual.fittedTemperature}`);
      if (expected.after !== undefined) assertFigures(actual.after, expected.after, `${name}, fitted`);
      if (framework === undefined) return;
      assert.ok(errorOf(actual.nll, framework.nll) <= 1e-13, `${framework.nll} in scikit-learn`);
      assert.ok(errorOf(actual.nll, framework.nllOfTorch) <= 1e-13, `${framework.nllOfTorch} in PyTorch`);
      assert.ok(errorOf(actual.brier, framework.brier) <= 1e-13, `${framework.brier} in PyTorch`);
    });
  }

  it('fits a temperature that no other one is better than', () => {
    const set = fc.array(
      fc.tuple(fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 4, maxLength: 4 }), fc.nat(3)),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(set, (pairs) => {
        const labels = pairs.map(([, label]) => label);
        const nllAt = (temperature: number) =>
          calibrate(tensorOf(...pairs.map(([row]) => row.map((logit) => logit / temperature))), labels).nll;
        const { fittedTemperature, atOptimum, nll, after } = calibrate(tensorOf(...pairs.map(([row]) => row)), labels);
        const others =
          atOptimum === 'interior' ? [0.99, 1.01, 0.5, 2].map((factor) => factor * fittedTemperature) : [0.01, 100];
        for (const other of [nll, ...others.map(nllAt)])
          assert.ok(after.nll <= other * (1 + 1e-14), `${after.nll}, ${other}`);
        assert.equal(
          after.accuracy,
          atOptimum === undefined ? NaN : calibrate(tensorOf(...pairs.map(([row]) => row)), labels).accuracy,
        );
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  it('fits a temperature that scales as the logits do', () => {
    const rows = [
      [1, 2.5, 0],
      [0.5, 0.25, 3],
      [2, -1, 1.5],
    ];
    const { fittedTemperature } = calibrate(tensorOf(...rows), [1, 2, 2]);
    for (const factor of [2 ** -900, 2 ** -30, 2, 2 ** 1000]) {
      const scaled = calibrate(tensorOf(...rows.map((row) => row.map((logit) => logit * factor))), [1, 2, 2]);
      assert.ok(errorOf(scaled.fittedTemperature, fittedTemperature * factor) <= 2e-15, String(factor));
    }
  });

  it('fits a temperature of 1000 rows of 1000 classes', () => {
    const count = 1000;
    const values = generatedRow({ seed: 5, count: count * count, scale: 10 });
    let reads = 0;
    const row = (index: number) => {
      reads++;
      return values.subarray(index * count, (index + 1) * count);
    };
    const labels = Array.from({ length: count }, (_, index) => (index * 7) % 1000);
    const labelled = calibrate({ shape: [count, count], row } as unknown as Tensor, labels);
    assert.ok(labelled.nll > labelled.after.nll);
    assert.ok(reads <= 20 * count, `${reads} rows read`);
  });

  it('has a reliability diagram of equal bins, NaN in the empty ones', () => {
    const { bins } = calibrate(tensorOf([0, 0], [3, 0]), [0, 1], { bins: 4 });
    const confidence = 1 / (1 + Math.exp(-3));
    assert.deepEqual(bins, [
      { lower: 0, upper: 0.25, count: 0, confidence: NaN, accuracy: NaN },
      { lower: 0.25, upper: 0.5, count: 1, confidence: 0.5, accuracy: 1 },
      { lower: 0.5, upper: 0.75, count: 0, confidence: NaN, accuracy: NaN },
      { lower: 0.75, upper: 1, count: 1, confidence, accuracy: 0 },
    ]);
    assert.equal(calibrate(tensorOf([0, 0]), [0]).bins.length, 15);
    assert.equal(calibrate(tensorOf([0, 0]), [0], { bins: null }).bins.length, 15);
  });

  it('keeps the digits of what sure rows lack', () => {
    const { nll, brier, ece } = calibrate(tensorOf([50, 0], [0, 50]), [0, 1]);
    const lacking = Math.exp(-50);
    assert.ok(
      errorOf(nll, lacking) <= 1e-15 && errorOf(ece, lacking) <= 1e-15 && errorOf(brier, 2 * lacking ** 2) <= 1e-15,
    );
  });

  it('says at which limit the optimum is, with the figures of the limiting rows', () => {
    const zero = calibrate(tensorOf([2, 2, 1], [0, 5, 3]), [1, 1]);
    assert.deepEqual([zero.fittedTemperature, zero.atOptimum], [0, 'zero']);
    // Of the tie the first class is the top one, which is not the label.
    assert.deepEqual([zero.after.accuracy, zero.after.nll, zero.after.brier], [0.5, Math.LN2 / 2, 0.25]);
    const infinity = calibrate(tensorOf([2, 0, -Infinity], [0, 5, 3]), [1, 0]);
    assert.deepEqual([infinity.fittedTemperature, infinity.atOptimum], [Infinity, 'infinity']);
    assert.ok(errorOf(infinity.after.nll, Math.log(6) / 2) <= 1e-15);
    assert.ok(errorOf(infinity.after.ece, 5 / 12) <= 1e-15);
  });

  it('takes a temperature of 1 where all are alike', () => {
    const { fittedTemperature, atOptimum, nll, after } = calibrate(tensorOf([7, 7], [-1, -1]), [0, 1]);
    assert.deepEqual([fittedTemperature, atOptimum, nll, after.nll], [1, 'interior', Math.LN2, Math.LN2]);
  });

  it('does not fit where a label is masked, and says so', () => {
    const calibration = calibrate(tensorOf([1, -Infinity], [0, 1], [NaN, 1]), [1, 1, 1]);
    assert.deepEqual([calibration.nll, calibration.accuracy, calibration.rowCount], [Infinity, 0.5, 2]);
    assert.deepEqual([calibration.fittedTemperature, calibration.atOptimum], [NaN, undefined]);
    assert.deepEqual([calibration.after.nll, calibration.after.bins[14]?.count], [NaN, 0]);
    assert.deepEqual(
      calibration.warnings.map(({ code, message }) => [code, message.replace(/:.*/, '')]),
      [
        ['nan', '1 of 3 rows holds NaN and was left out'],
        ['masked-label', '1 of 2 rows has a label that is masked (−inf)'],
      ],
    );
  });

  it('leaves out rows without a label or a softmax', () => {
    const rows = [
      [1, 0],
      [0.5, 2],
      [Infinity, 0],
      [3, 1],
    ];
    const all = calibrate(tensorOf(...rows), [0, -100, 0, 1]);
    const kept = calibrate(tensorOf([1, 0], [3, 1]), [0, 1]);
    assert.deepEqual([all.rowCount, all.rowsLeftOut, kept.rowsLeftOut], [2, 2, 0]);
    assert.deepEqual(
      all.warnings.map(({ code }) => code),
      ['positive-infinity', 'ignored-label'],
    );
    assert.deepEqual({ ...all, rowsLeftOut: 0, warnings: [] }, kept);
  });

  it('has NaN and a warning where nothing is left', () => {
    const none = memoryTensor({ shape: [0, 3], dtype: 'float64', values: new Float64Array(0) });
    for (const nothing of [calibrate(none, []), calibrate(tensorOf([1, 2]), [-100])]) {
      const { accuracy, nll, brier, ece, fittedTemperature, after } = nothing;
      for (const figure of [accuracy, nll, brier, ece, fittedTemperature, after.nll]) assert.equal(figure, NaN);
      assert.deepEqual([nothing.atOptimum, nothing.rowCount, nothing.warnings.at(-1)?.code], [undefined, 0, 'no-rows']);
    }
  });

  it('ends, whatever a tensor says that changes as it is read', () => {
    let read = 0;
    const row = () => [read++ % 3, NaN, read % 7, -Infinity].slice(read % 2, 2 + (read % 2));
    const restless = { shape: [3, 2], row: () => (read < 3 ? [read++, 1] : row()) } as unknown as Tensor;
    assert.equal(calibrate(restless, [0, 1, 0]).rowCount, 3);
  });

  it('refuses labels and bins that make no sense', () => {
    const tensor = tensorOf([1, 2], [3, 4]);
    assertRefuses(() => calibrate(tensor, [0]), 'bad-option', /There is 1 label for 2 rows/);
    assertRefuses(() => calibrate(tensor, [0, 2]), 'bad-option', /The label of row 1 is 2/);
    assertRefuses(() => calibrate(tensor, [0, 0.5]), 'bad-option', /row 1 is 0.5/);
    assertRefuses(() => calibrate(tensor, undefined as unknown as number[]), 'bad-option', /labels/);
    for (const bins of [0, -1, 2.5, NaN, 1e9])
      assertRefuses(() => calibrate(tensor, [0, 1], { bins }), 'bad-option', /bins/);
    const empty = memoryTensor({ shape: [2, 0], dtype: 'float64', values: new Float64Array(0) });
    assertRefuses(() => calibrate(empty, [0, 0]), 'empty');
  });
});
