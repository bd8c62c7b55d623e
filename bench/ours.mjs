import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { column, columnCount, listed } from './columns.mjs';

/*
 * The only file here that knows our code. What it leaves out of `runs` stands in the tables as not built yet.
 */

/**
 * @typedef {'figures32' | 'figuresExact' | 'softmax' | 'logSoftmax' | 'logSumExp' | 'twoThreads' | 'sweep' | 'slider'} Work
 *
 * @typedef {object} OpenTensor logits of one shape, where our code reads them
 * @property {Float32Array | Uint16Array} input to be filled before the first run
 * @property {Partial<Record<Work, () => unknown>>} runs each does its work once; a promise where other threads help
 * @property {() => Float64Array} columns what the last run of figures found, as columns.mjs has it
 *
 * @typedef {object} Ours
 * @property {string} description
 * @property {WebAssembly.Memory} memory where the inputs lie
 * @property {(rows: number, classes: number, type?: 'float32' | 'float16' | 'bfloat16') => OpenTensor | undefined} open
 *   undefined for a type that our code cannot read yet
 * @property {() => void} closeAll gives the room of all that is open back
 * @property {((file: string, headerBytes: number, classes: number) => unknown) | undefined} figuresOfFile the figures of
 *   every row of a .npy file of float32, from disk
 */

const pageBytes = 65536;
/** Room for the largest shape, in WebAssembly's pages; what is not touched costs nothing. */
const pages = 6000;
/** About what stays in the cache between being read and being looked at. */
const pieceBytes = 1 << 20;
/** A record's numbers, and the list of the largest that follows them. */
const strideBytes = 128 + 8 + 16 * listed;
const field = { max: 0, argmax: 8, runnerUp: 24, nan: 48, positiveInfinity: 56, negativeInfinity: 64 };
const derived = { logNormaliser: 96, entropyNats: 104, values: 136, indices: 136 + 8 * listed };

/** @returns {Ours} */
export function createOurs() {
  const { bytes, description } = bestBuild();
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
  // The first page is the kernels' own, the second their working space.
  const firstFree = 2 * pageBytes;
  let free = firstFree;
  const take = (sizeBytes) => {
    const start = free;
    free += Math.ceil(sizeBytes / 128) * 128;
    return start;
  };
  const open = (rows, classes, type = 'float32') => {
    if (type !== 'float32') return undefined;
    const input = new Float32Array(memory.buffer, take(4 * rows * classes), rows * classes);
    const records = take(rows * strideBytes);
    const figures = (float32) => () =>
      kernels.figures32(input.byteOffset, rows, classes, listed, float32, records, strideBytes, pageBytes);
    return {
      input,
      runs: { figures32: figures(1), figuresExact: figures(0) },
      columns: () => columnsOf(new DataView(memory.buffer, records), rows, classes),
    };
  };
  return {
    description,
    memory,
    open,
    closeAll: () => void (free = firstFree),
    figuresOfFile(file, headerBytes, classes) {
      const rows = Math.max(1, Math.floor(pieceBytes / (4 * classes)));
      const input = new Uint8Array(memory.buffer, take(4 * rows * classes), 4 * rows * classes);
      const records = take(rows * strideBytes);
      eachPiece(file, headerBytes, input, (sizeBytes) => {
        const rowsRead = sizeBytes / (4 * classes);
        kernels.figures32(input.byteOffset, rowsRead, classes, listed, 1, records, strideBytes, pageBytes);
      });
    },
  };
}

function bestBuild() {
  const source = readFileSync(new URL('../src/core/kernel/generated/kernels.ts', import.meta.url), 'utf8');
  const build = (name) => Buffer.from(new RegExp(`${name} = '(.*)'`).exec(source)[1], 'base64');
  const relaxed = build('relaxed');
  if (WebAssembly.validate(relaxed)) return { bytes: relaxed, description: 'WebAssembly with relaxed SIMD' };
  return { bytes: build('base'), description: 'WebAssembly with SIMD, not relaxed' };
}

function columnsOf(records, rows, classes) {
  const columns = new Float64Array(rows * columnCount);
  for (let row = 0; row < rows; row++) {
    const get = (offset) => records.getFloat64(row * strideBytes + offset, true);
    const figures = columns.subarray(row * columnCount, (row + 1) * columnCount);
    for (const [name, offset] of Object.entries(field)) figures[column[name]] = get(offset);
    figures[column.logSumExp] = get(field.max) + get(derived.logNormaliser);
    figures[column.entropyNats] = get(derived.entropyNats);
    const isFaulty = get(field.nan) > 0 || get(field.positiveInfinity) > 0 || get(field.negativeInfinity) === classes;
    figures[column.isFaulty] = isFaulty ? 1 : 0;
    for (let place = 0; place < listed; place++) {
      figures[column.values + place] = get(derived.values + 8 * place);
      figures[column.indices + place] = get(derived.indices + 8 * place);
    }
  }
  return columns;
}

/** Reads a file into `input` over and over and tells how much there is each time. */
function eachPiece(file, headerBytes, input, take) {
  const descriptor = openSync(file);
  try {
    let position = headerBytes;
    for (let count; (count = readSync(descriptor, input, 0, input.length, position)) > 0; position += count)
      take(count);
  } finally {
    closeSync(descriptor);
  }
}
