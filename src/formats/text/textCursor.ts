import { numericWord } from './numericWord.js';
import { isDigit, matchAt, TextNumber } from './textNumber.js';

/** What a piece of a text is. An `elision` is the mark that a printer leaves in place of what it left out. */
export type TokenKind = 'number' | 'word' | 'punctuation' | 'string' | 'elision' | 'end';

/**
 * Walks over the tokens of a text, from `position` to `limit`; all readers of text share it. Each step looks at what it
 * passes once, whatever stands there. Spaces, colours of a terminal and comments are passed over.
 */
export class TextCursor {
  kind: TokenKind = 'end';
  /** The token's range, `[start, position)`. */
  start: number;
  /** How many lines ended between the token before and this one. */
  linesBefore = 1;
  /** The last number, where the token is one. */
  readonly number = new TextNumber();

  constructor(
    readonly text: string,
    public position = 0,
    readonly limit = text.length,
  ) {
    this.start = position;
  }

  /** Whether the token is the first of its line. */
  get isFirstOfLine(): boolean {
    return this.linesBefore > 0;
  }

  /** The token as it is written. */
  get token(): string {
    return this.text.slice(this.start, this.position);
  }

  /** Whether the token is this punctuation mark. */
  is(mark: string): boolean {
    return this.kind === 'punctuation' && this.text[this.start] === mark;
  }

  /** The character that begins the token, as its code. */
  get code(): number {
    return this.text.charCodeAt(this.start);
  }

  /** Goes back, or ahead, so that the next token is the one at `position`. */
  moveTo(position: number): void {
    this.position = position;
  }

  /** Goes behind a sticky pattern, which must match right here; answers the match. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = matchAt(pattern, this.text, this.position);
    if (match) this.position += match[0].length;
    return match;
  }

  /** Goes to the next token; answers its kind. */
  next(): TokenKind {
    this.skipBlank();
    const { text, limit, position: start } = this;
    this.start = start;
    if (start >= limit) return (this.kind = 'end');
    const code = text.charCodeAt(start);
    if (mayBeginNumber(code) && this.number.scan(text, start) && this.endsNumber(this.number.end)) {
      this.position = this.number.end;
      return (this.kind = 'number');
    }
    if (isMark(code)) {
      this.position++;
      return (this.kind = code === doubleQuote ? this.string(code) : 'punctuation');
    }
    if (code === singleQuote || code === backquote) return (this.kind = this.string(code));
    const elision = this.elisionAt(start);
    if (elision > 0) {
      this.position += elision;
      return (this.kind = 'elision');
    }
    return (this.kind = this.word());
  }

  private skipBlank(): void {
    const { text, limit } = this;
    this.linesBefore = this.position === 0 ? 1 : 0;
    for (; this.position < limit; this.position++) {
      const code = text.charCodeAt(this.position);
      if (code === lineFeed) this.linesBefore++;
      else if (code === escape) this.position = endOfEscape(text, this.position) - 1;
      else if (code === slash || code === hash) {
        const end = this.endOfComment(code);
        if (end < 0) return;
        this.position = end - 1;
      } else if (!isBlank(code)) return;
    }
  }

  /** The index after the comment that begins here, or −1 where none does. */
  private endOfComment(code: number): number {
    const { text, position } = this;
    if (code === slash) {
      const second = text.charCodeAt(position + 1);
      if (second === asterisk) return endOr(text.indexOf('*/', position + 2) + 2, 1, this.limit);
      if (second !== slash) return -1;
    }
    return endOr(text.indexOf('\n', position), 0, this.limit);
  }

  /** What follows a number, so that it is none of `1.2.3`, `2026-11-26`, `12:30`, `3rd`. */
  private endsNumber(end: number): boolean {
    if (end >= this.limit) return true;
    const code = this.text.charCodeAt(end);
    if (code === colon) return !isWordCode(this.text.charCodeAt(end + 1));
    return isMark(code) || isBlank(code) || code === singleQuote || code === escape || this.elisionAt(end) > 0;
  }

  private elisionAt(position: number): number {
    const code = this.text.charCodeAt(position);
    if (code === point) return this.text.startsWith('...', position) ? 3 : 0;
    return code === 0x2026 || (code >= 0x22ee && code <= 0x22f1) ? 1 : 0;
  }

  /** A string ends at its quote, or where its line does. */
  private string(quote: number): TokenKind {
    const { text, limit } = this;
    for (let position = this.start + 1; position < limit; position++) {
      const code = text.charCodeAt(position);
      if (code === backslash) position++;
      else if (code === quote || code === lineFeed) {
        this.position = code === quote ? position + 1 : position;
        return 'string';
      }
    }
    this.position = limit;
    return 'string';
  }

  private word(): TokenKind {
    const { text, limit } = this;
    let position = this.start + 1;
    for (; position < limit; position++) {
      const code = text.charCodeAt(position);
      if (code === colon ? !this.joins(position) : !isWordCode(code)) break;
      if (code === point && this.elisionAt(position) > 0) break;
    }
    this.position = position;
    return position - this.start <= maximumNumericWord && this.meansNumber() ? 'number' : 'word';
  }

  /** Whether the colon at `position` is within a word: a time, an address, `std::vector`. */
  private joins(position: number): boolean {
    const { text } = this;
    const next = text.charCodeAt(position + 1);
    // `loss:0.5` is a name and a number, `12:30` a time.
    if (isDigit(next) && !isDigit(text.charCodeAt(position - 1))) return false;
    return isWordCode(next) || (next === colon && isWordCode(text.charCodeAt(position + 2)));
  }

  private meansNumber(): boolean {
    const { number } = this;
    const value = numericWord(this.token);
    if (value === undefined) return false;
    // gdb shows the bits of a NaN: `nan(0x8000000000000)`.
    if (Number.isNaN(value)) this.take(bitsOfNaN);
    number.setWord(value, this.position);
    return true;
  }
}

const maximumNumericWord = 48;
const bitsOfNaN = /\(0x[0-9a-f]{1,16}\)/iy;

function mayBeginNumber(code: number): boolean {
  return isDigit(code) || code === point || code === 0x2d || code === 0x2b || code === 0x2212;
}

/** The index found, moved, or the limit where it was not. */
function endOr(found: number, ifNone: number, limit: number): number {
  return found === ifNone || found < 0 || found > limit ? limit : found;
}

/** The end of a terminal's control sequence, `ESC [ … letter`; a lone ESC is passed over by itself. */
function endOfEscape(text: string, start: number): number {
  return start + (matchAt(controlSequence, text, start)?.[0].length ?? 1);
}

// eslint-disable-next-line no-control-regex -- ESC is what it looks for.
const controlSequence = /\x1b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\x07\x1b\n]{0,512}(?:\x07|\x1b\\)|[@-Z\\^_])/y;

/** White space, the marks of byte order and of no width among it. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200d) || code === 0x202f || code === 0x3000;
}

/** A mark that stands by itself: it ends numbers and words. */
function isMark(code: number): boolean {
  return code < 128 && marks[code] === 1;
}

function isWordCode(code: number): boolean {
  // charCodeAt answers NaN beyond the end.
  return code > 0x20 && code !== 0x2026 && code !== escape && !isMark(code) && !isBlank(code);
}

const marks = Uint8Array.from({ length: 128 }, (_, code) =>
  '()[]{},;=<>|:"'.includes(String.fromCharCode(code)) ? 1 : 0,
);

const lineFeed = 0x0a;
const escape = 0x1b;
const doubleQuote = 0x22;
const hash = 0x23;
const singleQuote = 0x27;
const asterisk = 0x2a;
const point = 0x2e;
const slash = 0x2f;
const colon = 0x3a;
const backslash = 0x5c;
const backquote = 0x60;
