import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canRun } from '../../../../src/core/kernel/kernelModule.js';
import type { Kernel, RowScan } from '../../../../src/core/kernel/kernel.js';
import { plainKernel } from '../../../../src/core/kernel/plain.js';
import { Shift } from '../../../../src/core/kernel/shift.js';
import { logSpaced } from '../../../../src/core/temperature.js';
import { wasmKernel } from '../../../../src/core/kernel/wasm.js';

/** Rows of every kind, some longer than the pieces that they are copied in. */
const row = fc
  .record({
    seed: fc.nat(),
    length: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 600 }) },
      fc.integer({ min: 16_000, max: 40_000 }),
    ),
    scale: fc.constantFrom(1e-8, 1, 4, 30, 300, 1e4, 1e6, 1e100, 1e307),
    offset: fc.constantFrom(0, 0, 1, -3, 100),
    kind: fc.constantFrom(
      'float64',
      'float32',
      'whole',
      'masked',
      'finite mask',
      'one hot',
      'NaN',
      '+inf',
      'all masked',
    ),
  })
  .map(rowOf);

interface RowKind {
  readonly seed: number;
  readonly length: number;
  readonly scale: number;
  readonly offset: number;
  readonly kind: string;
}

function rowOf({ seed, length, scale, offset, kind }: RowKind): Float64Array {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const values = Float64Array.from({ length }, () => (2 * random() - 1 + offset) * scale);
  const some = Math.floor(random() * length);
  if (kind === 'float32') values.forEach((value, index) => (values[index] = Math.fround(value)));
  if (kind === 'whole') values.forEach((value, index) => (values[index] = Math.round(value)));
  if (kind === 'masked') values.forEach((_, index) => random() < 0.3 && (values[index] = -Infinity));
  if (kind === 'finite mask') values.forEach((_, index) => random() < 0.3 && (values[index] = -1e9));
  if (kind === 'one hot') values[some] = scale * (offset + 20);
  if (kind === 'NaN') values[some] = NaN;
  if (kind === '+inf') values[some] = Infinity;
  if (kind === 'all masked') values.fill(-Infinity);
  return values;
}

const temperature = fc.constantFrom(1, 1, 0.05, 0.3, 3.7, 20, 1e-6, 1e6);

for (const build of ['base', 'relaxed'] as const) {
  // An engine without relaxed SIMD never gets that build: then there is nothing to test.
  if (!canRun(build)) continue;
  const made = wasmKernel(build);
  if (made === undefined) throw new Error(`The ${build} build does not start.`);
  const kernel: Kernel = made;

  describe(`the ${build} WASM kernel`, () => {
    it('finds the same in a row as its twin, bit by bit', () => {
      fc.assert(
        fc.property(row, (logits) => {
          assert.deepEqual(withoutZeroSigns(kernel.scan(logits)), withoutZeroSigns(plainKernel.scan(logits)));
        }),
        { numRuns: 400, seed: 1 },
      );
    });

    it('adds up what its twin does, to a few units in the last place', () => {
      eachDistribution((logits, scan, shift) => {
        const [ours, theirs] = [kernel, plainKernel].map((one) => one.restSums(logits, scan, shift));
        assert.ok(
          distance(ours?.weight, theirs?.weight) < 1e-15,
          `weights ${String(ours?.weight)} ${String(theirs?.weight)}`,
        );
        assert.ok(
          distance(ours?.moment, theirs?.moment) < 1e-15,
          `moments ${String(ours?.moment)} ${String(theirs?.moment)}`,
        );
      });
    });

    it('adds up the squares that its twin does', () => {
      eachDistribution((logits, scan, shift) => {
        const { weight, moment } = plainKernel.restSums(logits, scan, shift);
        const mean = moment / (1 + weight);
        const [ours, theirs] = [kernel, plainKernel].map((one) => one.squaresAbout(mean, logits, scan, shift));
        assert.ok(distance(ours, theirs) < 5e-15, `${String(ours)} ${String(theirs)}`);
      });
    });

    it('has the exponentials of its twin within two units in the last place, down to the smallest', () => {
      eachDistribution((logits, scan, shift) => {
        const [ours, theirs] = [new Float64Array(logits.length), new Float64Array(logits.length)];
        kernel.expInto(logits, scan, shift, ours);
        plainKernel.expInto(logits, scan, shift, theirs);
        for (const [index, power] of ours.entries()) {
          const expected = theirs[index] ?? NaN;
          assert.ok(Math.abs(power - expected) <= expected * 4.5e-16 + 5e-324, `${power} ${expected}`);
        }
      });
    });

    it('sweeps long rows over many temperatures in one look as its twin does one by one', () => {
      const long = row.map((logits) => Float64Array.from({ length: 4096 }, (_, index) => spread(logits, index)));
      fc.assert(
        fc.property(long, fc.constantFrom([0.05, 20], [0.5, 2], [1e-3, 1e3]), (logits, [coldest = 1, hottest = 1]) => {
          const scan = plainKernel.scan(logits);
          if (scan.nan > 0 || scan.positiveInfinity > 0 || scan.argmax < 0) return;
          const temperatures = logSpaced(coldest, hottest, 12);
          const [ours, theirs] = [kernel, plainKernel].map((one) => one.sweep(logits, scan, temperatures));
          for (const name of ['weight', 'moment', 'variance'] as const) {
            for (const [at, value] of ours?.[name].entries() ?? []) {
              const expected = theirs?.[name][at] ?? NaN;
              const message = `${name} at ${String(temperatures[at])}: ${value} ${expected}`;
              assert.ok(distance(value, expected) < 2e-14, message);
            }
          }
        }),
        { numRuns: 60, seed: 3 },
      );
    });

    function eachDistribution(check: (logits: Float64Array, scan: RowScan, shift: Shift) => void): void {
      fc.assert(
        fc.property(row, temperature, (logits, T) => {
          const scan = plainKernel.scan(logits);
          if (scan.nan > 0 || scan.positiveInfinity > 0 || scan.argmax < 0) return;
          check(logits, scan, new Shift(scan.max, T));
        }),
        { numRuns: 400, seed: 2 },
      );
    }
  });
}

/** A long row with the values of a short one, each time a little lower. */
function spread(logits: Float64Array, index: number): number {
  const round = Math.floor(index / logits.length);
  return (logits[index % logits.length] ?? NaN) * (1 - round / 10_000) - round / 100;
}

/** The smallest and the second largest may be 0 of either sign, where the row has both. */
function withoutZeroSigns(scan: RowScan): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scan).map(([name, value]: [string, number]) => [name, value === 0 ? 0 : value]),
  );
}

/** The relative difference, as far as the smallest normal number can tell. */
function distance(actual = NaN, expected = NaN): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.max(Math.abs(expected), 2 ** -1000);
}
