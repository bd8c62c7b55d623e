import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { unexpectedAt } from './jsonMembers.js';
import { skipSpace, textAhead } from './jsonSyntax.js';

/**
 * Passes over a byte order mark and white space, and answers the first byte of the text. A `JsonFault` `empty` if
 * there is none.
 */
export async function beginText(window: ByteWindow): Promise<number> {
  while (!window.seesAhead) await window.more();
  if (window.bytes[0] === 0xef && window.bytes[1] === 0xbb && window.bytes[2] === 0xbf) window.position = 3;
  await skipToText(window);
  if (window.position < window.end) return window.bytes[window.position] ?? 0;
  throw new JsonFault('empty', 0, 'There is no text but white space', 'Check how the file was written.');
}

/**
 * Checks that only white space follows. Throws a `JsonFault`, whose advice is about JSON Lines where another value
 * follows.
 */
export async function endText(window: ByteWindow, name: string): Promise<void> {
  const before = window.offset;
  await skipToText(window);
  if (window.position >= window.end) return;
  while (!window.seesAhead) await window.more();
  const isLines = /\.(jsonl|ndjson)$/i.test(name);
  if (!isLines && (before === window.offset || !/^["[{\-0-9NIntf]/.test(textAhead(window, 1)))) {
    throw await unexpectedAt(window, 'the end of the text');
  }
  throw new JsonFault(
    isLines ? 'unsupported-format' : 'corrupt',
    window.offset,
    'A second JSON value follows the first, as in JSON Lines',
    'Put all of them in one array, as in [[1.5, -0.5], [2, 0]], or each in a file of its own.',
  );
}

async function skipToText(window: ByteWindow): Promise<void> {
  do skipSpace(window);
  while (window.position >= window.end && (await window.more()));
}
