import { counted } from './counted.js';
import { optionNumbersOf } from './logits.js';
import { UserError } from './userError.js';

/** The class index of a row that is to be left out: PyTorch's `ignore_index`. */
export const ignoredTarget = -100;

/**
 * A class index, or `ignoredTarget`, for each row, from outside; `noun` is what a message calls one of them. Throws a
 * `UserError` (`bad-option`) where there are more or fewer than rows, and for one that is no class.
 */
export function checkedRowTargets(
  targets: unknown,
  rowCount: number,
  classCount: number,
  noun: 'target' | 'label' = 'target',
): Float64Array {
  const given = optionNumbersOf(targets, `${noun}s`);
  if (given.length !== rowCount) {
    const are = given.length === 1 ? 'is' : 'are';
    throw new UserError(
      'bad-option',
      `There ${are} ${counted(given.length, noun)} for ${counted(rowCount, 'row')}: give one class index a row.`,
    );
  }
  const isClass = (target: number) => Number.isInteger(target) && target >= 0 && target < classCount;
  const wrong = given.findIndex((target) => target !== ignoredTarget && !isClass(target));
  if (wrong < 0) return given;
  const classes = classCount === 1 ? 'the only class, 0,' : `a class from 0 to ${classCount - 1},`;
  throw new UserError(
    'bad-option',
    `The ${noun} of row ${wrong} is ${String(given[wrong])}: give ${classes} or ${ignoredTarget} to leave the row out.`,
  );
}
