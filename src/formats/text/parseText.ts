import { describe } from '../../core/describe.js';
import { UserError } from '../../core/userError.js';
import { readBracketed } from './bracketed.js';
import { readColumns } from './columns.js';
import { readJulia, readLibtorch, readOctave, readR } from './consoles.js';
import { readNpyBase64 } from './npyBase64.js';
import type { FoundNumbers, TextReading } from './reading.js';
import { noArray, refusalOf } from './textFault.js';
import { textReading } from './textReading.js';

/** How a text is to be read. */
export interface TextOptions {
  /** The axis of the classes; the default is the last. Negative counts from the end. */
  readonly classAxis?: number;
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
 * Reads the numbers of a printed tensor, a literal array or a table, whatever program wrote it and whatever stands
 * around it, and what the text says of them. Takes time in proportion to the text's length. Throws a `UserError`:
 * `elided` where the printer left numbers out, `ragged`, `truncated`, `empty`, `not-numeric` for every other text,
 * `shape-mismatch`, `too-large`, `bad-option`.
 */
export function readText(text: string, options: TextOptions = {}): TextReading {
  if (typeof (text as unknown) !== 'string') {
    throw new UserError('bad-option', `parseText takes a text, not ${describe(text)}.`);
  }
  if (/^\s{0,1000}$/.test(text.slice(0, 1001)) && text.trim() === '') {
    throw new UserError('empty', 'The text is empty. Select an array of numbers.');
  }
  const content = unquoted(text);
  for (const read of families) {
    const found = read(content);
    if (found) return textReading(found, options.classAxis);
  }
  throw refusalOf(noArray(), text);
}

/** What is in a string, where the text is one: consoles and debuggers show strings so. */
function unquoted(text: string): string {
  const [, quote = '', content = ''] = /^\s*(['"])([^]*)\1\s*$/.exec(text) ?? [];
  if (quote === '' || content.replaceAll(/\\./g, '').includes(quote)) return text;
  return content.replaceAll(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
