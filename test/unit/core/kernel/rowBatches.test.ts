import assert from 'node:assert/strict';
import type { Kernel, RowSums } from '../../../../src/core/kernel/kernel.js';
import { type Build, canRun, kernelModule } from '../../../../src/core/kernel/kernelModule.js';
import { plainKernel } from '../../../../src/core/kernel/plain.js';
import { rowAlone } from '../../../../src/core/kernel/rowAlone.js';
import { wasmKernel } from '../../../../src/core/kernel/wasm.js';
import { figuresOfSums } from '../../../../src/core/rowFigures.js';
import { decoded, type StoredFloats } from '../../../../src/core/storedFloats.js';

const shapes = [
  [7, 10],
  [40, 33],
  [9, 1000],
  [1, 1],
  [3, 20_011],
  [2, 140_000],
] as const;

for (const build of ['base', 'relaxed'] as const satisfies readonly Build[]) {
  // An engine without relaxed SIMD never gets that build: then there is nothing to test.
  if (!canRun(build)) continue;
  const made = wasmKernel(build);
  if (made === undefined) throw new Error(`The ${build} build does not start.`);
  const kernel: Kernel = made;

  describe(`many rows at once on the ${build} WASM kernel`, () => {
    for (const dtype of ['float32', 'float64', 'int32', 'float16', 'bfloat16'] as const) {
      it(`have the sums of each ${dtype} row alone, bit by bit`, () => {
        for (const [rows, classes] of shapes) {
          const stored = logits(dtype, rows, classes, 1);
          assert.deepEqual(sumsOf(kernel, stored, classes, false), alone(kernel, stored, classes));
        }
      });
    }

    for (const dtype of ['float32', 'float16', 'bfloat16'] as const) {
      it(`are within 6e-8 (log-sum-exp) and 1e-7 (entropy) in float32 arithmetic of ${dtype}, all else exact`, () => {
        for (let seed = 1; seed <= 40; seed++) {
          const stored = logits(dtype, 50, 130 + seed * 13, seed);
          const exact = sumsOf(kernel, stored, 130 + seed * 13, false);
          const quick = sumsOf(kernel, stored, 130 + seed * 13, true);
          assert.ok(quick.some(({ isFloat32 }) => isFloat32));
          for (const [row, sums] of quick.entries()) closeInFloat32(sums, exact[row]);
        }
      });
    }

    it('has softmax and log-softmax as float32 to two units in the last place', () => {
      for (const dtype of ['float32', 'float64', 'int32', 'float16', 'bfloat16'] as const) {
        for (const [rows, classes] of shapes) {
          const stored = logits(dtype, rows, classes, 2);
          for (const output of ['softmax', 'logSoftmax'] as const) {
            const [ours, theirs] = [new Float32Array(rows * classes), new Float32Array(rows * classes)];
            kernel.softmaxInto(stored, classes, output, ours);
            plainKernel.softmaxInto(stored, classes, output, theirs);
            for (const [at, value] of ours.entries()) assertNear(value, theirs[at] ?? NaN, output);
          }
        }
      }
    });
  });
}

function closeInFloat32(quick: RowSums, exact: RowSums | undefined): void {
  assert.ok(exact);
  assert.deepEqual(without(quick, 'weight', 'moment', 'isFloat32'), without(exact, 'weight', 'moment', 'isFloat32'));
  const [ours, theirs] = [figuresOfSums(quick), figuresOfSums(exact)];
  if (Number.isNaN(exact.weight)) assert.deepEqual(ours, theirs);
  else {
    assert.ok(Math.abs(ours.logSumExp - theirs.logSumExp) <= 6e-8, `${ours.logSumExp} ${theirs.logSumExp}`);
    if ((theirs.logitMargin ?? 0) > 80) return;
    const message = `${ours.entropyNats} ${theirs.entropyNats}`;
    assert.ok(Math.abs(ours.entropyNats - theirs.entropyNats) <= 1e-7 * theirs.entropyNats, message);
  }
}

/** Units in the last place are 2^-23 of the number; a log-probability is a difference of numbers up to 30. */
function assertNear(actual: number, expected: number, output: 'softmax' | 'logSoftmax'): void {
  if (Object.is(actual, expected) || actual === expected) return;
  const size = output === 'softmax' ? Math.max(expected, 2 ** -126) : Math.max(1, Math.abs(expected));
  assert.ok(Math.abs(actual - expected) <= 2.5 * 2 ** -23 * size, `${output}: ${actual} instead of ${expected}`);
}

function sumsOf(kernel: Kernel, stored: StoredFloats, classes: number, float32: boolean): RowSums[] {
  const sums: RowSums[] = [];
  kernel.eachRow(stored, classes, float32, (row, found) => (sums[row] = found));
  return sums.map(withoutMin);
}

function alone(kernel: Kernel, stored: StoredFloats, classes: number): RowSums[] {
  return Array.from({ length: stored.values.length / classes }, (_, row) =>
    withoutMin(rowAlone(kernel, decoded(stored, row * classes, (row + 1) * classes))),
  );
}

/** The smallest logit is no part of the sums, though a scan finds it. A 0 may have either sign. */
function withoutMin(sums: RowSums): RowSums {
  return without(sums, 'min') as never;
}

function without(sums: RowSums, ...names: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(sums).filter(([name]) => !names.includes(name));
  return Object.fromEntries(entries.map(([name, value]: [string, unknown]) => [name, value === 0 ? 0 : value]));
}

/** Rows of all kinds, by their number: ordinary, nearly one-hot, masked, tied, with NaN or infinities, huge. */
function logits(dtype: StoredFloats['dtype'], rows: number, classes: number, seed: number): StoredFloats {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const values = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const scale = [0.01, 1, 8, 30, 300][Math.floor(random() * 5)] ?? 1;
    const part = values.subarray(row * classes, (row + 1) * classes);
    part.forEach((_, index) => (part[index] = (random() - 0.5) * scale + (random() > 0.9 ? 0 : 3)));
    const some = Math.floor(random() * classes);
    const kind = (row + seed) % 14;
    if (kind === 3) part[some] = scale / 2 + 3 + random() * 78;
    if (kind === 4) part.forEach((_, index) => random() < 0.3 && (part[index] = -Infinity));
    if (kind === 5) part.forEach((value, index) => (part[index] = Math.round(value)));
    if (kind === 6) part[some] = NaN;
    if (kind === 7) part[some] = Infinity;
    if (kind === 8) part.forEach((_, index) => random() < 0.3 && (part[index] = -1e4));
    if (kind === 9) part.fill(-Infinity);
    if (kind === 10) part[some] = 6e5;
    if (kind === 11) part.fill(0).forEach((_, index) => random() < 0.5 && (part[index] = -0));
    if (kind === 12) part.forEach((value, index) => (part[index] = -Math.abs(value)));
    if (kind === 13) part.forEach((value, index) => (part[index] = value > 0 ? NaN : -Infinity));
  }
  return stored(dtype, values);
}

function stored(dtype: StoredFloats['dtype'], values: Float32Array): StoredFloats {
  if (dtype === 'float32') return { dtype, values };
  if (dtype === 'float64') return { dtype, values: Float64Array.from(values) };
  if (dtype === 'int32') return { dtype, values: Int32Array.from(values) };
  const words = new Uint32Array(values.buffer);
  if (dtype === 'bfloat16') return { dtype, values: Uint16Array.from(words, (word) => word >>> 16) };
  return { dtype, values: Uint16Array.from(values, halfBits) };
}

/** The bits of a float16 near a number, rounded towards 0; what is too small is 0 and what is too large ±inf. */
function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65536) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.floor(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | (Math.floor(size / 2 ** (exponent - 10)) & 1023);
}

describe('the conversions of halves', () => {
  for (const dtype of ['float16', 'bfloat16'] as const) {
    it(`give every ${dtype} pattern the number that it stands for`, () => {
      const patterns = Uint16Array.from({ length: 65536 }, (_, pattern) => pattern);
      const memory = new WebAssembly.Memory({ initial: 16, maximum: 16 });
      const module = kernelModule('base', memory);
      const [from, out] = [65536, 4 * 65536];
      new Uint16Array(memory.buffer, from, patterns.length).set(patterns);
      module[`${dtype}ToFloat32`](from, patterns.length, out);
      const found = new Float32Array(memory.buffer, out, patterns.length);
      const expected = decoded({ dtype, values: patterns });
      assert.equal(expected.length, 65536);
      for (const [pattern, value] of expected.entries())
        assert.ok(Object.is(found[pattern], value), pattern.toString(16));
    });
  }
});
