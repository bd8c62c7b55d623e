import { UserError, type UserErrorCode } from '../../core/userError.js';
import { readBracketed } from './bracketed.js';
import { readColumns } from './columns.js';
import { readJulia, readLibtorch, readOctave, readR } from './consoles.js';
import { readNpyBase64 } from './npyBase64.js';
import type { FoundNumbers } from './reading.js';
import { noArray, refusalOf } from './textFault.js';

export { enclosingArray } from './enclosingArray.js';
export { type Literal, literalAt } from './literal.js';

/** Why a text is refused. */
export interface Refusal {
  readonly refusal: UserErrorCode;
  readonly message: string;
}

/**
 * The readers of the families of printers, in the order in which they are tried: each answers undefined for a text that
 * is not of its family. A new one is a file and a row here.
 */
const families: readonly ((text: string) => FoundNumbers | undefined)[] = [
  readNpyBase64,
  readLibtorch,
  readJulia,
  readR,
  readOctave,
  readBracketed,
  readColumns,
];

/**
 * The numbers of a text, or why it is refused. The extension has this module, and all that only it needs, in a bundle of
 * its own: a refusal leaves it as a record, since a class would be another one there.
 */
export function numbersIn(text: string): FoundNumbers | Refusal {
  const content = unquoted(text);
  try {
    for (const read of families) {
      const found = read(content);
      if (found) return found;
    }
    throw refusalOf(noArray(), text);
  } catch (error) {
    if (error instanceof UserError) return { refusal: error.code, message: error.message };
    throw error;
  }
}

/** What is in a string, where the text is one: consoles and debuggers show strings so. */
function unquoted(text: string): string {
  const [, quote = '', content = ''] = /^\s*(['"])([^]*)\1\s*$/.exec(text) ?? [];
  if (quote === '' || content.replaceAll(/\\./g, '').includes(quote)) return text;
  return content.replaceAll(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
