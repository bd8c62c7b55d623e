import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { python } from '../tools/debuggers.mjs';
import { atProcessEnd } from '../tools/processEnd.mjs';
import { median } from './ratio.mjs';
import { multipleCell, printRow } from './table.mjs';

const classCount = 128256;
const rowCount = 2093;
const MEBIBYTE = 1024 * 1024;
/** As much of the tensor is fetched for the peer that fetches all; its time is scaled. */
const fetchedRows = 128;
const gestures = 15;

const text = `import torch
logits = torch.randn(${rowCount}, ${classCount})
print(logits.shape)
`;

/**
 * From the gesture to the first figures at a breakpoint of debugpy: what the value is, its row 0 and that row's figures, as
 * the inspector asks for them, of a tensor of 1 GiB; against fetching the whole tensor through the same adapter.
 */
export async function printBreakpoint() {
  const out = new URL('../out/', import.meta.url);
  const load = (/** @type {string} */ name) => import(new URL(name, out).href);
  const { Debuggee } = await load('test/adapters/debuggee.js');
  const { pythonFamily } = await load('src/host/debugger/python.js');
  const { Stops } = await load('src/inspector/stops.js');
  const { Inspector } = await load('src/inspector/inspector.js');
  const { Lanes } = await load('src/core/lanes.js');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'logits-inspector-bench-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'program.py');
  writeFileSync(file, text);
  let debuggee;
  try {
    debuggee = await Debuggee.start({
      debugType: 'debugpy',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, python: [python], console: 'internalConsole' },
      breakpoints: { file, lines: [3] },
    });
  } catch (error) {
    printRow('Python', [`not measured: debugpy and PyTorch of ${python} are needed (${error.message})`]);
    return;
  }
  const frame = await debuggee.frame();
  const target = { name: 'logits', expression: 'logits' };
  const { signal } = new AbortController();
  const times = [];
  const moved = [];
  for (let gesture = 0; gesture <= gestures; gesture++) {
    const before = debuggee.repliesBytes;
    const start = performance.now();
    const stops = new Stops('logits');
    stops.add(await pythonFamily.describe(frame, target, { signal }), place);
    await firstFigures(new Inspector(stops, quiet), signal);
    times.push(performance.now() - start);
    moved.push(debuggee.repliesBytes - before);
  }
  // The first brings the reader into the program.
  const [first = 0] = times.splice(0, 1);
  const milliseconds = median(times);
  const { opened } = await pythonFamily.describe(frame, target, { signal });
  const start = performance.now();
  for (let row = 0; row < fetchedRows; row += 32) await new Lanes(opened.tensor, 1).readRows(row, row + 32);
  const whole = ((performance.now() - start) / fetchedRows) * rowCount;
  printRow('gesture to first figures', [`${multipleCell(milliseconds, 150)} ms, the first ${first.toFixed(0)} ms`]);
  printRow('moved', [
    `${multipleCell(median(moved) / MEBIBYTE, 1)} MiB of ${((rowCount * classCount * 4) / MEBIBYTE) | 0} MiB`,
  ]);
  printRow('fetching the whole', [
    `${(whole / milliseconds).toFixed(0)} times as long (${(whole / 1000).toFixed(1)} s, scaled from ${fetchedRows} of ${rowCount} rows)`,
  ]);
  await debuggee.end();
}

const place = { line: 'program.py:3', functionName: 'module', at: 0 };
const quiet = {
  automaticCheckLimitBytes: () => 0,
  onScan() {},
  onProgress() {},
  onBug(error) {
    throw error;
  },
};

async function firstFigures(inspector, signal) {
  const calls = inspector.answers();
  const { generation } = await calls.open(
    { reading: { classAxis: null, valuesKind: null, dtype: null, stop: null } },
    signal,
  );
  const smoothing = { epsilon: 0, convention: 'pytorch' };
  await calls.row({ generation, row: 0, temperature: 1, target: 'file', smoothing, topK: 10 }, signal);
  inspector.dispose();
}
