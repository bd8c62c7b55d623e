import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { ascii } from './jsonSyntax.js';

/**
 * Passes over the rest of a JSON string, from after its opening quote to after its closing one, however long it is,
 * and checks it: valid UTF-8, no control characters, known escapes. One object serves for any number of strings, one
 * after another.
 */
export class JsonStringCheck {
  /** How many bytes of an escape are still to come: the letter after a backslash, or the four digits after `\u`. */
  private escape: 'none' | 'letter' | 1 | 2 | 3 | 4 = 'none';
  private decoder: TextDecoder | undefined;

  /** Goes on up to the end of the window, or of the string: then it answers true. */
  read(window: ByteWindow): boolean {
    const { bytes, position: start } = window;
    let position = start;
    let union = 0;
    for (;;) {
      const byte = bytes[position] ?? 0;
      if (position >= window.end) break;
      if (this.escape !== 'none') this.readEscape(byte, window, position);
      else if (byte === ascii.quote) break;
      else if (byte === ascii.backslash) this.escape = 'letter';
      else if (byte < ascii.space)
        throw corrupt(window, position, 'a control character', 'Write it as an escape, such as \\n.');
      union |= byte;
      position++;
    }
    const isWhole = position < window.end;
    if (union >= 0x80 || this.decoder) this.checkUtf8(window, bytes.subarray(start, position), isWhole);
    window.position = isWhole ? position + 1 : position;
    return isWhole;
  }

  private readEscape(byte: number, window: ByteWindow, position: number): void {
    const char = String.fromCharCode(byte);
    if (this.escape === 'letter') {
      if (!'"\\/bfnrtu'.includes(char))
        throw corrupt(window, position, `the unknown escape \\${char}`, 'Write a backslash as \\\\.');
      this.escape = char === 'u' ? 4 : 'none';
      return;
    }
    if (!/[0-9a-fA-F]/.test(char))
      throw corrupt(window, position, 'an escape \\u without four digits', 'Write it as \\u00e9, say.');
    this.escape = digitsAfter[this.escape === 'none' ? 1 : this.escape];
  }

  /** The decoder lives as long as a character is cut off by the end of the window. */
  private checkUtf8(window: ByteWindow, part: Uint8Array, isWhole: boolean): void {
    this.decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
      this.decoder.decode(part, { stream: !isWhole });
    } catch {
      throw corrupt(window, window.position, 'bytes that are not UTF-8', 'Save the text as UTF-8.');
    }
    if (isWhole) this.decoder = undefined;
  }
}

const digitsAfter = { 4: 3, 3: 2, 2: 1, 1: 'none' } as const;

function corrupt(window: ByteWindow, position: number, what: string, advice: string): JsonFault {
  return new JsonFault('corrupt', window.offsetOf(position), `A string contains ${what}`, advice);
}
