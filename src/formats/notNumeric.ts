import { quoted } from '../core/quoted.js';
import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { JsonStringCheck } from './jsonString.js';
import { elided, endsEarly, isElision, textAhead, unexpected } from './jsonSyntax.js';

/**
 * Something stands at the window's position, which sees ahead, that is no number: `word` where it is one of JSON,
 * else a string, an object, or no JSON at all. `path` says where in the document that is.
 */
export function notNumeric(window: ByteWindow, path: string, word: string | undefined): JsonFault {
  const text = textAhead(window, 256);
  const refuse = (found: string, advice: string): JsonFault =>
    new JsonFault('not-numeric', window.offset, `${path} is ${found}, not a number`, advice);
  if (word === 'null') return refuse('null', 'If it stands for a missing number, write NaN.');
  if (word !== undefined) return refuse(word, 'Write 1 and 0 for true and false.');
  if (text.startsWith('{')) return refuse('an object', 'Only arrays of numbers can be read.');
  if (!text.startsWith('"')) return unexpected(window, 'a number');
  if (endsInString(window)) return endsEarly(window, 'a string');
  const content = contentOf(text);
  if (isElision(content)) return elided(window.offset, content);
  return refuse(`the string ${quoted(content)}`, 'Write numbers without quotes.');
}

/**
 * Whether the text ends before the string at the window's position does. Throws a `JsonFault` where it is no string.
 */
function endsInString(window: ByteWindow): boolean {
  const { position } = window;
  window.position++;
  const isWhole = new JsonStringCheck().read(window);
  window.position = position;
  return !isWhole && window.isLast;
}

/** What the string says that a text begins with, as far as the text goes. */
function contentOf(text: string): string {
  const literal = /^"(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*/u.exec(text)?.[0] ?? '"';
  return String(parsedText(`${literal}"`));
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What stands there was checked as far as the window goes; a part of it shows as it is written.
    return text.slice(1, -1);
  }
}
