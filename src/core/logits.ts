import { describe } from './describe.js';
import { float64Storage } from './float64Storage.js';
import { typedArrayKind, typedArrayLength, typedArrayMemory } from './typedArray.js';
import { UserError } from './userError.js';

/** The longest row that is taken: 4 GiB of float64. */
const maximumLength = 2 ** 29;

/**
 * Numbers from outside (an array, a typed array, anything with a length) as a row of float64; of a `Float64Array` a view,
 * not a copy. `what` names them in a refusal. Throws a `UserError`: `empty` for none, `not-numeric` with the first entry
 * that is no number, `too-large`.
 */
export function rowOf(values: ArrayLike<number>, what = 'logits'): Float64Array {
  const given: unknown = values;
  if (typeof given !== 'object' || given === null) throw notNumeric(what, describe(given));
  const kind = typedArrayKind(given);
  const length = checkedLength(ArrayBuffer.isView(given) && kind ? typedArrayLength(given) : lengthOf(given, what), what);
  if (!ArrayBuffer.isView(given) || kind === undefined || kind.startsWith('Big')) return copied(given, length, what);
  // A view of its own has none of the properties that a caller may have put on the array.
  if (kind === 'Float64Array') {
    const { buffer, byteOffset } = typedArrayMemory(given);
    return new Float64Array(buffer, byteOffset, length);
  }
  const row = float64Storage(length);
  row.set(asNumbers(given));
  return row;
}

/** `rowOf` for an option, where whatever is wrong with the array is a `bad-option`. */
export function optionRowOf(values: ArrayLike<number>, what: string): Float64Array {
  try {
    return rowOf(values, what);
  } catch (error) {
    throw error instanceof UserError ? new UserError('bad-option', error.message) : error;
  }
}

function lengthOf(values: object, what: string): number {
  const length = read(values, 'length', `the length of the ${what}`);
  if (length === undefined) throw notNumeric(what, describe(values));
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return length;
  throw notNumeric(what, `a length of ${describe(length)}`);
}

function checkedLength(length: number, what: string): number {
  if (length === 0) throw new UserError('empty', `There are no ${what}: give at least one number.`);
  if (length <= maximumLength) return length;
  throw new UserError('too-large', `${length} ${what} are more than can be held: give at most ${maximumLength}.`);
}

/** The entries one after another, each looked at once: a getter may answer otherwise the next time. */
function copied(values: object, length: number, what: string): Float64Array {
  const row = float64Storage(length);
  for (let index = 0; index < length; index++) {
    const entry = read(values, String(index), `number ${index} of the ${what}`);
    if (typeof entry !== 'number') {
      throw new UserError(
        'not-numeric',
        `Of the ${what}, number ${index} (counted from 0) is ${describe(entry)}, not a number.`,
      );
    }
    row[index] = entry;
  }
  return row;
}

/** A property of an array-like; a getter or a proxy may throw whatever it likes. */
function read(values: object, key: string, what: string): unknown {
  try {
    return Reflect.get(values, key);
  } catch {
    throw new UserError('not-numeric', `Reading ${what} failed: give a plain array of numbers.`);
  }
}

function notNumeric(what: string, found: string): UserError {
  return new UserError('not-numeric', `Expected an array of numbers as ${what}, but got ${found}.`);
}

/** Every typed array but those of bigints, which `rowOf` has sorted out. */
function asNumbers(values: ArrayBufferView): ArrayLike<number> {
  return values as unknown as ArrayLike<number>;
}
