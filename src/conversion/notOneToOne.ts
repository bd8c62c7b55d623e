import { UserError } from '../core/userError.js';

/** The refusal of a literal whose numbers cannot be replaced where they stand; `why` follows "as". */
export function notOneToOne(why: string): UserError {
  return new UserError(
    'unsupported-format',
    `The numbers of this text cannot be replaced one by one, as ${why}: open the result as a new document.`,
  );
}
