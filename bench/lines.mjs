import { fileURLToPath } from 'node:url';
import { run } from '../tools/command.mjs';
import { columnCount } from './columns.mjs';
import { bitsOf16, seededLogits, writeNumbers } from './data.mjs';
import { atLeast, atMost } from './floors.mjs';
import { plainFiguresInto } from './plain.mjs';
import { compare, localRunner, median, timeAlone } from './ratio.mjs';
import { multipleCell, printRow, ratioCell, timeCell } from './table.mjs';

/*
 * What is a line rather than a table: measured on one or two shapes, or against ourselves.
 *
 * Each takes what index.mjs has made: `ours`, `peers`, the temporary `folder`.
 */

const notBuilt = 'not built yet';
const vocabulary = 128256;

/** Two threads against one. */
export async function printTwoThreads({ ours }) {
  for (const [rows, classes] of [
    [64, vocabulary],
    [2048, 32000],
  ]) {
    const { input, runs } = ours.open(rows, classes);
    const name = `[${rows},${classes}], two threads`;
    if (runs.twoThreads === undefined) printRow(name, [notBuilt]);
    else {
      input.set(seededLogits(input.length));
      const result = await compare([localRunner(runs.twoThreads)], localRunner(runs.figures32));
      printRow(name, [`${ratioCell(result.ours[0].ratio, atLeast.twoThreads)} times one thread`]);
    }
    ours.closeAll();
  }
}

/** The figures of float16 and bfloat16, as a multiple of the time that float32 takes. */
export async function printHalfWidths({ ours }) {
  for (const type of /** @type {const} */ (['float16', 'bfloat16'])) {
    const logits = seededLogits(64 * vocabulary);
    const wide = ours.open(64, vocabulary);
    const half = ours.open(64, vocabulary, type);
    if (half === undefined) printRow(`${type} [64,${vocabulary}]`, [notBuilt]);
    else {
      wide.input.set(logits);
      half.input.set(bitsOf16(logits, type));
      const result = await compare([localRunner(wide.runs.figures32)], localRunner(half.runs.figures32));
      printRow(`${type} [64,${vocabulary}]`, [`${multipleCell(result.ours[0].ratio, atMost.halfWidth)} times float32`]);
    }
    ours.closeAll();
  }
}

/**
 * Rows of few classes, through the public API: the figures of `inspectTensor` against those of plain JavaScript, which lists
 * the largest logits too, but has neither margins nor perplexity.
 */
export async function printShortRows({ ours }) {
  for (const [rows, classes] of [
    [1_000_000, 2],
    [100_000, 10],
    [30_000, 33],
  ]) {
    const logits = seededLogits(rows * classes);
    const figures = new Float64Array(rows * columnCount);
    const result = await compare(
      [localRunner(ours.inspection(logits, rows, classes))],
      localRunner(() => plainFiguresInto(logits, rows, classes, figures)),
    );
    const { ratio, time } = result.ours[0];
    printRow(`[${rows},${classes}]`, [`${ratioCell(ratio)} times as fast as plain JavaScript (${timeCell(time)})`]);
  }
}

/** Entropy and top probability at 64 temperatures, log-spaced from 0.05 to 20. */
export async function printSweep({ ours, peers, folder }) {
  const name = `64 temperatures, [1,${vocabulary}]`;
  const { input, runs } = ours.open(1, vocabulary);
  if (runs.sweep === undefined) return printRow(name, [notBuilt]);
  const logits = seededLogits(vocabulary);
  input.set(logits);
  const temperatures = Array.from({ length: 64 }, (_, step) => 0.05 * 400 ** (step / 63));
  const data = { logits, input, rows: 1, classes: vocabulary, temperatures, file: writeNumbers(folder, logits) };
  for (const peer of peers.filter((each) => each.works.includes('sweep') && each.missing === undefined)) {
    await peer.prepare(data);
    const { ours: timed } = await compare([localRunner(runs.sweep)], peer.runner('sweep'));
    const floor = peer.key === 'plain' ? atLeast.sweepPlain : undefined;
    printRow(name, [`${ratioCell(timed[0].ratio, floor)} times as fast as ${peer.name} (${timeCell(timed[0].time)})`]);
  }
  ours.closeAll();
}

/** Every figure and the ten largest at a new temperature. */
export async function printSliderStep({ ours }) {
  const { input, runs } = ours.open(1, vocabulary);
  input.set(seededLogits(vocabulary));
  const time = runs.slider === undefined ? notBuilt : timeCell(await timeAlone(localRunner(runs.slider)));
  printRow(`slider step, [1,${vocabulary}]`, [time]);
  ours.closeAll();
}

/** A new process: modules loaded and compiled, then the figures of a first row. */
export async function printColdStart() {
  const script = fileURLToPath(new URL('coldStart.mjs', import.meta.url));
  const milliseconds = [];
  for (let count = 0; count < 7; count++) milliseconds.push(Number(await run(process.execPath, [script])));
  printRow('cold start, first [1,1000]', [timeCell(median(milliseconds) * 1e6)]);
}
