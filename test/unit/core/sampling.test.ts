import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sample, type SamplingOptions } from '../../../src/core/sampling.js';
import type { SamplingStep } from '../../../src/core/samplingSteps.js';
import { errorOf, fixture, generatedRow, numberOf, type StoredNumber } from './expected.js';
import { assertRefuses } from './refusal.js';

interface ExpectedSampling {
  readonly group: string;
  readonly row: readonly StoredNumber[] | Parameters<typeof generatedRow>[0];
  readonly steps: readonly SamplingStep[];
  readonly keepAtLeast: number;
  readonly results: readonly (
    | { readonly survivors: readonly number[]; readonly probabilities: readonly number[] }
    | { readonly count: number; readonly indexSum: number; readonly largest: number }
  )[];
}

// The script beside the file writes this shape.
const { cases } = fixture('sampling.json') as { readonly cases: readonly ExpectedSampling[] };

function survivorsOf({ survives }: { readonly survives: Uint8Array }): number[] {
  return Array.from(survives.keys()).filter((index) => survives[index] === 1);
}

/** The classes that are left after the last of some steps. */
function left(logits: readonly number[], ...steps: SamplingStep[]): number[] {
  const last = sample(logits, { steps }).steps.at(-1);
  return last ? survivorsOf(last) : [];
}

const anyStep: fc.Arbitrary<SamplingStep> = fc.oneof(
  fc.record({ step: fc.constant('temperature' as const), temperature: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
  fc.record({ step: fc.constant('top-k' as const), k: fc.integer({ min: 1, max: 15 }) }),
  fc.record({
    step: fc.constantFrom('top-p' as const, 'min-p' as const),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ step: fc.constant('typical' as const), mass: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }),
  fc.record({ step: fc.constant('greedy' as const) }),
);
const anySteps = fc.array(anyStep, { maxLength: 5 });
const eighths = fc.integer({ min: -160, max: 160 }).map((n) => n / 8);
const rows = fc.array(fc.oneof({ weight: 9, arbitrary: eighths }, fc.constant(-Infinity)), {
  minLength: 1,
  maxLength: 12,
});
const liveRows = rows.filter((row) => row.some((logit) => logit > -Infinity));

describe('the steps of sample', () => {
  it('leave what those of Hugging Face transformers leave, in chains, with ties and masks', () => {
    for (const { group, row, steps, keepAtLeast, results } of cases) {
      const logits = 'seed' in row ? generatedRow(row) : Float64Array.from(row, numberOf);
      const sampling = sample(logits, { steps, keepAtLeast });
      assert.equal(sampling.steps.length, results.length);
      for (const [at, expected] of results.entries()) {
        const actual = sampling.steps[at] ?? assert.fail();
        const place = `${group} ${JSON.stringify(row).slice(0, 200)} ${JSON.stringify(steps)} ${keepAtLeast} step ${at}`;
        const survivors = survivorsOf(actual);
        assert.equal(actual.survivorCount, survivors.length);
        assert.deepEqual(actual.step, steps[at]);
        if ('count' in expected) {
          assert.deepEqual(
            [survivors.length, survivors.reduce((a, b) => a + b)],
            [expected.count, expected.indexSum],
            place,
          );
          assert.ok(errorOf(Math.max(...actual.probabilities), expected.largest) < 1e-13, place);
        } else {
          assert.deepEqual(survivors, expected.survivors, place);
          for (const [nth, index] of survivors.entries()) {
            const error = errorOf(actual.probabilities[index] ?? NaN, expected.probabilities[nth] ?? NaN);
            // What the script's own float64 softmax is good for, at gaps of up to a hundred or so.
            assert.ok(error < 1e-13, `${place}: ${error}`);
          }
        }
      }
    }
  });

  it('are taken in the order given', () => {
    const temperature = { step: 'temperature', temperature: 3 } as const;
    const nucleus = { step: 'top-p', p: 0.8 } as const;
    const row = [1, 2, 3, 4, 5].map((power) => -power * Math.LN2);
    assert.deepEqual(left(row, temperature, nucleus), [0, 1, 2, 3]);
    assert.deepEqual(left(row, nucleus, temperature), [0, 1, 2]);
  });

  it('keep all that are equal to the k-th, but of a nucleus the first of equals', () => {
    assert.deepEqual(left([1, 3, 3, 3], { step: 'top-k', k: 2 }), [1, 2, 3]);
    assert.deepEqual(left([3, 3, 3, 3], { step: 'top-p', p: 0.5 }), [0, 1]);
    assert.deepEqual(left([1, 3, 3, 3], { step: 'greedy' }), [1]);
  });

  it('keep what is nearest to the entropy until the mass is reached exactly', () => {
    // p = 1/2, 1/4, 1/8, 1/8 and H = 1.75 ln 2, so −ln p is 0.75, 0.25 and 1.25 ln 2 away from it.
    const row = [1, 2, 3, 3].map((power) => -power * Math.LN2);
    const survivors = (mass: number) => left(row, { step: 'typical', mass });
    assert.deepEqual([0.25, 0.3, 0.75, 0.8].map(survivors), [[1], [0, 1], [0, 1], [0, 1, 2, 3]]);
  });

  it('take nothing away at their weakest, even what has a probability of 0 in float64', () => {
    const row = [0, -800, -1e300, 5];
    for (const step of [
      { step: 'top-k', k: 1e9 },
      { step: 'top-p', p: 1 },
      { step: 'min-p', p: 0 },
    ] as const) {
      assert.deepEqual(left(row, step), [0, 1, 2, 3], step.step);
    }
  });

  it('keep one class at their strongest, or as many as asked for', () => {
    const steps = [
      { step: 'top-k', k: 1 },
      { step: 'top-p', p: 0 },
      { step: 'min-p', p: 1 },
      { step: 'typical', mass: 1e-9 },
    ] as const;
    for (const step of steps) {
      assert.equal(left([0, 3, 1, 2], step).length, 1, step.step);
      const [three] = sample([0, 3, 1, 2], { steps: [step], keepAtLeast: 3 }).steps;
      assert.equal(three?.survivorCount, 3, step.step);
    }
  });

  it('need no exact temperature to undo another', () => {
    const [, last] = sample([1, 2, 3], {
      steps: [
        { step: 'temperature', temperature: 1e-150 },
        { step: 'temperature', temperature: 1e150 },
      ],
    }).steps;
    assert.ok(errorOf(last?.probabilities[2] ?? NaN, 1 / (1 + Math.exp(-1) + Math.exp(-2))) < 1e-14);
  });

  it('leave fewer and fewer classes, never a masked one, with probabilities that add up to 1', () => {
    fc.assert(
      fc.property(liveRows, anySteps, (row, steps) => {
        const sampling = sample(row, { steps });
        let before: readonly number[] = row.map((logit) => (logit > -Infinity ? 1 : 0));
        for (const { survives, survivorCount, probabilities } of sampling.steps) {
          assert.ok(survivorCount > 0 && survives.every((survivor, index) => survivor <= (before[index] ?? 0)));
          assert.ok(probabilities.every((p, index) => (survives[index] === 1 ? p >= 0 : p === 0)));
          assert.ok(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-14);
          before = [...survives];
        }
        assert.ok(sampling.draws.every(({ index }) => before[index] === 1));
      }),
      { seed: 21, numRuns: 400 },
    );
  });

  it('do not see a shift, nor the order of different logits', () => {
    const different = fc.uniqueArray(eighths, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(different, anySteps, fc.integer({ min: -100, max: 100 }), fc.nat(), (row, steps, shift, turn) => {
        const survivors = (logits: readonly number[]) =>
          sample(logits, { steps, draws: 0 }).steps.map((step) =>
            survivorsOf(step).map((index) => logits[index] ?? NaN),
          );
        const expected = survivors(row);
        assert.deepEqual(
          survivors(row.map((logit) => logit + shift)).map((step) => step.map((logit) => logit - shift)),
          expected,
        );
        const by = turn % row.length;
        const sorted = (steps: readonly number[][]) => steps.map((step) => step.toSorted((a, b) => a - b));
        assert.deepEqual(sorted(survivors([...row.slice(by), ...row.slice(0, by)])), sorted(expected));
      }),
      { seed: 22, numRuns: 300 },
    );
  });
});

describe('the draws of sample', () => {
  it('come as often as the probabilities say', () => {
    const count = 20000;
    const { draws, probabilities } = sample([2, 1, 0.1, -1, -Infinity, 1.5, -3], {
      steps: [{ step: 'temperature', temperature: 1.5 }],
      draws: count,
      seed: 5,
    });
    const observed = new Float64Array(7);
    for (const { index } of draws) observed[index] = (observed[index] ?? 0) + 1;
    assert.equal(observed[4], 0);
    const statistic = observed.reduce((sum, seen, index) => {
      const expected = count * (probabilities[index] ?? NaN);
      return expected === 0 ? sum : sum + (seen - expected) ** 2 / expected;
    }, 0);
    // The 0.1 % and 99.9 % points of chi-square with 5 degrees of freedom.
    assert.ok(statistic > 0.21 && statistic < 20.515, String(statistic));
  });

  it('are the inverse of the cumulative sum at the numbers of the seed', () => {
    // The first uniform numbers of seed 42 by the script, over four classes of 1/4.
    const { sources } = fixture('sampling.json') as { sources: { seed: number; uniforms: number[] }[] };
    for (const { seed, uniforms } of sources) {
      const { draws } = sample([7, 7, 7, 7], { draws: 4, seed });
      assert.deepEqual(
        draws.map(({ index }) => index),
        uniforms.map((uniform) => Math.floor(uniform * 4)),
      );
    }
  });

  it('are the same for the same seed, with their log-probability, and one from seed 0 unless told', () => {
    const options = { steps: [{ step: 'top-k', k: 2 }], draws: 20, seed: 9 } as const;
    const first = sample([1, 2, 3], options);
    assert.deepEqual(sample([1, 2, 3], options).draws, first.draws);
    assert.notDeepEqual(sample([1, 2, 3], { ...options, seed: 10 }).draws, first.draws);
    for (const { index, logProbability } of first.draws) {
      assert.ok(
        errorOf(logProbability, index === 2 ? -Math.log1p(Math.exp(-1)) : -1 - Math.log1p(Math.exp(-1))) < 1e-15,
      );
      assert.equal(logProbability, first.logProbabilities[index]);
    }
    assert.deepEqual(sample([1, 2, 3]).draws, sample([1, 2, 3], { draws: 1, seed: 0 }).draws);
    assert.deepEqual(sample([1, 2, 3], { draws: 0 }).draws, []);
  });
});

describe('sample', () => {
  it('has no draws and no survivors for a row without a softmax, and says why', () => {
    for (const [row, code] of [
      [[1, NaN], 'nan'],
      [[1, Infinity], 'positive-infinity'],
      [[-Infinity, -Infinity], 'fully-masked'],
    ] as const) {
      const { steps, draws, probabilities, warnings } = sample(row, {
        steps: [{ step: 'temperature', temperature: 2 }, { step: 'typical', mass: 0.5 }, { step: 'greedy' }],
      });
      assert.deepEqual(
        steps.map(({ survivorCount, probabilities: after }) => [survivorCount, ...after]),
        Array(3).fill([0, NaN, NaN]),
      );
      assert.deepEqual([draws, [...probabilities], warnings.map((warning) => warning.code)], [[], [NaN, NaN], [code]]);
    }
  });

  it('refuses steps that make no sense, and says which', () => {
    const refuses = (steps: unknown, message: RegExp) =>
      assertRefuses(() => sample([1, 2], { steps } as SamplingOptions), 'bad-option', message);
    refuses('greedy', /a list of them/);
    refuses({}, /a list of them/);
    refuses({ length: 1e9 }, /number of steps is 1000000000/);
    refuses([{ step: 'greedy' }, 7], /Step 1 is 7/);
    refuses([{ step: 'beam' }], /Step 0 is of the kind "beam": choose one of temperature, top-k/);
    refuses([{ step: 'toString' }], /Step 0 is of the kind/);
    for (const k of [0, 1.5, NaN, '3']) refuses([{ step: 'top-k', k }], /k of top-k is/);
    for (const p of [-0.1, 1.1, NaN, undefined]) {
      refuses([{ step: 'top-p', p }], /p of top-p is/);
      refuses([{ step: 'min-p', p }], /p of min-p is/);
    }
    for (const mass of [0, 1, NaN]) refuses([{ step: 'typical', mass }], /mass of typical is/);
    for (const temperature of [0, -1, NaN, Infinity, undefined]) {
      refuses([{ step: 'temperature', temperature }], /temperature is/);
    }
    const cold = { step: 'temperature', temperature: 1e-200 };
    refuses([cold, cold], /multiply to no float64/);
  });

  it('refuses numbers of draws, seeds and classes that make no sense', () => {
    const wrong: readonly SamplingOptions[] = [
      { draws: -1 },
      { draws: 2 ** 21 },
      { draws: 0.5 },
      { seed: -1 },
      { seed: 2 ** 53 },
      { keepAtLeast: 0 },
    ];
    for (const options of wrong) assertRefuses(() => sample([1, 2], options), 'bad-option', /give a whole number from/);
    assertRefuses(() => sample([]), 'empty');
  });
});
