import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { seededLogits } from './data.mjs';
import { atMost } from './floors.mjs';
import { compare, localRunner } from './ratio.mjs';
import { multipleCell, printRow, timeCell } from './table.mjs';

const classes = 32000;
const pieceRows = 256;

/**
 * The figures of a whole .npy file of float32, as a multiple of the time to read it. It lies in the page cache both times.
 *
 * @param {object} options
 * @param {import('./ours.mjs').Ours} options.ours
 * @param {string} options.folder where the file is made, and removed from
 * @param {number} options.gigabytes
 */
export async function printWholeFile({ ours, folder, gigabytes }) {
  const name = `${gigabytes} GB .npy of float32`;
  if (ours.figuresOfFile === undefined) return printRow(name, ['not built yet']);
  const file = path.join(folder, 'large.npy');
  try {
    const headerBytes = writeFile(file, Math.round((gigabytes * 1e9) / (4 * classes)));
    const figures = localRunner(() => ours.figuresOfFile(file, headerBytes, classes));
    const { ours: timed, peerTime } = await compare(
      [figures],
      localRunner(() => readWhole(file)),
    );
    const times = `${timeCell(timed[0].time)}, ${timeCell(peerTime)} to read`;
    printRow(name, [`${multipleCell(1 / timed[0].ratio, atMost.file)} times reading it (${times})`]);
  } catch (error) {
    printRow(name, [`left out: ${error.message}`]);
  } finally {
    rmSync(file, { force: true });
    ours.closeAll();
  }
}

/** Writes the same rows over and over, and returns the length of the header in bytes. */
function writeFile(file, rows) {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${classes}), }`;
  // Version 1.0 of the format: magic, version, the header's length, and a header that ends in a line feed at 64 bytes.
  const header = Buffer.alloc(128, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(118, 8);
  header.write(dictionary, 10);
  header.write('\n', 127);
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, header);
    const piece = Buffer.from(seededLogits(pieceRows * classes).buffer);
    for (let row = 0; row < rows; row += pieceRows) {
      writeSync(descriptor, piece, 0, 4 * classes * Math.min(pieceRows, rows - row));
    }
  } finally {
    closeSync(descriptor);
  }
  return header.length;
}

const buffer = Buffer.alloc(1 << 20);

function readWhole(file) {
  const descriptor = openSync(file);
  while (readSync(descriptor, buffer) > 0);
  closeSync(descriptor);
}
