import { UserError } from './userError.js';

/** The longest row that is taken: 4 GiB of float64. */
const maximumLength = 2 ** 29;

/**
 * Numbers from outside (an array, a typed array, anything with a length) as a row of float64; a `Float64Array` comes back
 * itself. `what` names them in a refusal. Throws a `UserError`: `empty` for none, `not-numeric`
 * with the first entry that is no number, `too-large`.
 */
export function rowOf(values: ArrayLike<number>, what = 'logits'): Float64Array {
  const given: unknown = values;
  if (!isArrayLike(given)) {
    throw new UserError('not-numeric', `Expected an array of numbers as ${what}, but got ${describe(given)}.`);
  }
  if (given.length === 0) throw new UserError('empty', `There are no ${what}: give at least one number.`);
  if (given instanceof Float64Array) return given;
  if (!(given.length <= maximumLength)) {
    throw new UserError(
      'too-large',
      `${given.length} ${what} are more than can be held: give at most ${maximumLength}.`,
    );
  }
  for (let index = 0; index < given.length; index++) {
    if (typeof given[index] !== 'number') {
      throw new UserError(
        'not-numeric',
        `Of the ${what}, number ${index} (counted from 0) is ${describe(given[index])}, not a number.`,
      );
    }
  }
  return Float64Array.from(values);
}

/** `rowOf` for an option, where whatever is wrong with the array is a `bad-option`. */
export function optionRowOf(values: ArrayLike<number>, what: string): Float64Array {
  try {
    return rowOf(values, what);
  } catch (error) {
    throw error instanceof UserError ? new UserError('bad-option', error.message) : error;
  }
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  if (typeof value !== 'object' || value === null || !('length' in value)) return false;
  return Number.isInteger(value.length) && Number(value.length) >= 0;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'bigint') return `the bigint ${value}n`;
  if (value === undefined) return 'missing';
  if (value === null || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
