import { describe } from './describe.js';
import { UserError } from './userError.js';

/** A whole number in `[first, last]`, or a `UserError` (`bad-option`) that names it as `what`. */
export function checkedCount(given: unknown, what: string, first: number, last: number): number {
  if (typeof given === 'number' && Number.isInteger(given) && given >= first && given <= last) return given;
  const range = last === Number.MAX_SAFE_INTEGER ? `${first} up` : `${first} to ${last}`;
  throw new UserError('bad-option', `${what} is ${describe(given)}: give a whole number from ${range}.`);
}
