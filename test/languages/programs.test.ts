import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DTypeName } from '../../src/core/dtype.js';
import { memoryTensor, type Tensor } from '../../src/core/tensor.js';
import type { Program, QuantityId } from '../../src/conversion/programs/program.js';
import { programs } from '../../src/conversion/programs/programs.js';
import { ofPython } from './running.js';

/** As test/fixtures/programs/expected.py writes it. */
interface Case {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  readonly classAxis: number;
  readonly logits: readonly (number | string)[];
  readonly temperature: number;
  readonly smoothing: number;
  readonly targets: readonly number[];
  readonly quantities: Readonly<Record<QuantityId, readonly (number | string)[]>>;
}

const cases = JSON.parse(readFileSync('test/fixtures/programs/expected.json', 'utf8')) as readonly Case[];

/** Runs programs one after the other, each by itself, and prints what each leaves in the variable, and what it printed. */
const runner = `
import json, sys, io, contextlib, warnings
import numpy as np
import torch
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(resolve('test/languages/jaxStandIn'))})
# That a row is masked wholly, or a class is, NumPy remarks on.
np.seterr(all='ignore')

def run(program, name):
    for module in [module for module in sys.modules if module.split('.')[0] == 'jax']:
        del sys.modules[module]
    scope, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, name, 'exec'), scope)
    value = scope[name]
    assert printed.getvalue().strip() == str(value), printed.getvalue()
    value = np.asarray(value)
    flat = [float(x) if np.isfinite(x) else str(float(x)) for x in value.reshape(-1).tolist()]
    print(json.dumps([str(value.dtype), list(value.shape), flat]))
`;

function tensorOf({ shape, dtype, classAxis, logits, targets }: Case): Tensor {
  return memoryTensor({ shape, dtype, classAxis, targets, values: Float64Array.from(logits, special) });
}

/** A few units in the last place of float64 and of float32. */
const tolerances = { wide: 2e-15, narrow: 5e-7 };

function compare(program: Program, each: Case, line: string): void {
  const what = `${program.id}: ${each.name}`;
  const [dtype, shape, numbers] = JSON.parse(line) as [string, readonly number[], readonly (number | string)[]];
  const isPerClass = /prob|gradient/.test(program.quantity);
  const computesWide = each.dtype === 'float64' || each.dtype.startsWith('int');
  // NumPy 1 makes float64 of a float32 scalar times a number.
  if (shape.length > 0) assert.equal(dtype, computesWide ? 'float64' : 'float32', what);
  assert.deepEqual(shape, isPerClass ? each.shape : each.shape.filter((_, axis) => axis !== each.classAxis), what);
  const expected = each.quantities[program.quantity];
  assert.equal(numbers.length, expected.length, what);
  // Differences of logits are as exact as these are.
  const largest = Math.max(1, ...each.logits.map((logit) => Math.abs(special(logit))).filter(Number.isFinite));
  const scale = /log|loss/.test(program.quantity) ? largest / Math.min(1, each.temperature) : 1 / each.temperature;
  expected.forEach((number, index) => {
    const [want, got] = [special(number), special(numbers[index])];
    const isNear =
      Object.is(got, want) ||
      Math.abs(got - want) <= (computesWide ? tolerances.wide : tolerances.narrow) * Math.max(scale, Math.abs(want));
    assert.ok(isNear, `${what} [${index}]: ${got}, not ${want}`);
  });
}

function special(number: number | string | undefined): number {
  return number === 'inf' ? Infinity : number === '-inf' ? -Infinity : Number(number);
}

describe('programs that compute a quantity of logits', () => {
  for (const library of ['pytorch', 'numpy', 'jax']) {
    it(`${library}: run by themselves, and come to the numbers of the textbook`, async () => {
      const runs = programs
        .filter(({ id }) => id.startsWith(library))
        .flatMap((program) =>
          cases
            .filter(({ shape, classAxis }) => program.quantity !== 'margin' || shape[classAxis] !== 1)
            .map((each) => ({ program, each })),
        );
      assert.ok(runs.length > 7 * 19);
      const lines = runs.map(({ program, each }) => {
        const { temperature, smoothing } = each;
        const text = program.write(tensorOf(each), {
          temperature,
          ...(smoothing > 0 && { labelSmoothing: { epsilon: smoothing, convention: 'pytorch' } }),
        });
        return `run(${JSON.stringify(text)}, '${program.quantity.replaceAll('-', '_')}')`;
      });
      const printed = (await ofPython(`${runner}\n${lines.join('\n')}\n`)).trimEnd().split('\n');
      assert.equal(printed.length, runs.length);
      runs.forEach(({ program, each }, at) => compare(program, each, printed[at] ?? ''));
    });
  }
});
