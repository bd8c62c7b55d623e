import assert from 'node:assert/strict';
import { inspectRow } from '../../../src/core/inspectRow.js';
import type { Kernel } from '../../../src/core/kernel/kernel.js';
import { plainKernel } from '../../../src/core/kernel/plain.js';
import { wasmKernel } from '../../../src/core/kernel/wasm.js';
import { sweepTemperature } from '../../../src/core/temperature.js';
import { fixture, numberOf, type StoredNumber } from './expected.js';

type FigureName =
  'logSumExp' | 'entropyNats' | 'oneMinusTop' | 'topProbability' | 'probability' | 'loss' | 'entropySlope';

/** A row of accuracy.json: the script says how it is made, and what the figures and conditions are. */
interface AccuracyCase {
  readonly family: string;
  readonly row: RowSpecification;
  readonly temperature: number;
  readonly target: number;
  readonly figures: Readonly<Record<FigureName, StoredNumber>>;
  readonly conditions: Readonly<Partial<Record<FigureName, number>>>;
}

interface RowSpecification {
  readonly seed: number;
  readonly count: number;
  readonly scale?: number;
  readonly offset?: number;
  readonly float32?: boolean;
  readonly every?: readonly [number, StoredNumber];
  readonly put?: readonly (readonly [number, StoredNumber])[];
}

// The script beside the file writes this shape.
const cases = (fixture('accuracy.json') as readonly AccuracyCase[]).map((each) => ({
  ...each,
  logits: rowOf(each.row),
}));

const kernels: Readonly<Record<string, Kernel | undefined>> = {
  'in TypeScript': plainKernel,
  'in WASM': wasmKernel('base'),
  // Undefined where the engine has no relaxed SIMD.
  'in WASM with relaxed SIMD': wasmKernel('relaxed'),
};

for (const [name, kernel] of Object.entries(kernels)) {
  if (kernel === undefined) continue;

  describe(`the kernel ${name}`, () => {
    it('has the log-sum-exp right within 1 unit in the last place + 1e-15', () => {
      eachCase((expected, { logSumExp }) => {
        const truth = numberOf(expected.figures.logSumExp);
        check(expected, 'logSumExp', logSumExp, unitOf(truth) + 1e-15);
      });
    });

    it('has entropy and 1 − p right within 1e-14 for gaps up to 700', () => {
      eachCase((expected, inspection) => {
        const { entropyNats, oneMinusTop, logitMargin = Infinity } = inspection;
        const isInReach = logitMargin / expected.temperature <= 700;
        for (const [figure, value] of Object.entries({ entropyNats, oneMinusTop } as const)) {
          const name = figure === 'entropyNats' ? figure : 'oneMinusTop';
          const allowed = isInReach ? 1e-14 * numberOf(expected.figures[name]) : conditionOf(expected, name);
          check(expected, name, value, allowed + grain);
        }
      });
    });

    it('has probabilities and loss right as far as the exponents are', () => {
      eachCase((expected, { topProbability, probabilities, loss = NaN }) => {
        check(expected, 'topProbability', topProbability, conditionOf(expected, 'topProbability') + grain);
        const probability = probabilities[expected.target] ?? NaN;
        check(expected, 'probability', probability, conditionOf(expected, 'probability') + grain);
        check(expected, 'loss', loss, conditionOf(expected, 'loss') + grain);
      });
    });

    it('sweeps to the same, over one temperature or many', () => {
      for (const expected of cases) {
        const { temperature, logits } = expected;
        const many = Array.from({ length: 11 }, (_, step) => temperature * 2 ** ((step - 5) / 4));
        for (const temperatures of [[temperature], many]) {
          const at = temperatures.indexOf(temperature);
          const { entropyNats, entropySlope } = sweepTemperature(logits, temperatures, [], kernel);
          check(expected, 'entropyNats', entropyNats[at] ?? NaN, conditionOf(expected, 'entropyNats') + grain);
          // The slope is a variance over T.
          const slopeGrain = grain * Math.max(1, 1 / temperature);
          check(expected, 'entropySlope', entropySlope[at] ?? NaN, conditionOf(expected, 'entropySlope') + slopeGrain);
        }
      }
    });
  });

  function eachCase(look: (expected: AccuracyCase, inspection: ReturnType<typeof inspectRow>) => void): void {
    for (const expected of cases) {
      const { logits, temperature, target } = expected;
      look(expected, inspectRow(logits, { temperature, target }, kernel));
    }
  }
}

/** Two of the smallest numbers: nothing is told apart below. */
const grain = 2 ** -1073;

/** What rounding each exponent (z − max) / T and the figure itself may change, eight times over. */
function conditionOf({ conditions }: AccuracyCase, name: FigureName): number {
  return 8 * 2 ** -53 * (conditions[name] ?? NaN);
}

function check({ family, row, temperature, figures }: AccuracyCase, name: FigureName, value: number, allowed: number) {
  const truth = numberOf(figures[name]);
  const isRight = value === truth || Math.abs(value - truth) <= allowed;
  assert.ok(isRight, `${family}, ${JSON.stringify(row)}, T = ${temperature}: ${name} ${value} for ${truth}`);
}

/** The unit in the last place. */
function unitOf(value: number): number {
  const size = Math.max(Math.abs(value), 2 ** -1022);
  const floor = 2 ** Math.floor(Math.log2(size));
  return (floor > size ? floor / 2 : floor) * 2 ** -52;
}

function rowOf(specification: RowSpecification): Float64Array {
  const { seed, count, scale = 0, offset = 0, float32 = false, every, put = [] } = specification;
  let x = seed;
  const row = Float64Array.from({ length: count }, () => {
    let total = 0;
    for (let term = 0; term < 12; term++) {
      x = (Math.imul(1664525, x) + 1013904223) >>> 0;
      total += x / 2 ** 32;
    }
    const value = (total - 6) * scale + offset;
    return float32 ? Math.fround(value) : value;
  });
  if (every !== undefined) for (let at = 1; at < count; at += every[0]) row[at] = numberOf(every[1]);
  for (const [index, value] of put) row[index] = numberOf(value);
  return row;
}
