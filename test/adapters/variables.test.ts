import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugValue, PausedFrame } from '../../src/host/debugger/adapter.js';
import { variablesFamily } from '../../src/host/debugger/variables.js';
import { printedNumber } from '../../src/host/debugger/variables/printedNumber.js';
import { Debuggee } from './debuggee.js';
import { NativeProgram } from './nativeProgram.js';
import { refused } from './refused.js';
import { python } from './tools.js';
import { type Told, withTold } from './toldProgram.js';

const { signal } = new AbortController();

function inspect(frame: PausedFrame, expression: string): Promise<DebugValue> {
  return variablesFamily.describe(frame, { name: expression, expression }, { signal });
}

async function numbers({ opened: { tensor } }: DebugValue): Promise<number[]> {
  return Array.from(
    await tensor.read(
      0,
      tensor.shape.reduce((product, length) => product * length, 1),
    ),
  );
}

describe('any adapter, by its variables: lldb', () => {
  let program: NativeProgram;
  before(async () => {
    program = await NativeProgram.start(`
#include <cmath>
#include <vector>
struct Pair { int first; float second; };
int main() {
  std::vector<float> row(2500);
  for (int index = 0; index < 2500; index++) row[index] = index / 4.0f;
  float grid[2][3] = {{1, -2.5f, 3}, {NAN, -INFINITY, 1e-30f}};
  std::vector<std::vector<int>> ragged{{1, 2}, {3}};
  Pair pairs[1] = {{1, 2}};
  return row.size() + grid[0][0] + ragged.size() + pairs[0].first; // stop
}
`);
  });
  after(() => program.end());
  const frame = (): Promise<PausedFrame> => program.debuggee.frame();

  it('reads pages of a vector', async () => {
    const value = await inspect(await frame(), 'row');
    assert.deepEqual(value.opened.tensor.shape, [2500]);
    assert.deepEqual(
      await numbers(value),
      Array.from({ length: 2500 }, (_, index) => index / 4),
    );
    assert.deepEqual(
      [value.opened.originalDtype, value.opened.notices.map(({ code }) => code)],
      ['float', ['display-precision']],
    );
  });

  it('reads nested arrays', async () => {
    const value = await inspect(await frame(), 'grid');
    assert.deepEqual(value.opened.tensor.shape, [2, 3]);
    const read = await numbers(value);
    assert.deepEqual(read.slice(0, 5), [1, -2.5, 3, NaN, -Infinity]);
    // lldb prints nine digits of a float.
    assert.ok(Math.abs((read[5] ?? 0) / 1e-30 - 1) < 1e-7);
  });

  it('refuses what has no numbers', async () => {
    await refused(inspect(await frame(), 'ragged'), 'ragged', '[1] of', '(1)', '(2)');
    await refused(inspect(await frame(), 'pairs'), 'not-numeric', '[0] of');
    await refused(inspect(await frame(), 'nowhere'), 'not-found', 'nowhere');
  });
});

describe('any adapter, by its variables: debugpy', () => {
  it('reads lists, and says where the adapter shows only a part', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'variables '));
    const file = join(folder, 'program.py');
    await writeFile(
      file,
      'grid = [[1.5, -2, float("nan")], (0, float("-inf"), 1e-3)]\nlong = [0.5] * 5000\nprint(grid)\n',
    );
    const debuggee = await Debuggee.start({
      debugType: 'unknown',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, python: [python], console: 'internalConsole', cwd: folder },
      breakpoints: { file, lines: [3] },
    });
    try {
      const value = await inspect(await debuggee.frame(), 'grid');
      assert.deepEqual(value.opened.tensor.shape, [2, 3]);
      assert.deepEqual(await numbers(value), [1.5, -2, NaN, 0, -Infinity, 0.001]);
      await refused(inspect(await debuggee.frame(), 'long'), 'elided', 'slice');
    } finally {
      await debuggee.end();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

const variable = (name: string, value: string, variablesReference = 0): object => ({ name, value, variablesReference });
const list = { result: '[…]', variablesReference: 1 };

describe('any adapter, by its variables: what adapters do', () => {
  const told = (children: Told['children'], more: Partial<Told> = {}): Told => ({
    debugType: 'other',
    values: { logits: list },
    ...(children && { children }),
    ...more,
  });

  it('groups of elements, and children that are none', () =>
    withTold(
      told({
        1: [variable('[0..1]', '', 2), variable('[2…3]', '', 3), variable('Raw View', '', 9), variable('length', '4')],
        2: [variable('[0]', '1'), variable('[1]', '2')],
        3: [variable('[2]', '3'), variable('[3]', '4')],
      }),
      async (frame) => assert.deepEqual(await numbers(await inspect(frame, 'logits')), [1, 2, 3, 4]),
    ));

  it('no pages: everything comes at once', () =>
    withTold(told({ 1: { count: 3000 } }, { pages: false }), async (frame) => {
      assert.deepEqual((await inspect(frame, 'logits')).opened.tensor.shape, [3000]);
    }));

  it('elements left out', async () => {
    await withTold(told({ 1: [variable('0', '1'), variable('...', '')] }), (frame) =>
      refused(inspect(frame, 'logits'), 'elided', '1 element'),
    );
    await withTold(told({ 1: [variable('0', '1'), variable('2', '3')] }), (frame) =>
      refused(inspect(frame, 'logits'), 'elided'),
    );
    await withTold(
      told({ 1: [variable('0', '1')] }, { values: { logits: { ...list, indexedVariables: 2 } } }),
      (frame) => refused(inspect(frame, 'logits'), 'elided'),
    );
    await withTold(told({ 1: [variable('0', '[1, 2, ...]')] }), (frame) => refused(inspect(frame, 'logits'), 'elided'));
  });

  it('too many elements, said before and not', async () => {
    await withTold(told({}, { values: { logits: { ...list, indexedVariables: 1_000_000 } } }), (frame) =>
      refused(inspect(frame, 'logits'), 'too-large', '1000000', 'logits[0]'),
    );
    await withTold(told({ 1: { count: 250_000 } }), (frame) =>
      refused(inspect(frame, 'logits'), 'too-large', '100000'),
    );
  });

  it('no numbers, nothing below, a circle', async () => {
    await withTold(told({ 1: [variable('0', '"a"')] }), (frame) =>
      refused(inspect(frame, 'logits'), 'not-numeric', '[0]'),
    );
    await withTold(told({ 1: [variable('size', '0')] }), (frame) =>
      refused(inspect(frame, 'logits'), 'not-numeric', 'no numbered elements'),
    );
    await withTold(told({ 1: [variable('0', 'it', 1)] }), (frame) =>
      refused(inspect(frame, 'logits'), 'ragged', '64 deep'),
    );
  });

  it('a variable without an expression', () =>
    withTold(told({ 5: { count: 2 } }), async (frame) => {
      const target = { name: 'x', expression: undefined, variable: { name: 'x', value: '', variablesReference: 5 } };
      assert.deepEqual(await numbers(await variablesFamily.describe(frame, target, { signal })), [0, 0.25]);
    }));
});

describe('a printed number', () => {
  const printed: readonly (readonly [string, number])[] = [
    ['0.1', 0.1],
    ['-1e-3', -0.001],
    ['.5', 0.5],
    ['1.', 1],
    ['0.1f', 0.1],
    ['2.5d', 2.5],
    ['7UL', 7],
    ['12n', 12],
    ['[3] = 4.5', 4.5],
    ["'0.5'", 0.5],
    ['np.float32(0.5)', 0.5],
    ['tensor(1.5000)', 1.5],
    ['(float) 0.25', 0.25],
    ["65 'A'", 65],
    ['nan', NaN],
    ['-nan(0x8000000000000)', NaN],
    ['-nan(ind)', NaN],
    ['NaN', NaN],
    ['1.#QNAN', NaN],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['-1.#INF', -Infinity],
    ['true', 1],
    ['False', 0],
  ];
  for (const [text, number] of printed) it(`is read: ${text}`, () => assert.equal(printedNumber(text), number));

  for (const text of [
    '',
    'abc',
    '1 2',
    '0x10',
    '1,5',
    '1_000',
    '--1',
    '1e',
    '{0.5}',
    '0.1…',
    'nanny',
    '0.5 m',
    '[1] = ',
  ]) {
    it(`is nothing else: ${JSON.stringify(text)}`, () => assert.equal(printedNumber(text), undefined));
  }
});
