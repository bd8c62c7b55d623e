import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { listed } from './columns.mjs';

/*
 * The figures of float32 rows by several threads: what `twoThreads` in ours.mjs runs.
 *
 * `node bench/threads.mjs` shows from how many elements on they are worth it: two threads against one on rows of several
 * lengths, as medians of neighbouring ratios.
 */

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * So many threads beside this one. Nothing is loaded or started before the first run.
 *
 * @param {number} [beside]
 */
export function openThreads(beside = 1) {
  let crew;
  let passes = [];
  const begin = async (work) => {
    crew ??= await newCrew(beside);
    const pass = crew.begin(work);
    passes.push(pass);
    return pass;
  };
  return {
    /**
     * A function that does the figures of the rows once. They are copied to shared memory when it is first run.
     *
     * @param {Float32Array} input
     * @param {number} rows
     * @param {number} classes
     * @param {boolean} [float32]
     * @returns {() => Promise<void>}
     */
    runner(input, rows, classes, float32 = true) {
      const work = { dtype: 'float32', classCount: classes, listed, float32, rowsPerSlot: rows, slotCount: 1 };
      let pass;
      return async () => {
        if (pass === undefined) {
          pass = await begin(work);
          pass.input(0, rows).set(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
        }
        pass.offer(0, rows);
        await pass.finish(0);
      };
    },
    /** Ends the threads, which would keep the process alive, and gives the memory back: runners are of no use then. */
    close() {
      for (const pass of passes) pass.close();
      passes = [];
      crew?.end();
    },
  };
}

async function newCrew(beside) {
  const { Crew, nodeThreads } = await bundled();
  return Crew.on(nodeThreads(`${root}dist/kernelThread.cjs`, beside));
}

async function bundled() {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "export { Crew } from './src/core/kernel/crew.ts'; export { nodeThreads } from './src/host/nodeThreads.ts';",
      resolveDir: root,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printCrossover();

async function printCrossover() {
  const { seededLogits } = await import('./data.mjs');
  const { compare, localRunner } = await import('./ratio.mjs');
  const one = openThreads(0);
  const two = openThreads(1);
  for (const [rows, classes] of [
    [4, 32000],
    [16, 32000],
    [32, 32000],
    [64, 32000],
    [128, 32000],
    [64, 128256],
    [2048, 32000],
  ]) {
    for (const float32 of [true, false]) {
      const input = seededLogits(rows * classes);
      const alone = localRunner(one.runner(input, rows, classes, float32));
      const together = localRunner(two.runner(input, rows, classes, float32));
      const { ours, peerTime } = await compare([together], alone);
      const times = [peerTime, ours[0].time].map((time) => `${(time / 1e6).toFixed(2)} ms`).join(' → ');
      console.log(`[${rows}, ${classes}] ${float32 ? 'float32' : 'exact  '} ${ours[0].ratio.toFixed(2)} × (${times})`);
    }
  }
  one.close();
  two.close();
}
