import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { npmCleanInstall } from '../tools/npm.mjs';
import { column, columnCount, listed } from './columns.mjs';

/**
 * TensorFlow.js on its WebAssembly backend, which npm installs into bench/node_modules on first use.
 *
 * @typedef {object} TensorFlow
 * @property {string} version
 * @property {(logits: Float32Array, rows: number, classes: number) => { figures: () => Float32Array[], end: () => void }} open
 *
 * @param {(line: string) => void} log
 * @returns {Promise<TensorFlow | string>} a sentence that says why not
 */
export async function loadTensorFlow(log) {
  try {
    if (!existsSync(new URL('node_modules/.package-lock.json', import.meta.url))) {
      log('Installing TensorFlow.js into bench/node_modules (once) …');
      await npmCleanInstall(fileURLToPath(new URL('.', import.meta.url)));
    }
    const load = createRequire(import.meta.url);
    const tf = load('@tensorflow/tfjs-core');
    load('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend('wasm')))
      return 'TensorFlow.js is left out: its WebAssembly backend does not start here.';
    await tf.ready();
    return { version: tf.version_core, open: (...given) => open(tf, ...given) };
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `TensorFlow.js is left out, as it could not be installed in bench/: ${sentence}`;
  }
}

function open(tf, logits, rows, classes) {
  const x = tf.tensor2d(logits, [rows, classes]);
  const figures = () => tf.tidy(() => figuresOf(tf, x).map((tensor) => tensor.dataSync()));
  return { figures, end: () => x.dispose() };
}

/** The largest logits give max, argmax and runner-up too. */
function figuresOf(tf, x) {
  const { values, indices } = tf.topk(x, listed);
  const logProbabilities = tf.logSoftmax(x);
  const entropy = tf.neg(tf.sum(tf.mul(tf.exp(logProbabilities), logProbabilities), 1));
  const count = (marks) => tf.sum(tf.cast(marks, 'int32'), 1);
  return [
    values,
    indices,
    tf.logSumExp(x, 1),
    entropy,
    count(tf.isNaN(x)),
    count(tf.equal(x, Infinity)),
    count(tf.equal(x, -Infinity)),
  ];
}

/**
 * What `figures` of TensorFlow.js gives, as columns.mjs has it.
 *
 * @param {readonly ArrayLike<number>[]} given
 * @param {number} classes
 */
export function columnsOfTensorFlow([values, indices, logSumExp, entropy, nan, positive, negative], classes) {
  const rows = logSumExp.length;
  const columns = new Float64Array(rows * columnCount);
  for (let row = 0; row < rows; row++) {
    const figures = columns.subarray(row * columnCount, (row + 1) * columnCount);
    for (let place = 0; place < listed; place++) {
      figures[column.values + place] = values[row * listed + place];
      figures[column.indices + place] = indices[row * listed + place];
    }
    figures[column.max] = figures[column.values];
    figures[column.argmax] = figures[column.indices];
    figures[column.runnerUp] = figures[column.indices + 1];
    figures[column.logSumExp] = logSumExp[row];
    figures[column.entropyNats] = entropy[row];
    figures[column.nan] = nan[row];
    figures[column.positiveInfinity] = positive[row];
    figures[column.negativeInfinity] = negative[row];
    figures[column.isFaulty] = nan[row] > 0 || positive[row] > 0 || negative[row] === classes ? 1 : 0;
  }
  return columns;
}
