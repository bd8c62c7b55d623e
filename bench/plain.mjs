import { column, columnCount, listed } from './columns.mjs';

/**
 * The figures of every row as a good engineer writes them without tricks: one loop for what is counted and compared, one
 * for the sums of the stable softmax, a bounded list for the largest. In float64, from float32 logits.
 *
 * @param {Float32Array} logits
 * @param {number} rows
 * @param {number} classes
 * @param {Float64Array} figures `columnCount` numbers a row
 */
export function plainFiguresInto(logits, rows, classes, figures) {
  for (let row = 0; row < rows; row++) {
    const logitsOfRow = logits.subarray(row * classes, (row + 1) * classes);
    figuresOfRowInto(logitsOfRow, figures.subarray(row * columnCount, (row + 1) * columnCount));
  }
}

/**
 * Entropy in nats and top probability of softmax(z / T) at every temperature, one after the other.
 *
 * @param {Float32Array} logits
 * @param {Float64Array} temperatures
 * @param {Float64Array} figures two numbers a temperature
 */
export function plainSweepInto(logits, temperatures, figures) {
  let max = -Infinity;
  for (let index = 0; index < logits.length; index++) if (logits[index] > max) max = logits[index];
  for (let step = 0; step < temperatures.length; step++) {
    const { weight, moment } = sums(logits, max, 1 / temperatures[step]);
    figures[2 * step] = Math.log(weight) - moment / weight;
    figures[2 * step + 1] = 1 / weight;
  }
}

function figuresOfRowInto(logits, figures) {
  let max = -Infinity;
  let argmax = -1;
  let second = -Infinity;
  let runnerUp = -1;
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  for (let index = 0; index < logits.length; index++) {
    const logit = logits[index];
    if (Number.isNaN(logit)) nan++;
    else if (logit === Infinity) positiveInfinity++;
    else if (logit === -Infinity) negativeInfinity++;
    if (logit > max) {
      second = max;
      runnerUp = argmax;
      max = logit;
      argmax = index;
    } else if (logit > second) {
      second = logit;
      runnerUp = index;
    }
  }
  const { weight, moment } = sums(logits, max, 1);
  figures[column.max] = max;
  figures[column.argmax] = argmax;
  figures[column.runnerUp] = runnerUp;
  figures[column.logSumExp] = max + Math.log(weight);
  figures[column.entropyNats] = Math.log(weight) - moment / weight;
  figures[column.nan] = nan;
  figures[column.positiveInfinity] = positiveInfinity;
  figures[column.negativeInfinity] = negativeInfinity;
  figures[column.isFaulty] = nan > 0 || positiveInfinity > 0 || negativeInfinity === logits.length ? 1 : 0;
  listLargestInto(logits, figures);
}

/** Σ e^d and Σ d e^d with d = (z − max) / T. */
function sums(logits, max, inverseTemperature) {
  let weight = 0;
  let moment = 0;
  for (let index = 0; index < logits.length; index++) {
    const exponent = (logits[index] - max) * inverseTemperature;
    const power = Math.exp(exponent);
    weight += power;
    // Else a logit of −inf would add −inf × 0.
    if (power > 0) moment += exponent * power;
  }
  return { weight, moment };
}

function listLargestInto(logits, figures) {
  const { values, indices } = column;
  let count = 0;
  for (let index = 0; index < logits.length; index++) {
    const logit = logits[index];
    if (count === listed && !(logit > figures[values + listed - 1])) continue;
    let place = count < listed ? count++ : listed - 1;
    for (; place > 0 && figures[values + place - 1] < logit; place--) {
      figures[values + place] = figures[values + place - 1];
      figures[indices + place] = figures[indices + place - 1];
    }
    figures[values + place] = logit;
    figures[indices + place] = index;
  }
}
