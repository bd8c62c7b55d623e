import { largestDifference } from './columns.mjs';
import { seededLogits, writeNumbers } from './data.mjs';
import { floors } from './floors.mjs';
import { compare, localRunner } from './ratio.mjs';
import { shapeName, shapes } from './shapes.mjs';
import { multipleCell, printRow, printTitle, ratioCell, timeCell } from './table.mjs';

/** The works that are measured on every shape: what stands in the title, what peers call it, and who may take part. */
const works = {
  figures32: { title: 'Figures of every row, float32 path', peerWork: 'figures' },
  figuresExact: { title: 'Figures of every row, exact path', peerWork: 'figures' },
  softmax: { title: 'Softmax (PyTorch writes into out=)', peerWork: 'softmax' },
  logSoftmax: { title: 'Log-softmax (PyTorch writes into out=)', peerWork: 'logSoftmax' },
  logSumExp: { title: 'Log-sum-exp', peerWork: 'logSumExp' },
};

/** More than this is not rounding: float32 entropies of 128,256 classes are off by up to 4e-4 (TensorFlow.js). */
const tolerance = 1e-3;

/**
 * Measures the works on every shape and prints one table for each.
 *
 * @param {object} options
 * @param {import('./ours.mjs').Ours} options.ours
 * @param {readonly import('./peers.mjs').Peer[]} options.peers
 * @param {readonly string[]} options.peerWorks `figures`, `softmax` …: which are wanted
 * @param {string} options.folder for temporary files
 * @param {(line: string) => void} options.log
 */
export async function printShapeTables({ ours, peers, peerWorks, folder, log }) {
  const names = Object.keys(works).filter((name) => peerWorks.includes(works[name].peerWork));
  const present = peers.filter((peer) => peer.missing === undefined);
  const cells = new Cells();
  for (const shape of shapes) {
    log(`Measuring ${shapeName(shape)} …`);
    const opened = await openShape(shape, { ours, peers: present, folder });
    for (const peerWork of peerWorks) {
      const wanted = names.filter((name) => works[name].peerWork === peerWork && opened.runs[name] !== undefined);
      for (const peer of opened.ready.filter((each) => wanted.length > 0 && each.works.includes(peerWork))) {
        await measure({ peer, peerWork, wanted, opened, shape, cells });
      }
    }
    if (peerWorks.includes('figures')) await addDifferences(opened, shape, cells);
    ours.closeAll();
  }
  for (const name of names) printTable(name, cells, peers);
  if (peerWorks.includes('figures')) printDifferences(cells);
}

/** The texts of the tables, by table, row and shape. */
class Cells {
  /** @type {Map<string, Map<string, Map<string, string>>>} */
  #tables = new Map();

  put(table, row, shape, text) {
    const rows = this.#tables.get(table) ?? new Map();
    const cells = rows.get(row) ?? new Map();
    this.#tables.set(table, rows.set(row, cells.set(shapeName(shape), text)));
  }

  /** One text a shape. */
  row(table, row) {
    const cells = this.#tables.get(table)?.get(row);
    return shapes.map((shape) => cells?.get(shapeName(shape)) ?? '–');
  }

  rowNames(table) {
    return [...(this.#tables.get(table)?.keys() ?? [])];
  }
}

async function openShape([rows, classes], { ours, peers, folder }) {
  const logits = seededLogits(rows * classes);
  const opened = ours.open(rows, classes);
  opened.input.set(logits);
  const file = writeNumbers(folder, logits);
  const data = { logits, input: opened.input, rows, classes, file, temperatures: [] };
  const ready = [];
  for (const peer of peers) {
    try {
      await peer.prepare(data);
      ready.push(peer);
    } catch (error) {
      console.error(`${peer.name} does not take ${shapeName([rows, classes])}: ${error.message}`);
    }
  }
  const runs = Object.fromEntries(Object.entries(opened.runs).map(([name, run]) => [name, localRunner(run)]));
  return { ...opened, logits, runs, runOnce: opened.runs, ready };
}

async function measure({ peer, peerWork, wanted, opened, shape, cells }) {
  try {
    const oursTimed = wanted.map((name) => opened.runs[name]);
    const { ours } = await compare(oursTimed, peer.runner(peerWork));
    for (const [index, name] of wanted.entries()) {
      const floor = floors[name]?.[peer.key]?.[shapes.indexOf(shape)];
      const { ratio, time } = ours[index];
      cells.put(
        name,
        peer.key,
        shape,
        peer.key === 'readLimit' ? multipleCell(1 / ratio, floor) : ratioCell(ratio, floor),
      );
      cells.put(name, 'ours', shape, timeCell(time));
    }
  } catch (error) {
    for (const name of wanted) cells.put(name, peer.key, shape, 'failed');
    console.error(`${peer.name} failed at ${peerWork} of ${shapeName(shape)}: ${error.message}`);
  }
}

function printTable(name, cells, peers) {
  const { title, peerWork } = works[name];
  printTitle(title);
  if (cells.rowNames(name).length === 0) return printRow('not built yet', []);
  printRow('', shapes.map(shapeName));
  printRow('our time', cells.row(name, 'ours'));
  for (const peer of peers.filter((each) => each.works.includes(peerWork))) {
    printRow(peer.name, peer.missing === undefined ? cells.row(name, peer.key) : ['left out, see above']);
  }
}

/** The exact path is held against plain JavaScript, which alone has float64 too. */
async function addDifferences(opened, shape, cells) {
  const { runOnce, columns, logits, ready } = opened;
  for (const peer of ready.filter((each) => each.columns !== undefined)) {
    const theirs = await peer.columns().catch(() => new Float64Array());
    for (const path of peer.key === 'plain' ? ['figures32', 'figuresExact'] : ['figures32']) {
      if (runOnce[path] === undefined) continue;
      await runOnce[path]();
      const row = `${peer.name}${path === 'figures32' ? '' : ', exact path'}`;
      cells.put('differences', row, shape, differenceCell(largestDifference(columns(), theirs, logits)));
    }
  }
}

function printDifferences(cells) {
  printTitle('Largest difference of any figure from our float32 path (indices: of the logits that they point at)');
  printRow('', shapes.map(shapeName));
  for (const row of cells.rowNames('differences')) printRow(row, cells.row('differences', row));
}

function differenceCell(difference) {
  const text = Number.isNaN(difference) ? 'figures missing' : difference.toExponential(1);
  return difference <= tolerance ? text : `${text} MISMATCH`;
}
