import { describe } from '../core/describe.js';
import { UserError } from '../core/userError.js';

/** The natural logarithm of the base that was asked for, 1 for none; a `UserError` (`bad-option`) unless it is above 1. */
export function logarithmOfBase(base: number | undefined): number {
  if (base === undefined) return 1;
  if (typeof (base as unknown) === 'number' && base > 1 && base < Infinity) return Math.log(base);
  throw new UserError(
    'bad-option',
    `The base of the logarithm is ${describe(base)}: give a finite number above 1, or leave it out for e.`,
  );
}
