import { columnCount } from './columns.mjs';
import { plainFiguresInto, plainSweepInto } from './plain.mjs';
import { allThreads, startPython } from './python.mjs';
import { localRunner } from './ratio.mjs';
import { createReadLimit } from './readLimit.mjs';
import { columnsOfTensorFlow, loadTensorFlow } from './tfjs.mjs';

/**
 * Someone to compare with.
 *
 * @typedef {object} Peer
 * @property {string} key as in floors.mjs
 * @property {string} name
 * @property {readonly string[]} works what it can do, `figures` standing for both of our paths
 * @property {string} [missing] why it cannot take part, as a sentence
 * @property {(data: Data) => Promise<void>} prepare gives it the logits of all later runs
 * @property {(work: string) => import('./ratio.mjs').Runner} runner
 * @property {() => Promise<Float64Array>} [columns] its figures, as columns.mjs has them
 * @property {() => void} end
 *
 * @typedef {object} Data
 * @property {Float32Array} logits
 * @property {Float32Array} input the same in our memory
 * @property {number} rows
 * @property {number} classes
 * @property {string} file the same as bytes in a file
 * @property {number[]} temperatures
 */

/**
 * Everyone, those that are missing too.
 *
 * @param {{ memory: WebAssembly.Memory, folder: string, python: string | undefined, log: (line: string) => void }} options
 * @returns {Promise<Peer[]>}
 */
export async function createPeers({ memory, folder, python, log }) {
  const one = await startPython({ threads: 1, python });
  const all = await startPython({ threads: allThreads, python });
  const usual = ['softmax', 'logSoftmax', 'logSumExp'];
  const fromPython = (key, process, library, name, works) =>
    pythonPeer({ key, process, library, works, folder, name: versioned(name, process.versions[library]) });
  return [
    plainPeer(),
    await tensorFlowPeer(log),
    fromPython('numpy', one, 'numpy', 'NumPy*', ['figures', 'sweep']),
    fromPython('scipy', one, 'scipy', 'SciPy*', usual),
    fromPython('torch', one, 'torch', 'PyTorch*, one thread', ['figures', ...usual]),
    fromPython('torchAll', all, 'torch', `PyTorch*, ${allThreads} threads`, ['figures', 'softmax']),
    await readLimitPeer(memory),
  ];
}

/** Puts a version, where there is one, in the place of the asterisk. */
function versioned(name, version) {
  return name.replace('*', version === undefined ? '' : ` ${version}`);
}

/** @returns {Peer} */
function plainPeer() {
  let data;
  let figures;
  let sweep;
  const works = {
    figures: () => plainFiguresInto(data.logits, data.rows, data.classes, figures),
    sweep: () => plainSweepInto(data.logits, data.sweepTemperatures, sweep),
  };
  return {
    key: 'plain',
    name: 'plain JavaScript',
    works: Object.keys(works),
    async prepare(given) {
      data = { ...given, sweepTemperatures: Float64Array.from(given.temperatures) };
      figures = new Float64Array(given.rows * columnCount);
      sweep = new Float64Array(2 * given.temperatures.length);
    },
    runner: (work) => localRunner(works[work]),
    async columns() {
      works.figures();
      return figures;
    },
    end() {},
  };
}

/** @returns {Promise<Peer>} */
async function tensorFlowPeer(log) {
  const loaded = await loadTensorFlow(log);
  const missing = typeof loaded === 'string' ? loaded : undefined;
  let opened;
  let classes = 0;
  return {
    key: 'tfjs',
    name: versioned('TensorFlow.js*, WASM', loaded.version),
    works: ['figures'],
    ...(missing === undefined ? {} : { missing }),
    async prepare(data) {
      opened?.end();
      opened = loaded.open(data.logits, data.rows, data.classes);
      classes = data.classes;
    },
    runner: () => localRunner(opened.figures),
    columns: async () => columnsOfTensorFlow(opened.figures(), classes),
    end: () => opened?.end(),
  };
}

/** @returns {Peer} */
function pythonPeer({ key, name, process, library, works, folder }) {
  const missing = process.missing(library);
  let classes = 0;
  return {
    key,
    name,
    works,
    ...(missing === undefined ? {} : { missing }),
    async prepare({ file, rows, classes: given, temperatures }) {
      classes = given;
      await process.prepare({ file, rows, classes, temperatures });
    },
    runner: (work) => process.runner(library, work),
    ...(works.includes('figures') ? { columns: () => process.results(library, 'figures', classes, folder) } : {}),
    end: () => process.end(),
  };
}

/** @returns {Promise<Peer>} */
async function readLimitPeer(memory) {
  const sum = await createReadLimit(memory);
  let input;
  return {
    key: 'readLimit',
    name: 'times the read limit',
    works: ['figures'],
    prepare: async (data) => void (input = data.input),
    runner: () => localRunner(() => sum(input)),
    end() {},
  };
}
