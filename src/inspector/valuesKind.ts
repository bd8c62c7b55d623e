import type { ValuesKind } from '../protocol/views.js';

/** A stated guess of what the numbers are, with the reason in words. */
export interface ValuesGuess {
  readonly kind: ValuesKind;
  readonly reason: string;
}

/** How far the sum of a row of probabilities may be from 1: half types round each of them. */
const SUM_TOLERANCE = 4e-3;

/**
 * Guesses from some rows of length `classCount`, one after another. Rows in [0, 1] that sum to 1 are
 * probabilities; rows ≤ 0 whose exponentials do, log-probabilities; anything else, and rows of one class, logits.
 */
export function guessValues(rows: Float64Array, classCount: number): ValuesGuess {
  const count = classCount > 1 ? Math.floor(rows.length / classCount) : 0;
  const usable = Array.from({ length: count }, (_, row) =>
    rows.subarray(row * classCount, (row + 1) * classCount),
  ).filter((row) => !row.some(Number.isNaN));
  const all = (holds: (row: Float64Array) => boolean): boolean => usable.length > 0 && usable.every(holds);
  if (all(isProbabilities))
    return { kind: 'probabilities', reason: 'every row looked at lies in [0, 1] and sums to 1' };
  if (all(isLogProbabilities)) {
    return { kind: 'log-probabilities', reason: 'every row looked at is ≤ 0 and its exponentials sum to 1' };
  }
  return { kind: 'logits', reason: 'the rows looked at are not normalised' };
}

/** Turns a row of `kind` into logits in place: the logarithm of probabilities, the rest as it is. */
export function toLogitsInPlace(row: Float64Array, kind: ValuesKind): void {
  if (kind === 'probabilities') row.forEach((value, index) => (row[index] = Math.log(value)));
}

function isProbabilities(row: Float64Array): boolean {
  return row.every((value) => value >= 0 && value <= 1) && sumsToOne(row);
}

function isLogProbabilities(row: Float64Array): boolean {
  return row.every((value) => value <= 0) && sumsToOne(row.map(Math.exp));
}

function sumsToOne(row: Float64Array): boolean {
  return Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) <= SUM_TOLERANCE;
}
