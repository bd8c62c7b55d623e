import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { python } from './tools.js';
import { Debuggee } from './debuggee.js';

describe('a program at a breakpoint of debugpy', () => {
  it('is stopped where the breakpoint is, answers, and steps', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stop '));
    const file = join(folder, 'program.py');
    await writeFile(file, 'a = 1\nb = a + 1\nc = b + 1\nprint(c)\n');
    const debuggee = await Debuggee.start({
      debugType: 'debugpy',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, python: [python], console: 'internalConsole', cwd: folder },
      breakpoints: { file, lines: [3] },
    });
    try {
      assert.equal(await debuggee.evaluate('(a, b)'), '(1, 2)');
      await debuggee.continueToStop('next');
      assert.equal(await debuggee.evaluate('c'), '3');
    } finally {
      await debuggee.end();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
