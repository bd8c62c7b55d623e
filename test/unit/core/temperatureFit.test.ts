import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainKernel } from '../../../src/core/kernel/plain.js';
import { LabelledRows } from '../../../src/core/labelledRows.js';
import { fitTemperature } from '../../../src/core/temperatureFit.js';
import type { Tensor } from '../../../src/core/tensor.js';

/** The fit of rows [margin, 0] whose label is 0, and how often it read each. */
function fitOfMargins(margins: readonly number[]) {
  let reads = 0;
  const row = (index: number) => {
    reads++;
    return [margins[index], 0];
  };
  const tensor = { shape: [margins.length, 2], row } as unknown as Tensor;
  const fit = fitTemperature(
    new LabelledRows(
      tensor,
      margins.map(() => 0),
      plainKernel,
    ),
  );
  return { ...fit, readsPerRow: reads / margins.length };
}

/** d NLL / d ln β of such rows: Σ −x / (1 + e^x) with x = margin / T, the smallest terms first. */
function slopeOfMargins(margins: readonly number[], temperature: number): number {
  const terms = margins.map((margin) => -margin / temperature / (1 + Math.exp(margin / temperature)));
  return terms.sort((a, b) => Math.abs(a) - Math.abs(b)).reduce((sum, term) => sum + term, 0);
}

describe('fitTemperature', () => {
  it('finds where the derivative changes its sign, with margins over 2 to 300 orders of magnitude', () => {
    const exponent = fc.integer({ min: -1000, max: 1000 });
    const margin = fc.tuple(exponent, fc.constantFrom(1, 1, -1));
    const margins = fc
      .tuple(fc.array(margin, { minLength: 1, maxLength: 10 }), fc.constantFrom(2, 10, 50, 300))
      .map(([pairs, orders]) => pairs.map(([exponent, sign]) => sign * 10 ** ((exponent / 2000) * orders)));
    fc.assert(
      fc.property(margins, (given) => {
        const { fittedTemperature, atOptimum, readsPerRow } = fitOfMargins(given);
        assert.ok(readsPerRow < 60, `${readsPerRow} passes`);
        if (given.every((value) => value > 0)) assert.equal(atOptimum, 'zero');
        else if (atOptimum === 'infinity') assert.ok(given.reduce((sum, value) => sum + value, 0) <= 0);
        else {
          assert.equal(atOptimum, 'interior');
          assert.ok(slopeOfMargins(given, fittedTemperature * (1 - 1e-11)) >= 0, 'too low');
          assert.ok(slopeOfMargins(given, fittedTemperature * (1 + 1e-11)) <= 0, 'too high');
        }
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  it('has the closed form of equal margins: the odds of being right are e^(margin / T)', () => {
    for (const [right, wrong] of [
      [2, 1],
      [9, 1],
      [50, 49],
    ] as const) {
      const margins = [...new Array<number>(right).fill(3), ...new Array<number>(wrong).fill(-3)];
      const expected = 3 / Math.log(right / wrong);
      const { fittedTemperature } = fitOfMargins(margins);
      assert.ok(Math.abs(fittedTemperature / expected - 1) <= 2e-14, `${fittedTemperature} for ${expected}`);
    }
  });
});
