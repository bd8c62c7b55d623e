import { describe } from './describe.js';
import { float64Storage } from './float64Storage.js';
import { typedArrayKind, typedArrayLength, typedArrayMemory } from './typedArray.js';
import { UserError } from './userError.js';

/** The longest row that is taken: 4 GiB of float64. */
const maximumLength = 2 ** 29;

/**
 * Numbers from outside (an array, a typed array, anything with a length) as a row of float64; of a `Float64Array` a
 * view, not a copy. `what` names them in a refusal. Throws a `UserError`: `empty` for none, `not-numeric` with the
 * first entry that is no number, `too-large`.
 */
export function rowOf(values: ArrayLike<number>, what = 'logits'): Float64Array {
  const row = numbersOf(values, what);
  if (row.length > 0) return row;
  throw new UserError('empty', `There are no ${what}: give at least one number.`);
}

/**
 * Refuses (`empty`) a row whose memory has gone since `rowOf`: a getter among the options may detach or shrink it. To be
 * called when all of them are read.
 */
export function checkStillHeld(row: Float64Array): void {
  if (row.length > 0) return;
  throw new UserError('empty', 'The memory of the logits was taken away while the options were read: give a copy.');
}

/** `rowOf` for an option, where whatever is wrong with the array is a `bad-option`. */
export function optionRowOf(values: ArrayLike<number>, what: string): Float64Array {
  return asOption(() => rowOf(values, what));
}

/** `optionRowOf`, but there may be no numbers. */
export function optionNumbersOf(values: unknown, what: string): Float64Array {
  return asOption(() => numbersOf(values, what));
}

function asOption(read: () => Float64Array): Float64Array {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? new UserError('bad-option', error.message) : error;
  }
}

function numbersOf(given: unknown, what: string): Float64Array {
  if (typeof given !== 'object' || given === null) throw notNumeric(what, describe(given));
  const kind = typedArrayKind(given);
  if (kind === undefined || kind.startsWith('Big') || !ArrayBuffer.isView(given)) return copied(given, what);
  const length = checkedLength(typedArrayLength(given), what);
  // A view of its own has none of the properties that a caller may have put on the array.
  const { buffer, byteOffset } = typedArrayMemory(given);
  if (kind === 'Float64Array' && length > 0) return new Float64Array(buffer, byteOffset, length);
  const row = float64Storage(length);
  if (length > 0) row.set(asNumbers(given));
  return row;
}

/** The entries of an array-like, each looked at once: a getter may answer otherwise the next time. */
function copied(values: object, what: string): Float64Array {
  const row = float64Storage(checkedLength(lengthOf(values, what), what));
  for (let index = 0; index < row.length; index++) {
    const entry = entryAt(values as Readonly<Record<number, unknown>>, index, what);
    if (typeof entry === 'number') row[index] = entry;
    else {
      throw new UserError(
        'not-numeric',
        `Of the ${what}, number ${index} (counted from 0) is ${describe(entry)}, not a number.`,
      );
    }
  }
  return row;
}

/** A getter or a proxy may throw whatever it likes. */
function entryAt(values: Readonly<Record<number, unknown>>, index: number, what: string): unknown {
  try {
    return values[index];
  } catch {
    throw new UserError('not-numeric', `Number ${index} of the ${what} cannot be read: give a plain array of numbers.`);
  }
}

function lengthOf(values: { readonly length?: unknown }, what: string): number {
  let length: unknown;
  try {
    ({ length } = values);
  } catch {
    throw notNumeric(what, 'an object whose length cannot be read');
  }
  if (length === undefined) throw notNumeric(what, describe(values));
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return length;
  throw notNumeric(what, `an object whose length is ${describe(length)}`);
}

function checkedLength(length: number, what: string): number {
  if (length <= maximumLength) return length;
  throw new UserError('too-large', `${length} ${what} are more than can be held: give at most ${maximumLength}.`);
}

function notNumeric(what: string, found: string): UserError {
  return new UserError('not-numeric', `Expected an array of numbers as the ${what}, but got ${found}.`);
}

/** Every typed array but those of bigints, which `numbersOf` has sorted out. */
function asNumbers(values: ArrayBufferView): ArrayLike<number> {
  return values as unknown as ArrayLike<number>;
}
