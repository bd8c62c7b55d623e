import { quoted } from '../core/quoted.js';
import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { JsonStringCheck } from './jsonString.js';
import { ascii, endsEarly, skipSpace, unexpected } from './jsonSyntax.js';

/**
 * Reads the object that begins at the window's position, member by member: `readValue` is called with the window at
 * the value's first byte, and leaves it after the value. `key` is undefined for one that is longer than any that is
 * known. Throws a `JsonFault`: `corrupt` or `truncated`.
 */
export async function readMembers(
  window: ByteWindow,
  readValue: (key: string | undefined, keyOffset: number) => Promise<void>,
): Promise<void> {
  window.position++;
  if ((await nextByte(window, 'an object')) === ascii.closeBrace) {
    window.position++;
    return;
  }
  for (;;) {
    if ((await nextByte(window, 'an object')) !== ascii.quote)
      throw await unexpectedAt(window, 'a key in double quotes');
    const keyOffset = window.offset;
    const key = await readKey(window);
    if ((await nextByte(window, 'an object')) !== ascii.colon) throw await unexpectedAt(window, 'a colon');
    window.position++;
    await nextByte(window, 'an object');
    await readValue(key, keyOffset);
    const byte = await nextByte(window, 'an object');
    if (byte !== ascii.comma && byte !== ascii.closeBrace) throw await unexpectedAt(window, 'a comma or }');
    window.position++;
    if (byte === ascii.closeBrace) return;
  }
}

/** The next byte that is no white space, not yet taken; throws a `JsonFault` (`truncated`) at the end of the text. */
async function nextByte(window: ByteWindow, inside: string): Promise<number> {
  skipSpace(window);
  while (window.position >= window.end) {
    if (!(await window.more())) throw endsEarly(window, inside);
    skipSpace(window);
  }
  return window.bytes[window.position] ?? 0;
}

/** As `unexpected`, once the window sees far enough ahead to tell. */
export async function unexpectedAt(window: ByteWindow, expected: string): Promise<JsonFault> {
  while (!window.seesAhead) await window.more();
  return unexpected(window, expected);
}

/** The refusal of a key that stands in an object twice: which of the two is meant cannot be told. */
export function duplicateKey(key: string, offset: number): JsonFault {
  return new JsonFault('corrupt', offset, `The key ${quoted(key)} stands in the object twice`, 'Keep one of the two.');
}

/** All known keys are shorter, even where each of their characters is written as an escape. */
const longestKnownKey = 128;

async function readKey(window: ByteWindow): Promise<string | undefined> {
  window.position++;
  const check = new JsonStringCheck();
  const collected: number[] = [];
  let length = 0;
  for (;;) {
    const { bytes, position } = window;
    const isWhole = check.read(window);
    const part = bytes.subarray(position, isWhole ? window.position - 1 : window.position);
    length += part.length;
    if (length <= longestKnownKey) collected.push(...part);
    if (isWhole) return length <= longestKnownKey ? keyOf(Uint8Array.from(collected)) : undefined;
    if (!(await window.more())) throw endsEarly(window, 'a key');
  }
}

/** The key that stands between the quotes, whose syntax was checked. */
function keyOf(content: Uint8Array): string {
  return String(JSON.parse(`"${new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)}"`));
}
