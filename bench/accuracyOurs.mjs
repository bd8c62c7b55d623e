import { readFileSync } from 'node:fs';
import { inspectRow, logSoftmax, logSumExp, softmax, sweepTemperature } from '../dist/api.mjs';
import { numberOf, rowOf } from './accuracyRow.mjs';

/*
 * node accuracyOurs.mjs CASES: how far our figures are from the truth in a file that accuracy.py wrote, as JSON. On its
 * own, so that any Node can do it.
 */

/** Neighbours of a temperature, in quarters of an octave. */
const steps = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];

/** How often what rounding each exponent once does an error may be: a sum of many terms rounds more than once. */
const factor = 8;

/** Two of the smallest numbers: nothing is told apart below. */
const grain = 2 ** -1073;

const { cases } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({ node: process.versions.node, errors: cases.map(errorsOf) }));

/** For each figure the error as in accuracy.py, and the share of what is promised. */
function errorsOf({ row: specification, temperature, target, figures, conditions }) {
  const row = rowOf(specification);
  const gap = gapOf(row) / temperature;
  const found = ourFigures(row, temperature, target);
  return Object.fromEntries(
    Object.entries(figures).map(([name, [high, low]]) => {
      const truth = numberOf(high);
      const error = Math.max(...found[name].map((figure) => distance(figure, truth, low)));
      const size = Math.max(Math.abs(truth), 2 ** -1022);
      const unit = name === 'logSumExp' ? ulp(size) : size;
      const share = error === 0 ? 0 : error / promised(name, truth, conditions[name], { gap, temperature });
      return [name, { error: error === 0 ? 0 : error / unit, share }];
    }),
  );
}

/** Every way to each figure. */
function ourFigures(row, temperature, target) {
  const inspected = inspectRow(row, { temperature, target });
  const one = sweepTemperature(row, [temperature]);
  // Many temperatures of a long row are taken from one look at it.
  const many = sweepTemperature(
    row,
    steps.map((step) => temperature * 2 ** (step / 4)),
  );
  const swept = (name) => [one[name][0], many[name][steps.indexOf(0)]];
  return {
    logSumExp: [inspected.logSumExp, logSumExp(row, temperature)],
    entropyNats: [inspected.entropyNats, ...swept('entropyNats')],
    oneMinusTop: [inspected.oneMinusTop],
    topProbability: [inspected.topProbability, ...swept('topProbability')],
    probability: [inspected.probabilities[target], softmax(row, temperature)[target]],
    loss: [inspected.loss, -logSoftmax(row, temperature)[target]],
    entropySlope: swept('entropySlope'),
  };
}

/** The largest error that is promised. */
function promised(name, truth, condition, { gap, temperature }) {
  if (name === 'logSumExp') return ulp(Math.max(Math.abs(truth), 2 ** -1022)) + 1e-15;
  const isSure = name === 'entropyNats' || name === 'oneMinusTop';
  if (isSure && gap <= 700) return 1e-14 * Math.abs(truth) + grain;
  // The slope is a variance over T.
  return factor * 2 ** -53 * condition + grain * (name === 'entropySlope' ? Math.max(1, 1 / temperature) : 1);
}

/** |figure − (high + low)|. */
function distance(figure, high, low) {
  if (figure === high) return Math.abs(low);
  const error = Math.abs(figure - high - low);
  return Number.isNaN(error) ? Infinity : error;
}

/** The unit in the last place of a positive normal number. */
function ulp(size) {
  const floor = 2 ** Math.floor(Math.log2(size));
  return (floor > size ? floor / 2 : floor) * 2 ** -52;
}

/** The largest logit minus the next smaller one, of all that are not equal to it: 0 for a tie. */
function gapOf(row) {
  let [first, second] = [-Infinity, -Infinity];
  for (const logit of row) {
    if (logit > first) [first, second] = [logit, first];
    else if (logit > second) second = logit;
  }
  return first - second;
}
