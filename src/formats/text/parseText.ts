import { describe } from '../../core/describe.js';
import { UserError } from '../../core/userError.js';
import type { TextReading } from './reading.js';
import { numbersIn } from './textReader.js';
import { textReading } from './textReading.js';

/** How a text is to be read. */
export interface TextOptions {
  /** The axis of the classes; the default is the last. Negative counts from the end. */
  readonly classAxis?: number;
}

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
  const found = numbersIn(text);
  if ('refusal' in found) throw new UserError(found.refusal, found.message);
  return textReading(found, options.classAxis);
}
