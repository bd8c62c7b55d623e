import { blockSum } from '../core/blockSum.js';
import { Distribution } from '../core/distribution.js';
import { elementAt } from '../core/element.js';
import { UserError } from '../core/userError.js';

/** softmax(z / T) of a row of logits, or a `UserError` (`not-numeric`) that says why there is none. */
export function distributionOf(row: Float64Array, index: number, temperature: number): Distribution {
  checkNoNaN(row, index);
  const infinite = row.indexOf(Infinity);
  if (infinite >= 0) {
    throw refusal(
      `Row ${index} has +inf at class ${infinite}, so its softmax is undefined: replace it by a finite logit.`,
    );
  }
  const distribution = new Distribution(row, temperature);
  if (distribution.exists) return distribution;
  throw refusal(`Row ${index} is −inf in every class, so nothing shares its probability: give a class a finite logit.`);
}

/** Refuses a row that holds NaN, with the first class that has it. */
export function checkNoNaN(row: Float64Array, index: number): void {
  const nan = row.findIndex(Number.isNaN);
  if (nan >= 0) throw refusal(`Row ${index} has NaN at class ${nan}: replace it by a number first.`);
}

/** How far the sum of a row may be from 1: half types round each probability, and printers round to some places. */
const sumTolerance = 4e-3;

/**
 * Checks that a row is a distribution: no entry negative, the sum 1 to `sumTolerance`. Answers how far it is from 1.
 * Throws a `UserError` (`not-numeric`).
 */
export function checkProbabilities(row: Float64Array, index: number): number {
  checkNoNaN(row, index);
  const negative = row.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw refusal(
      `Row ${index} has ${elementAt(row, negative)} at class ${negative}, and no probability is negative: if these are logits, convert them as logits.`,
    );
  }
  return checkSum(row, index, 'Row');
}

/**
 * Checks that the exponentials of a row of natural log-probabilities are a distribution; answers them. Throws a
 * `UserError` (`not-numeric`).
 */
export function checkedExponentials(row: Float64Array, index: number): Float64Array {
  checkNoNaN(row, index);
  const probabilities = row.map(Math.exp);
  checkSum(probabilities, index, 'The exponential of row');
  return probabilities;
}

function checkSum(row: Float64Array, index: number, what: string): number {
  const sum = blockSum(row.length, (at) => elementAt(row, at));
  const excess = sum - 1;
  if (Math.abs(excess) <= sumTolerance) return Math.abs(excess);
  const difference = `${Number(Math.abs(excess).toPrecision(3))} ${excess > 0 ? 'more' : 'less'} than 1`;
  throw refusal(
    `${what} ${index} sums to ${Number(sum.toPrecision(6))}, ${difference}: these are no probabilities. Divide each row by its sum, or convert them as logits.`,
  );
}

function refusal(message: string): UserError {
  return new UserError('not-numeric', message);
}
