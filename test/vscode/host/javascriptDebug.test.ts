import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { UserError } from '../../../src/core/userError.js';
import type { DebugValue, PausedFrame } from '../../../src/host/debugger/adapter.js';
import { javascriptFamily } from '../../../src/host/debugger/javascript.js';
import { PausedProgram } from './pausedProgram.js';

const { signal } = new AbortController();

/** A row of 128,256 float32 out of 1 GiB, and a smaller thing of each kind. */
const program = `
async function infer(shape: number[], value: number): Promise<void> {
  const logits = new Float32Array(2092 * 128256);
  for (let index = 0; index < 128256; index++) logits[5 * 128256 + index] = index / 4;
  const batch = { dims: [2092, 128256], type: 'float32', dataLocation: 'cpu', cpuData: logits };
  const bits = new BigInt64Array([-5n, 7n]);
  const list = [[2.0, 1.0, 0.1], [NaN, -Infinity, -0]];
  const ragged = [[1, 2], [value]];
  const later = Promise.resolve(list);
  const e = Int8Array.of(1), t = Int8Array.of(2), n = Int8Array.of(3), o = Int8Array.of(4), r = Int8Array.of(5);
  debugger;
  console.log(batch, logits, bits, list, ragged, later, shape, e, t, n, o, r);
}
void infer([1], 2);
`;

for (const minify of [false, true])
  describe(`a Node program at a breakpoint${minify ? ', bundled with other names' : ''}`, () => {
    let folder = '';
    let paused: PausedProgram;
    const describeIn = (frame: PausedFrame, expression: string): Promise<DebugValue> =>
      javascriptFamily.describe(frame, { name: expression, expression }, { signal });

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'node '));
      const [source, compiled] = [join(folder, 'program.ts'), join(folder, 'program.cjs')];
      await writeFile(source, program);
      await build({ entryPoints: [source], outfile: compiled, minify, sourcemap: true, logLevel: 'error' });
      paused = await PausedProgram.start({
        type: 'node',
        name: 'program',
        request: 'launch',
        program: compiled,
        runtimeExecutable: process.execPath,
        outFiles: [compiled],
        resolveSourceMapLocations: [join(folder, '**')],
      });
    });
    after(async () => {
      await paused.end();
      await rm(folder, { recursive: true, force: true });
    });

    it('belongs to the JavaScript family', () => assert.ok(javascriptFamily.handles(paused.frame().debugType)));

    it('shows a row of a large tensor without moving the rest', async () => {
      const { opened, sizeBytes } = await describeIn(paused.frame(), 'batch');
      assert.deepEqual(
        [opened.format, opened.tensor.dtype, opened.tensor.shape],
        ['ort.Tensor', 'float32', [2092, 128256]],
      );
      assert.equal(sizeBytes, 2092 * 128256 * 4);
      const before = paused.replies;
      const row = await opened.tensor.readRows?.(1, 5, 6);
      assert.ok(row?.length === 128256 && row.every((number, index) => number === index / 4));
      // Base64 takes a third more than the 513,024 bytes.
      assert.ok(paused.replies - before < 700_000);
    });

    it('fetches megabytes in pieces', async () => {
      const { opened } = await describeIn(paused.frame(), 'logits');
      const read = await opened.tensor.read(5 * 128256, 9 * 128256);
      assert.ok(read.every((number, index) => number === (index < 128256 ? index / 4 : 0)));
      assert.ok(paused.largestReply < 101_000);
      await refused(opened.tensor.read(0, 2 ** 25), 'too-large', 'logits.subarray(0, 16777216)');
    });

    it('shows arrays and wide integers', async () => {
      const bits = await describeIn(paused.frame(), 'bits');
      assert.deepEqual([bits.opened.tensor.dtype, Array.from(await bits.opened.tensor.read(0, 2))], ['int64', [-5, 7]]);
      const list = await describeIn(paused.frame(), 'list');
      assert.deepEqual(list.opened.tensor.shape, [2, 3]);
      assert.deepEqual(Array.from(await list.opened.tensor.read(0, 6)), [2, 1, 0.1, NaN, -Infinity, -0]);
    });

    it('reads the variable of that name in the source, whatever bears it in the bundle', async () => {
      for (const [index, name] of ['e', 't', 'n', 'o', 'r'].entries()) {
        const { opened } = await describeIn(paused.frame(), name);
        assert.deepEqual([...(await opened.tensor.read(0, 1))], [index + 1], name);
      }
    });

    it('refuses in sentences what cannot be read', async () => {
      await refused(describeIn(paused.frame(), 'ragged'), 'ragged', '[1]');
      await refused(describeIn(paused.frame(), 'later'), 'no-data', 'await it in the program');
      await refused(describeIn(paused.frame(), 'nowhere'), 'not-found', 'not defined');
      await refused(describeIn(paused.frame(), 'list['), 'not-found', 'SyntaxError');
      await refused(describeIn(paused.frame(), '1); globalThis.leak = 1; (2'), 'not-found', 'without statements');
    });

    it('has no name that it had not before', async () => {
      const { opened } = await describeIn(
        paused.frame(),
        'Object.keys(globalThis).filter((name) => /leak|\\$|js_debug|nspect/.test(name)).map(() => 1)',
      );
      assert.deepEqual(opened.tensor.shape, [0]);
    });
  });

async function refused(promise: Promise<unknown>, code: string, words: string): Promise<void> {
  await assert.rejects(promise, (error) => {
    return error instanceof UserError && error.code === code && error.message.includes(words);
  });
}
