import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../tools/options.mjs';
import { atProcessEnd, endWithNpm } from '../tools/processEnd.mjs';
import { installedNode } from '../tools/vscode/install.mjs';
import { printBreakpoint } from './breakpoint.mjs';
import { printHover } from './hover.mjs';
import {
  printColdStart,
  printHalfWidths,
  printShortRows,
  printSliderStep,
  printSweep,
  printTwoThreads,
} from './lines.mjs';
import { createOurs } from './ours.mjs';
import { createPeers } from './peers.mjs';
import { printShapeTables } from './shapeTables.mjs';
import { printTitle } from './table.mjs';
import { printWholeFile } from './wholeFile.mjs';

/** What `--only` may name, with the title of what is printed as lines. */
const works = {
  figures: undefined,
  softmax: undefined,
  logSoftmax: undefined,
  logSumExp: undefined,
  threads: ['Two threads', printTwoThreads],
  half: ['Numbers of two bytes, figures', printHalfWidths],
  short: ['Many short rows, figures', printShortRows],
  sweep: ['Sweep of temperatures', printSweep],
  slider: ['One new temperature', printSliderStep],
  cold: ['New process', printColdStart],
  file: ['Whole file', printWholeFile],
  json: ['JSON scanner', printJson],
  hover: ['Hover', printHover],
  breakpoint: ['At a breakpoint, one row of 128,256 out of 1 GiB', printBreakpoint],
};

const help = `npm run bench measures the kernels against plain JavaScript, TensorFlow.js, NumPy, SciPy, PyTorch and the limit of
reading, all in turns on the same logits. Ratios are medians of neighbouring runs: how many times our time theirs is.
Floors stand beside the ratios, with ✓ or ✗; they hold on Node 24 with one thread on each side, and failing one does not
fail the run. TensorFlow.js is installed into bench/node_modules on first use; Python has to be there.

  npm run bench -- --only figures,sweep   only these: ${Object.keys(works).join(', ')}
  npm run bench -- --large                a file of 4.2 GB instead of 1 GB
  npm run bench -- --python PATH          another Python than /usr/bin/python3
  npm run bench -- --this-node            not Node 24 from .vscode-test, if that is there and newer
  npm run bench -- --help                 say this`;

const log = (line) => console.error(line);

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function main() {
  endWithNpm();
  const options = readOptions(
    {
      only: { type: 'string' },
      large: { type: 'boolean' },
      python: { type: 'string' },
      'this-node': { type: 'boolean' },
    },
    help,
  );
  const wanted = readWorks(options.only);
  const node = options['this-node'] ? undefined : newerNode();
  if (node !== undefined) return runOn(node);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'logits-inspector-bench-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  await measure({ wanted, folder, python: options.python, gigabytes: options.large ? 4.2 : 1 });
  process.exit(0);
}

async function measure({ wanted, folder, python, gigabytes }) {
  const ours = createOurs();
  const comparing = wanted.some((work) => works[work] === undefined || work === 'sweep');
  const peers = comparing ? await createPeers({ memory: ours.memory, folder, python, log }) : [];
  const processors = os.cpus();
  console.log(
    `Node ${process.versions.node}, ${ours.description}; ${processors.length} × ${processors[0]?.model.trim()}`,
  );
  for (const sentence of new Set(peers.flatMap(({ missing }) => missing ?? []))) console.log(sentence);
  const peerWorks = wanted.filter((work) => works[work] === undefined);
  if (peerWorks.length > 0) await printShapeTables({ ours, peers, peerWorks, folder, log });
  for (const work of wanted.filter((each) => works[each] !== undefined)) {
    const [title, print] = works[work];
    printTitle(title);
    await print({ ours, peers, folder, gigabytes });
  }
  for (const peer of peers) peer.end();
}

/** @param {string | undefined} text */
function readWorks(text) {
  const all = Object.keys(works);
  if (text === undefined) return all;
  const names = text.split(',');
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no "${unknown}" to measure, only ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

/** Node 24, for which the floors are, where this is an older one and `npm start` or `npm test` has brought that. */
function newerNode() {
  return Number.parseInt(process.versions.node, 10) < 24 ? installedNode() : undefined;
}

/** Does the same once more on another Node, and ends as that does. */
function runOn(node) {
  const child = spawn(node, [...process.argv.slice(1), '--this-node'], { stdio: 'inherit' });
  atProcessEnd(() => child.kill());
  child.once('close', (code) => process.exit(code ?? 1));
}

/** Runs json.mjs, which can be run on its own. */
function printJson() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('json.mjs', import.meta.url))], { stdio: 'inherit' });
  const forget = atProcessEnd(() => child.kill());
  return new Promise((resolve) => child.once('close', resolve)).finally(forget);
}
