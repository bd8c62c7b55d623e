import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Distribution } from '../out/src/core/distribution.js';
import { inspectTensor } from '../out/src/core/inspectTensor.js';
import { canRun, kernelModule } from '../out/src/core/kernel/kernelModule.js';
import { rowFigures } from '../out/src/core/rowFigures.js';
import { sweepTemperature } from '../out/src/core/temperature.js';
import { memoryTensor } from '../out/src/core/tensor.js';
import { topK } from '../out/src/core/topK.js';
import { column, columnCount, listed } from './columns.mjs';
import { openThreads } from './threads.mjs';

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
 * @property {(logits: Float32Array, rows: number, classes: number) => () => unknown} inspection the figures of a tensor, as
 *   the public API gives them
 * @property {() => void} closeAll gives the room of all that is open back
 * @property {((file: string, headerBytes: number, classes: number) => unknown) | undefined} figuresOfFile the figures of
 *   every row of a .npy file of float32, from disk
 */

const pageBytes = 65536;
/** Room for the largest shape and what is made of it, in WebAssembly's pages; what is not touched costs nothing. */
const pages = 12000;
/** About what stays in the cache between being read and being looked at. */
const pieceBytes = 1 << 20;
/** Elements that are worked on in one call, so that the engine has its compiled code soon. */
const batchElements = 131072;
/** A record's numbers, and the pairs of class and logit of the largest that follow them. */
const recordBytes = 144;
const strideBytes = recordBytes + 16 * listed;
const field = { max: 0, argmax: 8, runnerUp: 24, nan: 48, positiveInfinity: 56, negativeInfinity: 64 };
const derived = { logNormaliser: 112, entropyNats: 120 };
const outputs = { logSumExp: 0, softmax: 1, logSoftmax: 2 };

/** @returns {Ours} */
export function createOurs() {
  const build = canRun('relaxed') ? 'relaxed' : 'base';
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const kernels = kernelModule(build, memory);
  // The first page is the kernels' own, the second their working space.
  const firstFree = 2 * pageBytes;
  let free = firstFree;
  let threads = openThreads();
  const take = (sizeBytes) => {
    const start = free;
    free += Math.ceil((sizeBytes + 128) / 128) * 128;
    return start;
  };
  return {
    description: build === 'relaxed' ? 'WebAssembly with relaxed SIMD' : 'WebAssembly with SIMD, not relaxed',
    memory,
    open(rows, classes, type = 'float32') {
      if (type !== 'float32') return openHalves(kernels, memory, take, rows, classes, type);
      const opened = openFloat32(kernels, memory, take, rows, classes);
      return { ...opened, runs: { ...opened.runs, twoThreads: threads.runner(opened.input, rows, classes) } };
    },
    inspection(logits, rows, classes) {
      const values = { dtype: 'float32', values: logits };
      const tensor = memoryTensor({ shape: [rows, classes], dtype: 'float32', values });
      return () => inspectTensor(tensor);
    },
    closeAll() {
      free = firstFree;
      threads.close();
      threads = openThreads();
    },
    figuresOfFile: (file, headerBytes, classes) => figuresOfFile(threads, file, headerBytes, classes),
  };
}

/** By two threads, while the next rows are read. */
async function figuresOfFile(threads, file, headerBytes, classes) {
  const descriptor = openSync(file);
  try {
    const rowBytes = 4 * classes;
    const rows = (fstatSync(descriptor).size - headerBytes) / rowBytes;
    await threads.figuresOfRows(rows, classes, async (start, end, out) => {
      for (let done = 0; done < out.length; done += pieceBytes) {
        const length = Math.min(pieceBytes, out.length - done);
        readSync(descriptor, out, done, length, headerBytes + start * rowBytes + done);
      }
    });
  } finally {
    closeSync(descriptor);
  }
}

function openFloat32(kernels, memory, take, rows, classes) {
  const input = new Float32Array(memory.buffer, take(4 * rows * classes), rows * classes);
  const records = take(rows * strideBytes);
  const results = take(4 * rows * classes);
  const batches = batchesOf(rows, classes);
  const figures = (float32) => () => {
    for (const { first, count } of batches) {
      const start = input.byteOffset + 4 * classes * first;
      kernels.figures32(start, count, classes, listed, float32, records + first * strideBytes, strideBytes, pageBytes);
    }
  };
  const output = (code) => () => {
    for (const { first, count } of batches) {
      const out = results + first * (code === outputs.logSumExp ? 8 : 4 * classes);
      kernels.softmaxRows32(input.byteOffset + 4 * classes * first, count, classes, code, out, pageBytes);
    }
  };
  return {
    input,
    runs: {
      figures32: figures(true),
      figuresExact: figures(false),
      softmax: output(outputs.softmax),
      logSoftmax: output(outputs.logSoftmax),
      logSumExp: output(outputs.logSumExp),
      ...(rows === 1 && oneRow(input)),
    },
    columns: () => columnsOf(new DataView(memory.buffer, records), rows, classes),
  };
}

/** What the inspector does with the row in view, which it holds as float64. */
function oneRow(input) {
  let temperature = 1;
  const row = () => new Float64Array(input);
  return {
    sweep: () => sweepTemperature(row()),
    slider() {
      temperature = temperature > 2 ? 0.5 : temperature * 1.01;
      const logits = row();
      return [rowFigures(new Distribution(logits, temperature)), topK(logits, listed)];
    },
  };
}

function openHalves(kernels, memory, take, rows, classes, type) {
  const input = new Uint16Array(memory.buffer, take(2 * rows * classes), rows * classes);
  const records = take(rows * strideBytes);
  const batches = batchesOf(rows, classes);
  const figures32 = () => {
    for (const { first, count } of batches) {
      const start = input.byteOffset + 2 * classes * first;
      const out = records + first * strideBytes;
      kernels.figures16(start, count, classes, listed, type === 'bfloat16', true, out, strideBytes, pageBytes);
    }
  };
  return { input, runs: { figures32 }, columns: () => columnsOf(new DataView(memory.buffer, records), rows, classes) };
}

function batchesOf(rows, classes) {
  const count = Math.max(1, Math.floor(batchElements / classes));
  const batches = [];
  for (let first = 0; first < rows; first += count) batches.push({ first, count: Math.min(count, rows - first) });
  return batches;
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
      figures[column.indices + place] = get(recordBytes + 16 * place);
      figures[column.values + place] = get(recordBytes + 16 * place + 8);
    }
  }
  return columns;
}
