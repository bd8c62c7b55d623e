import {
  cutObject,
  debuggerLength,
  goType,
  indexLabel,
  itemCount,
  itemCountBehindType,
  labelEnd,
  memberMark,
  moreItems,
  openerAhead,
  repeatCount,
  typeParameters,
} from './arrayPatterns.js';
import { dtypeNamed } from './dtypeWords.js';
import { headNamed } from './heads.js';
import { NestedShape } from './nestedShape.js';
import type { NumberBuffer } from './numberBuffer.js';
import { NumberTally } from './numberTally.js';
import { numericWord } from './numericWord.js';
import { StatedFacts } from './statedFacts.js';
import type { TextCursor } from './textCursor.js';
import {
  elided,
  hole,
  mixedSeparators,
  notNumeric,
  recordOfFields,
  surplus,
  tooDeep,
  type TextFault,
  tooManyRepeats,
  truncated,
} from './textFault.js';

/** A bracket that is open. */
interface Frame {
  readonly closer: string;
  /** Whether it makes no axis, as the parentheses of `tensor([…])`. */
  isWrapper: boolean;
  /** As many items as it must have, where that was said; −1 where not. */
  readonly expected: number;
  /** How many values a wrapper has: one is all it takes. */
  values: number;
  /** How many numbers were known to be missing when it was opened. */
  readonly missing: number;
  /** Whether its `;` separate rows. */
  hasRows: boolean;
}

/**
 * Reads one array as all languages and printers nest it: brackets of any kind, items apart by commas or spaces, words
 * of the types before the brackets, facts behind the items, `<repeats 298 times>`, indices before the items. Its
 * numbers go to `buffer`.
 */
export class NestedArray {
  readonly shape = new NestedShape();
  readonly tally = new NumberTally();
  readonly facts = new StatedFacts();
  hasCommas = false;
  hasRows = false;
  /** Whether its outermost bracket is none of `[`. */
  isBraced = false;
  /** Whether it shows what only debuggers write. */
  isDebugger = false;
  /** How many numbers begin up to the offset that was asked about, and where the last of them ends. */
  countBefore = 0;
  lastBefore = 0;
  private readonly frames: Frame[] = [];
  private expected = -1;
  /** Whether a comma was the last token. */
  private isOpen = false;
  /** What stands between the numbers of the innermost array. */
  private separation: '' | ',' | ' ' = '';
  private elision: TextFault | undefined;
  /** How many numbers are known to be missing. */
  private missing = 0;

  /** `offset` is a place in the text that is asked about. */
  constructor(
    private readonly cursor: TextCursor,
    private readonly buffer: NumberBuffer,
    private readonly offset = -1,
  ) {}

  /**
   * Reads the array whose first token, a bracket or the word before one, is the cursor's; leaves the cursor behind it.
   * Answers why it cannot be read, or undefined.
   */
  read(): TextFault | undefined {
    let kind = this.cursor.kind;
    do {
      const fault = this.step(kind);
      if (fault) return this.elision ?? fault;
      if (this.frames.length === 0 && this.shape.itemCount > 0) return this.end();
      kind = this.cursor.next();
    } while (kind !== 'end');
    return this.elision ?? truncated(this.cursor.limit);
  }

  private step(kind: string): TextFault | undefined {
    switch (kind) {
      case 'number':
        return this.number();
      case 'punctuation':
        return this.mark();
      case 'word':
        return this.word();
      case 'string':
        return this.string();
      default:
        return this.elide();
    }
  }

  private number(): TextFault | undefined {
    const { cursor } = this;
    const { number, text, position } = cursor;
    const next = text.charCodeAt(position);
    if ((next === space || next === colon || next === equals) && number.form === 'integer') {
      const mark = cursor.take(labelEnd);
      if (mark) return this.label(number.value);
    }
    this.tally.add(number, next !== space);
    return this.item(number.value);
  }

  private item(value: number): TextFault | undefined {
    const separation = this.shape.itemCount === 0 ? '' : this.isOpen ? ',' : ' ';
    // In `[1,5 2,5]` the commas are of decimals.
    if (separation !== '' && !this.elision) {
      if (this.separation !== '' && this.separation !== separation) return mixedSeparators(this.cursor.start);
      this.separation = separation;
    }
    this.buffer.push(value);
    if (this.cursor.start <= this.offset) {
      this.countBefore = this.buffer.length;
      this.lastBefore = this.cursor.position;
    }
    this.shape.add(this.cursor.start);
    this.isOpen = false;
    return this.countValue();
  }

  /** An index before an item, as in `[2] = 0.5`. A gap shows that items were left out. */
  private label(index: number): TextFault | undefined {
    const { shape, cursor } = this;
    if (index === shape.itemCount) return undefined;
    return index > shape.itemCount ? this.elide(index - shape.itemCount) : notNumeric(cursor.start, cursor.token);
  }

  private mark(): TextFault | undefined {
    const { cursor } = this;
    const mark = cursor.token;
    switch (mark) {
      case '[':
      case '(':
      case '{':
        return this.opener(mark);
      case ')':
      case ']':
      case '}':
        return this.closer(mark);
      case ',':
        if (this.isOpen && !this.elision) return hole(cursor.start);
        this.hasCommas = this.isOpen = true;
        return undefined;
      case ';':
        return this.row();
      case '<':
        return this.repeats();
      default:
        return notNumeric(cursor.start, mark);
    }
  }

  private opener(mark: string): TextFault | undefined {
    const { cursor } = this;
    if (mark === '[') {
      const label = this.frames.length > 0 ? cursor.take(indexLabel) : null;
      if (label) return this.label(Number(label[1]));
      const type = cursor.take(goType)?.[1];
      if (type !== undefined) {
        this.facts.typeDtype ??= dtypeNamed(type);
        return this.push('}', false);
      }
      if (cursor.take(cutObject)) {
        this.shape.add(cursor.start);
        return this.elide();
      }
    }
    if (mark === '(' && this.expected < 0) {
      const count = cursor.take(itemCount)?.[1];
      if (count !== undefined) return this.counted(Number(count));
    }
    return this.push(closers[mark] ?? '', false);
  }

  private push(closer: string, isWrapper: boolean): TextFault | undefined {
    if (!isWrapper) {
      this.isOpen = false;
      this.separation = '';
    }
    if (this.frames.length === 0) this.isBraced = closer !== ']';
    this.frames.push({ closer, isWrapper, expected: this.expected, missing: this.missing, values: 0, hasRows: false });
    this.expected = -1;
    if (this.frames.length > maximumFrames) return tooDeep(this.cursor.start, maximumFrames);
    return isWrapper ? undefined : this.shape.open(this.cursor.start);
  }

  /** A count of items stands before the array, or in place of one that was left out. */
  private counted(count: number): TextFault | undefined {
    const { cursor, shape } = this;
    const { position } = cursor;
    cursor.next();
    const isArray = cursor.is('[') || cursor.is('{') || cursor.is('(');
    cursor.moveTo(isArray ? cursor.start : position);
    if (isArray) this.expected = count;
    else if (count === 0) {
      const fault = shape.open(cursor.start);
      shape.close(cursor.start);
      return fault;
    } else {
      this.elide(count);
      shape.add(cursor.start);
    }
    return undefined;
  }

  private closer(mark: string): TextFault | undefined {
    const { cursor, shape } = this;
    const frame = this.frames.pop();
    this.isOpen = false;
    if (frame?.closer !== mark) return notNumeric(cursor.start, mark);
    if (frame.isWrapper) return this.countValue();
    if (frame.hasRows && shape.itemCount > 0) shape.close(cursor.start);
    else if (frame.hasRows) shape.unwrap();
    const { itemCount: count } = shape;
    const missing = frame.expected - count;
    shape.close(cursor.start);
    // What was left out within it may have been counted already.
    if (missing > 0) this.elide(frame.missing < this.missing ? 0 : missing);
    if (frame.expected >= 0 && missing < 0 && !this.elision) {
      return surplus(cursor.start, count, frame.expected);
    }
    return this.countValue();
  }

  private countValue(): TextFault | undefined {
    const frame = this.frames.at(-1);
    if (frame?.isWrapper !== true) return undefined;
    frame.values++;
    return frame.values > 1 ? notNumeric(this.cursor.start, this.cursor.token) : undefined;
  }

  private row(): TextFault | undefined {
    const frame = this.frames.at(-1);
    const { shape, cursor } = this;
    if (!frame || this.frames.length > 1 || frame.isWrapper) return notNumeric(cursor.start, ';');
    if (!frame.hasRows) shape.splitRows();
    frame.hasRows = this.hasRows = true;
    shape.close(cursor.start);
    return shape.open(cursor.start);
  }

  private repeats(): TextFault | undefined {
    const { cursor, shape, buffer } = this;
    const times = Number(cursor.take(repeatCount)?.[1] ?? NaN) - 1;
    if (!(times >= 0) || this.tally.count === 0) return notNumeric(cursor.start, '<');
    if (buffer.length + times > maximumRepeated) {
      return tooManyRepeats(cursor.start, maximumRepeated);
    }
    this.isDebugger = true;
    shape.add(cursor.start, times);
    buffer.repeat(times);
    return undefined;
  }

  private word(): TextFault | undefined {
    const { cursor, facts } = this;
    const frame = this.frames.at(-1);
    const length = cursor.take(debuggerLength)?.[1];
    if (length !== undefined) {
      this.isDebugger = true;
      return this.counted(Number(length));
    }
    const isBehindItems = frame !== undefined && (frame.isWrapper ? frame.values > 0 : this.shape.itemCount > 0);
    if (isBehindItems && (frame.isWrapper || frame.expected >= 0) && facts.read(cursor)) {
      this.isOpen = false;
      return undefined;
    }
    const word = cursor.token;
    if (word === 'new') return undefined;
    if (frame && !isBehindItems && !frame.isWrapper && cursor.take(memberMark)) {
      // A structure of one member, as gdb shows std::array.
      frame.isWrapper = true;
      this.shape.unwrap();
      return undefined;
    }
    return this.head(word);
  }

  private head(word: string): TextFault | undefined {
    const { cursor, facts } = this;
    const parameters = cursor.take(typeParameters)?.[0] ?? '';
    const count = word.endsWith('Array') ? cursor.take(itemCountBehindType)?.[1] : undefined;
    const opener = count === undefined ? (cursor.take(openerAhead)?.[1] ?? '') : '(';
    const head = headNamed(word, opener);
    if (!head || opener === '') return notNumeric(cursor.start, word);
    facts.printer ??= count === undefined ? head.printer : 'javascript';
    facts.typeDtype ??= dtypeNamed(parameters) ?? head.dtype;
    if (count !== undefined) return this.counted(Number(count));
    return this.push(closers[opener] ?? '', head.role === 'wrapper' && opener === '(');
  }

  /** A string is none of an array's items, but the code of an element type may go before them, and `'...'` elides. */
  private string(): TextFault | undefined {
    const { cursor } = this;
    const content = cursor.text.slice(cursor.start + 1, Math.min(cursor.position - 1, cursor.start + 40));
    if (/^\.\.\.|…/.test(content)) return this.elide();
    const frame = this.frames.at(-1);
    // JSON of a typed array is an object of indices.
    if (frame && /^\d+$/.test(content) && cursor.take(labelEnd)) return this.label(Number(content));
    const isFirst = frame?.isWrapper === true && frame.values === 0;
    const value = isFirst ? numericWord(content) : undefined;
    if (typeof value === 'number') {
      cursor.number.setWord(value, cursor.position);
      this.tally.add(cursor.number, true);
      return this.item(value);
    }
    if (!isFirst || content.length !== 1) {
      return notNumeric(cursor.start, cursor.token.slice(0, 60));
    }
    this.facts.entries.set('dtype', content);
    return undefined;
  }

  /** Notes that items were left out, and goes on: what follows may tell how many. */
  private elide(missing?: number): TextFault | undefined {
    const { cursor } = this;
    this.isOpen = false;
    const stated = missing ?? Number(cursor.take(moreItems)?.[1] ?? NaN);
    if (!Number.isNaN(stated)) this.missing += stated;
    this.elision ??= elided(cursor.start);
    return undefined;
  }

  private end(): TextFault | undefined {
    const { shape, tally, facts } = this;
    const structure = facts.entries.get('dtype')?.startsWith('[') ? recordOfFields(this.cursor.start) : undefined;
    if (!this.elision) return structure ?? shape.fault;
    const stated = facts.shape?.reduce((product, length) => product * length, 1);
    return elided(this.elision.offset, stated === undefined ? this.missing : Math.max(0, stated - tally.count));
  }
}

const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Brackets that make axes and those that do not. */
const maximumFrames = 200;
/** As many numbers as `<repeats N times>` may make: what is more is no text of a debugger. */
const maximumRepeated = 2 ** 24;

const space = 0x20;
const colon = 0x3a;
const equals = 0x3d;
