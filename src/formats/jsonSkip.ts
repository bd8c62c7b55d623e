import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { NumberReader, incomplete, malformed } from './jsonNumber.js';
import { ascii, endsEarly, skipSpace, unexpected, wordAt } from './jsonSyntax.js';
import { JsonStringCheck } from './jsonString.js';

/** The bytes `[start, end)` of a source, in which a value stands. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Moves the window past the JSON value at its position, of any kind and nesting, checks its syntax on the way, and
 * answers where it stands. Throws a `JsonFault`: `corrupt`, `truncated`, or `too-large` beyond a million levels.
 */
export async function skipValue(window: ByteWindow): Promise<ByteRange> {
  const start = window.offset;
  const reader = new ValueSkipper();
  while (!reader.read(window)) {
    if (!(await window.more())) throw endsEarly(window, 'a value');
  }
  return { start, end: window.offset };
}

type Awaited =
  | 'value'
  | 'value-or-close'
  | 'key'
  | 'key-or-close'
  | 'colon'
  | 'comma-or-close'
  | 'rest-of-key'
  | 'rest-of-string'
  | 'nothing';

const maxDepth = 1_000_000;

/** Takes what a window holds, again and again, without waiting and without recursion. */
class ValueSkipper {
  private awaited: Awaited = 'value';
  /** The closing bracket of each container that is open, outermost first. */
  private closers = new Uint8Array(64);
  private depth = 0;
  private readonly numbers = new NumberReader();
  private readonly scratch = new Float64Array(1);
  private string = new JsonStringCheck();

  /** Goes on up to the end of the window, or of the value: then it answers true. */
  read(window: ByteWindow): boolean {
    while (this.awaited !== 'nothing') {
      if (this.awaited === 'rest-of-string' || this.awaited === 'rest-of-key') {
        if (!this.string.read(window)) return false;
        if (this.awaited === 'rest-of-key') this.awaited = 'colon';
        else this.endValue();
        continue;
      }
      skipSpace(window);
      if (window.position >= window.end) return false;
      if (!this.readPunctuation(window) && !this.readScalar(window)) return false;
    }
    return true;
  }

  /** Takes the punctuation mark at the window's position; answers false where there is none that may stand there. */
  private readPunctuation(window: ByteWindow): boolean {
    const byte = window.bytes[window.position];
    const takesValue = this.awaited === 'value' || this.awaited === 'value-or-close';
    if (takesValue && byte === ascii.openBracket) this.open(ascii.closeBracket, window);
    else if (takesValue && byte === ascii.openBrace) this.open(ascii.closeBrace, window);
    else if (takesValue && byte === ascii.quote) this.awaited = 'rest-of-string';
    else if ((this.awaited === 'key' || this.awaited === 'key-or-close') && byte === ascii.quote)
      this.awaited = 'rest-of-key';
    else if (this.awaited === 'colon' && byte === ascii.colon) this.awaited = 'value';
    else if (this.awaited === 'comma-or-close' && byte === ascii.comma)
      this.awaited = this.isInObject() ? 'key' : 'value';
    else if (this.mayClose() && byte === this.closers[this.depth - 1]) this.close();
    else return false;
    window.position++;
    return true;
  }

  private readScalar(window: ByteWindow): boolean {
    const takesValue = this.awaited === 'value' || this.awaited === 'value-or-close';
    const next = takesValue ? this.numbers.readInto(window, window.position, this.scratch, 0) : malformed;
    if (next >= 0) {
      window.position = next;
    } else {
      if (next === incomplete || !window.seesAhead) return false;
      const word = takesValue ? wordAt(window) : undefined;
      if (word === undefined) throw unexpected(window, expectations[this.awaited]);
      window.position += word.length;
    }
    this.endValue();
    return true;
  }

  private isInObject(): boolean {
    return this.closers[this.depth - 1] === ascii.closeBrace;
  }

  private mayClose(): boolean {
    return this.awaited === 'comma-or-close' || this.awaited === 'value-or-close' || this.awaited === 'key-or-close';
  }

  private open(closer: number, window: ByteWindow): void {
    if (this.depth === maxDepth)
      throw new JsonFault('too-large', window.offset, 'A value is nested more than a million deep');
    if (this.depth === this.closers.length) {
      const larger = new Uint8Array(2 * this.closers.length);
      larger.set(this.closers);
      this.closers = larger;
    }
    this.closers[this.depth++] = closer;
    this.awaited = closer === ascii.closeBrace ? 'key-or-close' : 'value-or-close';
  }

  private close(): void {
    this.depth--;
    this.endValue();
  }

  private endValue(): void {
    this.awaited = this.depth === 0 ? 'nothing' : 'comma-or-close';
  }
}

const expectations: Readonly<Record<Awaited, string>> = {
  value: 'a value',
  'value-or-close': 'a value or a closing bracket',
  key: 'a key in double quotes',
  'key-or-close': 'a key in double quotes or }',
  colon: 'a colon',
  'comma-or-close': 'a comma or a closing bracket',
  'rest-of-key': 'the rest of a key',
  'rest-of-string': 'the rest of a string',
  nothing: 'nothing',
};
