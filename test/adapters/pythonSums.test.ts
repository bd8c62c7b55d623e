import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lanes } from '../../src/core/lanes.js';
import { figuresOfSums } from '../../src/core/rowFigures.js';
import { pythonFamily } from '../../src/host/debugger/python.js';
import { Debuggee } from './debuggee.js';
import { breakLine, program } from './programs.js';
import { python } from './tools.js';

describe('Rows that are summed inside a Python program', () => {
  let folder: string;
  let debuggee: Debuggee;
  let expected: readonly (readonly [logSumExp: string, entropy: string, oneMinusTop: string] | null)[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rows '));
    const file = program('rows.py');
    debuggee = await Debuggee.start({
      debugType: 'debugpy',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, args: [join(folder, 'expected.json')], python: [python], console: 'internalConsole' },
      breakpoints: { file, lines: [breakLine(file)] },
    });
    expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as typeof expected;
  });
  after(async () => {
    await debuggee.end();
    await rm(folder, { recursive: true, force: true });
  });

  const ways: readonly [expression: string, axis: number][] = [
    ['rows', 1],
    ['for_torch', 1],
    ['columns', 0],
    ['stack', 1],
  ];
  for (const [expression, axis] of ways) {
    it(`${expression} on axis ${axis}: have, to 1e-14 of each, the figures of decimal arithmetic`, async () => {
      const target = { name: expression, expression };
      const { opened } = await pythonFamily.describe(await debuggee.frame(), target, {
        signal: new AbortController().signal,
      });
      const lanes = new Lanes(opened.tensor, axis);
      const targets = Int32Array.from(expected.keys(), (row) => (row === 0 ? -1 : 7));
      const summed = (await lanes.sumRows?.(0, lanes.rowCount, targets)) ?? [];
      assert.equal(summed.length, expected.length);
      const logits = await lanes.readRows(0, lanes.rowCount);
      for (const [row, { sums, targetLogit }] of summed.entries()) {
        const figures = figuresOfSums(sums);
        const line = [...logits.subarray(row * 400, row * 400 + 400)];
        const [logSumExp, entropy, oneMinusTop] = expected[row]?.map(Number) ?? [NaN, NaN, NaN];
        assertClose(figures.logSumExp, logSumExp ?? NaN, `log-sum-exp of row ${row}`);
        assertClose(figures.entropyNats, entropy ?? NaN, `entropy of row ${row}`);
        assertClose(figures.oneMinusTop, oneMinusTop ?? NaN, `1 − p of row ${row}`);
        assert.equal(targetLogit, row === 0 ? NaN : line[7]);
        assertCounts(figures, line);
      }
    });
  }
});

function assertClose(actual: number, exact: number, what: string): void {
  const close = Object.is(actual, exact) || Math.abs(actual - exact) <= 1e-14 * Math.abs(exact);
  assert.ok(close, `${what}: ${actual} instead of ${exact}`);
}

/** Counted here by definition. */
function assertCounts(figures: ReturnType<typeof figuresOfSums>, line: readonly number[]): void {
  const finite = line.filter(Number.isFinite);
  const max = Math.max(...finite);
  assert.equal(figures.nan, line.filter(Number.isNaN).length);
  assert.equal(figures.positiveInfinity, line.filter((z) => z === Infinity).length);
  assert.equal(figures.negativeInfinity, line.filter((z) => z === -Infinity).length);
  assert.equal(figures.finiteMasks, line.filter((z) => z === -1e9).length);
  if (figures.argmax < 0) return;
  assert.equal(figures.argmax, line.indexOf(max));
  assert.equal(figures.ties, line.filter((z) => z === max).length);
  assert.equal(figures.max, max);
}
