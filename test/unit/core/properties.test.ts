import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  calibrate,
  compare,
  inspectRow,
  inspectTensor,
  jacobian,
  jacobianRow,
  jacobianVectorProduct,
  logSumExp,
  softmax,
  sweepTemperature,
} from '../../../src/api.js';
import { memoryTensor } from '../../../src/core/tensor.js';
import { errorOf } from './expected.js';

/** Rows on both sides of the length from which the kernels in WASM take over; quarters, so that small shifts are exact. */
const lengths = fc.oneof(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 13, max: 80 }));
const quarters = (size: number) => fc.integer({ min: -4 * size, max: 4 * size }).map((number) => number / 4);
const rowsOf = (entry: fc.Arbitrary<number>) =>
  lengths.chain((length) => fc.array(entry, { minLength: length, maxLength: length }));
const rows = rowsOf(quarters(60));
const maskedRows = rowsOf(fc.oneof({ weight: 4, arbitrary: quarters(60) }, fc.constant(-Infinity))).filter((logits) =>
  logits.some(Number.isFinite),
);
const pairs = rows.chain((a) =>
  fc.tuple(fc.constant(a), fc.array(quarters(60), { minLength: a.length, maxLength: a.length })),
);
const temperatures = fc.double({ min: 0.05, max: 50, noNaN: true });

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const at = (values: ArrayLike<number>, index: number) => values[index] ?? NaN;
const tensorOf = (...logits: readonly (readonly number[])[]) =>
  memoryTensor({
    shape: [logits.length, logits[0]?.length ?? 0],
    dtype: 'float64',
    values: Float64Array.from(logits.flat()),
  });

function holds<Ts extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  claim: (...values: Ts) => void,
  numRuns = 150,
): void {
  fc.assert(
    fc.property(fc.tuple(...arbitraries) as unknown as fc.Arbitrary<Ts>, (values) => claim(...values)),
    {
      seed: 11,
      numRuns,
    },
  );
}

describe('softmax of rows of any length', () => {
  it('is the same after a shift, masks included', () => {
    holds([maskedRows, quarters(1e6), temperatures], (logits, shift, temperature) => {
      const shifted = softmax(
        logits.map((logit) => logit + shift),
        temperature,
      );
      for (const [index, p] of softmax(logits, temperature).entries())
        assert.ok(errorOf(at(shifted, index), p) < 1e-15);
    });
  });

  it('permutes as its row does', () => {
    const shuffled = rows.chain((logits) =>
      fc.tuple(fc.constant(logits), fc.shuffledSubarray([...logits.keys()], { minLength: logits.length })),
    );
    holds([shuffled], ([logits, order]) => {
      const p = softmax(logits);
      const permuted = softmax(order.map((index) => at(logits, index)));
      for (const [place, index] of order.entries()) assert.ok(errorOf(at(permuted, place), at(p, index)) < 2e-15);
    });
  });

  it('has its gradient in the log-sum-exp', () => {
    const step = 2 ** -13;
    holds([rowsOf(quarters(4)), fc.nat()], (logits, choice) => {
      const index = choice % logits.length;
      const moved = (by: number) => logSumExp(logits.map((logit, place) => (place === index ? logit + by : logit)));
      const quotient = (moved(step) - moved(-step)) / (2 * step);
      // The third derivative is at most 1/4 and the rounding a few 1e-16 over the step.
      assert.ok(Math.abs(quotient - at(softmax(logits), index)) < step ** 2 + 1e-10);
    });
  });

  it('goes to the hardmax, ties sharing, and to the same for all that is not masked', () => {
    holds([maskedRows], (logits) => {
      const top = Math.max(...logits);
      const ties = logits.filter((logit) => logit === top).length;
      const live = logits.filter(Number.isFinite).length;
      const [cold, hot] = [softmax(logits, 1e-4), softmax(logits, 1e20)];
      for (const [index, logit] of logits.entries()) {
        assert.equal(at(cold, index), logit === top ? 1 / ties : 0);
        assert.ok(errorOf(at(hot, index), logit === -Infinity ? 0 : 1 / live) < 1e-15);
      }
    });
  });
});

describe('the figures of rows of any length', () => {
  it('have an entropy from 0 to the logarithm of the live classes, and its exponential as perplexity', () => {
    holds([maskedRows, temperatures], (logits, temperature) => {
      const { entropyNats, perplexity, normalisedEntropy } = inspectRow(logits, { temperature });
      const most = Math.log(logits.filter(Number.isFinite).length);
      assert.ok(entropyNats >= 0 && entropyNats <= most * (1 + 1e-15) + 1e-15);
      assert.ok(errorOf(perplexity, Math.exp(entropyNats)) < 1e-15);
      assert.ok(errorOf(normalisedEntropy * Math.log(logits.length), entropyNats) < 1e-15);
    });
  });

  it('have an entropy that grows with the temperature', () => {
    holds([maskedRows], (logits) => {
      const { entropyNats, topProbability, entropySlope } = sweepTemperature(logits);
      for (let step = 1; step < entropyNats.length; step++) {
        assert.ok(at(entropyNats, step) >= at(entropyNats, step - 1) * (1 - 1e-15));
        assert.ok(at(topProbability, step) <= at(topProbability, step - 1) * (1 + 1e-15));
        assert.ok(at(entropySlope, step) >= 0);
      }
    });
  });

  it('have a gradient that adds up to 0', () => {
    holds([rows, fc.nat(), temperatures], (logits, choice, temperature) => {
      const { gradient = [] } = inspectRow(logits, { temperature, target: choice % logits.length });
      assert.ok(Math.abs(sum(gradient)) * temperature < 1e-15 * logits.length);
    });
  });

  it('stand in the columns of a tensor, number for number', () => {
    const row = fc.array(
      fc.oneof({ weight: 6, arbitrary: quarters(60) }, fc.constantFrom(-Infinity, Infinity, NaN, -1e9)),
      {
        minLength: 20,
        maxLength: 20,
      },
    );
    const many = fc.array(row, { minLength: 1, maxLength: 4 });
    holds([many, fc.nat({ max: 19 }), temperatures], (logits, target, temperature) => {
      const targets = logits.map(() => target);
      const { rowCount, classCount, path, warnings, ...columns } = inspectTensor(tensorOf(...logits), {
        targets,
        temperature,
      });
      assert.equal(path, 'exact');
      assert.deepEqual([rowCount, classCount], [logits.length, 20]);
      assert.ok(Array.isArray(warnings));
      for (const [index, each] of logits.entries()) {
        const inspected: Readonly<Record<string, unknown>> = { ...inspectRow(each, { target, temperature }) };
        for (const [name, column] of Object.entries(columns)) {
          // A column of whole numbers has 0 for the rank that is NaN.
          const absent = column instanceof Int32Array && Number.isNaN(inspected[name]) ? 0 : inspected[name];
          assert.equal(at(column, index), absent, name);
        }
      }
    });
  });
});

describe('comparison, Jacobian and calibration of rows of any length', () => {
  it('have a KL divergence above 0, but the square of rounding between rows that differ by a shift only', () => {
    holds([pairs, quarters(1000)], ([a, b], shift) => {
      const { klForward } = compare(tensorOf(a), tensorOf(b));
      const offset = at(b, 0) - at(a, 0);
      const isShifted = b.every((logit, index) => logit - at(a, index) === offset);
      assert.ok(isShifted || at(klForward, 0) > 0);
      const shifted = compare(tensorOf(a), tensorOf(a.map((logit) => logit + shift)));
      assert.ok(at(shifted.klForward, 0) >= 0 && at(shifted.klForward, 0) < 1e-30);
    });
  });

  it('have differences between rows that are the same either way', () => {
    const names = ['jensenShannon', 'totalVariation', 'maxProbabilityDelta', 'maxLogitDelta'] as const;
    holds([pairs, temperatures], ([a, b], temperature) => {
      const [one, other] = [
        compare(tensorOf(a), tensorOf(b), { temperature }),
        compare(tensorOf(b), tensorOf(a), { temperature }),
      ];
      for (const name of names) assert.equal(at(one[name], 0), at(other[name], 0), name);
      assert.equal(at(one.klForward, 0), at(other.klBackward, 0));
    });
  });

  it('have a Jacobian whose rows are those asked for alone, and that takes a constant to 0', () => {
    holds([rowsOf(quarters(20)).filter(({ length }) => length <= 64), temperatures], (logits, temperature) => {
      const { values, trace, eigenvalueFloor } = jacobian(logits, { temperature });
      const squares = sum(softmax(logits, temperature).map((p) => p * p));
      assert.ok(Math.abs(trace * temperature - (1 - squares)) < 1e-14);
      assert.ok(eigenvalueFloor * temperature > -1e-15);
      const last = logits.length - 1;
      assert.deepEqual(jacobianRow(logits, last, { temperature }), values.slice(last * logits.length));
      const product = jacobianVectorProduct(
        logits,
        logits.map(() => 3),
        { temperature },
      );
      assert.ok(product.every((entry) => entry === 0));
    });
  });

  it('have no temperature with a smaller loss than the fitted one', () => {
    const labelled = fc.tuple(
      fc.array(fc.array(quarters(8), { minLength: 20, maxLength: 20 }), { minLength: 2, maxLength: 5 }),
      fc.nat({ max: 19 }),
    );
    const factors = [0.5, 0.9, 0.999, 1.001, 1.1, 2];
    holds(
      [labelled],
      ([logits, label]) => {
        const labels = logits.map((_, row) => (label + row) % 20);
        const { fittedTemperature, atOptimum, after } = calibrate(tensorOf(...logits), labels);
        const loss = (temperature: number) =>
          sum(logits.map((row, index) => inspectRow(row, { temperature, target: at(labels, index) }).loss ?? NaN)) /
          labels.length;
        const nearby = atOptimum === 'interior' ? factors.map((factor) => factor * fittedTemperature) : [0.01, 1, 100];
        for (const temperature of nearby) assert.ok(loss(temperature) >= after.nll * (1 - 1e-14));
        if (atOptimum === 'interior') assert.ok(errorOf(loss(fittedTemperature), after.nll) < 1e-14);
      },
      60,
    );
  });
});
