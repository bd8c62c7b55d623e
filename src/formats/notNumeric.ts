import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { elided, isElision, textAhead, unexpected } from './jsonSyntax.js';

/**
 * Something stands at the window's position, which sees ahead, that is no number: `word` where it is one of JSON,
 * else a string, an object, or no JSON at all. `path` says where in the document that is.
 */
export function notNumeric(window: ByteWindow, path: string, word: string | undefined): JsonFault {
  const text = textAhead(window, 64);
  const refuse = (found: string, advice: string): JsonFault =>
    new JsonFault('not-numeric', window.offset, `${path} is ${found}, not a number`, advice);
  if (word === 'null') return refuse('null', 'If it stands for a missing number, write NaN.');
  if (word !== undefined) return refuse(word, 'Write 1 and 0 for true and false.');
  if (text.startsWith('{')) return refuse('an object', 'Only arrays of numbers can be read.');
  if (!text.startsWith('"')) return unexpected(window, 'a number');
  const content = /^"([^"]{0,40})/.exec(text)?.[1] ?? '';
  if (isElision(content)) return elided(window.offset, content);
  return refuse(`the string ${JSON.stringify(content)}`, 'Write numbers without quotes.');
}
