import assert from 'node:assert/strict';
import { Lanes } from '../../src/core/lanes.js';
import type { TensorSource } from '../../src/core/tensorSource.js';
import { pythonFamily } from '../../src/host/debugger/python.js';
import { Debuggee } from './debuggee.js';
import { breakLine, program } from './programs.js';
import { python } from './tools.js';

const MEBIBYTE = 1024 * 1024;

describe('A large tensor of a Python program', () => {
  let debuggee: Debuggee;

  before(async () => {
    const file = program('large.py');
    debuggee = await Debuggee.start({
      debugType: 'debugpy',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, python: [python], console: 'internalConsole' },
      breakpoints: { file, lines: [breakLine(file)] },
    });
  });
  after(() => debuggee.end());

  async function tensorOf(expression: string): Promise<TensorSource> {
    const target = { name: expression, expression };
    const { opened } = await pythonFamily.describe(await debuggee.frame(), target, {
      signal: new AbortController().signal,
    });
    return opened.tensor;
  }

  it('is read whole in replies far below what ends a session of debugpy, and the session lives on', async () => {
    const tensor = await tensorOf('placed');
    const values = await new Lanes(tensor, 1).readRows(0, 256);
    assert.equal(values.length, 16 * MEBIBYTE);
    assert.ok(values.every((value, place) => value === place));
    assert.ok(debuggee.largestReplyBytes < 6 * MEBIBYTE, `the largest reply had ${debuggee.largestReplyBytes} bytes`);
    assert.equal(await debuggee.evaluate('1 + 1'), '2');
  });

  it('of a hundred million elements gives a row for the bytes of that row', async () => {
    const tensor = await tensorOf('huge');
    const before = debuggee.repliesBytes;
    const row = await new Lanes(tensor, 1).readRows(700, 701);
    assert.equal(row[5], 700);
    assert.ok(debuggee.repliesBytes - before < MEBIBYTE);
  });

  it('is summed without its elements, and the sums end where they are cancelled', async () => {
    const tensor = await tensorOf('huge');
    const lanes = new Lanes(tensor, 1);
    const before = debuggee.repliesBytes;
    const summed = await lanes.sumRows?.(100, 164, new Int32Array(64).fill(5));
    assert.deepEqual(
      summed?.map(({ targetLogit }) => targetLogit),
      Array.from({ length: 64 }, (_, at) => 100 + at),
    );
    assert.ok(debuggee.repliesBytes - before < 64 * 1024);
    let looks = 0;
    const stopAtThird = {
      throwIfAborted: () => {
        if (++looks === 3) throw new Error('cancelled');
      },
    };
    await assert.rejects(async () => lanes.sumRows?.(0, 781, new Int32Array(781), stopAtThird), /cancelled/);
    assert.equal(looks, 3);
  });

  it('whose program is killed while it is read is refused, and nothing waits on', async () => {
    const tensor = await tensorOf('placed');
    const reading = new Lanes(tensor, 1).readRows(0, 256);
    await debuggee.end();
    await assert.rejects(reading);
  });
});
