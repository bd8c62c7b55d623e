import { fileURLToPath } from 'node:url';
import { Crew } from '../out/src/core/kernel/crew.js';
import { crewFigures } from '../out/src/core/kernel/crewFigures.js';
import { nodeThreads } from '../out/src/host/nodeThreads.js';
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
  const start = () => (crew ??= Crew.on(nodeThreads(`${root}dist/kernelThread.cjs`, beside)));
  const begin = (work) => {
    const pass = start().begin(work);
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
          pass = begin(work);
          pass.input(0, rows).set(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
        }
        pass.offer(0, rows);
        await pass.finish(0);
      };
    },
    /**
     * The figures of all rows of float32 that `read` writes into the memory that it is given.
     *
     * @param {number} rows
     * @param {number} classes
     * @param {(start: number, end: number, out: Uint8Array) => Promise<void>} read
     */
    async figuresOfRows(rows, classes, read) {
      const work = { dtype: 'float32', classCount: classes, start: 0, end: rows, float32: true };
      await crewFigures(
        start(),
        { ...work, readInto: read, take: () => undefined },
        { throwIfAborted: () => undefined },
      );
    },
    /** Ends the threads, which would keep the process alive, and gives the memory back: runners are of no use then. */
    close() {
      for (const pass of passes) pass.close();
      passes = [];
      crew?.end();
    },
  };
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
