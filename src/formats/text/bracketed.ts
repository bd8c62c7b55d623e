import { dtypeNamed } from './dtypeWords.js';
import { FoundArrays } from './foundArrays.js';
import { headNamed } from './heads.js';
import { NestedArray } from './nestedArray.js';
import { NumberBuffer } from './numberBuffer.js';
import type { FoundNumbers } from './reading.js';
import { StatedFacts } from './statedFacts.js';
import { TextCursor } from './textCursor.js';
import { elided, noArray, refusalOf, type TextFault } from './textFault.js';

/**
 * Reads an array in brackets of any kind, whatever stands around it: a name, a prompt, the start of a log's line, the
 * object that it is a member of. Arrays one after another are rows. Undefined where the text has none.
 */
export function readBracketed(text: string): FoundNumbers | undefined {
  return new ArrayFinder(text).find();
}

/** Goes over the tokens outside of arrays, and tries to read an array at each bracket. */
class ArrayFinder {
  private readonly cursor: TextCursor;
  private buffer = new NumberBuffer();
  private readonly facts = new StatedFacts();
  private readonly found: FoundArrays;
  private fault: TextFault | undefined;
  /** As far as is looked on behind the fault. */
  private faultEnd: number | undefined;
  /** Why the first bracket that could be an array is none, to be said if there is no other. */
  private hint: TextFault | undefined;
  private label: string | undefined;
  private lastWord: string | undefined;
  /** The words right before the token, on its line; and all of them. */
  private wordsBefore = 0;
  private words = 0;
  private hasLooseNumbers = false;
  /** Whether more than commas stands between the last array and the token. */
  private isSeparated = true;
  /** How many characters were looked at in vain. */
  private spent = 0;

  constructor(private readonly text: string) {
    this.cursor = new TextCursor(text);
    this.found = new FoundArrays(text);
  }

  find(): FoundNumbers | undefined {
    const { cursor, text } = this;
    while (cursor.next() !== 'end') {
      if (cursor.isFirstOfLine) this.wordsBefore = 0;
      this.step();
      if (this.isOver()) break;
    }
    if (this.fault) throw refusalOf(this.fault, text);
    const answer = this.found.answer(this.facts);
    if (!answer && this.hint) throw refusalOf(this.hint, text);
    if (answer && this.words > maximumWords) throw refusalOf(noArray(), text);
    return answer;
  }

  /**
   * Whether nothing that is still to come can change the answer. Behind a fault an elision may follow, which is what to
   * say then: it is looked for nearby.
   */
  private isOver(): boolean {
    const { fault, cursor, words, spent, text } = this;
    if (fault) this.faultEnd ??= cursor.position + afterFault;
    const isPast = fault !== undefined && (fault.code === 'elided' || cursor.position > (this.faultEnd ?? 0));
    return isPast || words > maximumWords || spent > 2 * text.length + 10_000;
  }

  private step(): void {
    const { cursor } = this;
    switch (cursor.kind) {
      case 'word':
        this.word();
        return;
      case 'punctuation':
        this.mark();
        return;
      case 'string':
        this.lastWord = cursor.token.slice(1, -1);
        break;
      case 'number':
        if (this.label === 'numpy') this.attempt();
        else this.hasLooseNumbers = true;
        break;
      default:
        break;
    }
    this.isSeparated = true;
  }

  private word(): void {
    const { cursor } = this;
    const word = cursor.token;
    if ((word === 'In' || word === 'Out') && cursor.take(prompt)) return;
    const { position } = cursor;
    if (cursor.take(beginsArray)) {
      cursor.moveTo(position);
      this.attempt();
      return;
    }
    if (factKeys.has(word) && this.facts.read(cursor)) return;
    const [, count, opener] = cursor.take(openerBehindWord) ?? [];
    cursor.moveTo(position);
    if (opener !== undefined && headNamed(word, count === undefined ? opener : '(')) {
      this.attempt();
      return;
    }
    if (typeWord.test(word)) this.facts.typeDtype ??= dtypeNamed(word);
    this.isSeparated = true;
    this.lastWord = word;
    this.wordsBefore++;
    this.words++;
    if (word.includes('://')) this.fault ??= noArray(cursor.start);
    // A record with its class, as `Output(loss=None, logits=tensor(…))`.
    if (/^[A-Z]/.test(word) && cursor.take(opensRecord)) return;
    // An index, or the arguments of a call: no array of its own.
    for (let end = position; cursor.text[end] === '[' || cursor.text[end] === '('; end = cursor.position) {
      this.skipGroup(end);
      if (cursor.position <= end + 1) break;
    }
  }

  private mark(): void {
    const { cursor } = this;
    if (cursor.is('[') && cursor.take(noArrayBehind)) return;
    if (cursor.is('[') || cursor.is('(') || cursor.is('{')) {
      this.attempt();
      return;
    }
    if (cursor.is(':') || cursor.is('=')) this.label = this.lastWord;
    if (!cursor.is(',') && !cursor.is(';')) this.isSeparated = true;
    this.wordsBefore = 0;
  }

  private attempt(): void {
    const { cursor, buffer } = this;
    const { start } = cursor;
    const opener = cursor.text[start] ?? '';
    const array = new NestedArray(cursor, buffer);
    const fault = array.read() ?? this.lonely(array, opener);
    if (!fault) {
      this.add(array, start);
      return;
    }
    buffer.truncate(0);
    this.spent += cursor.position - start + 64;
    const isTelling = fault.code !== 'not-numeric' || array.tally.count > 1 || !'[({'.includes(opener);
    if (opener === '[' && this.wordsBefore === 0 && !this.hasLooseNumbers) this.hint ??= fault;
    if (fault.code === 'elided') this.fault = this.withCount(fault, array);
    else if (isTelling) this.fault ??= fault;
    else if (opener === '[') this.skipGroup(start);
    else if (opener === '(' || opener === '{') cursor.moveTo(start + 1);
  }

  /** A fault of elision that says how many numbers are missing, where the facts before or behind the array tell. */
  private withCount(fault: TextFault, array: NestedArray): TextFault {
    const { cursor } = this;
    while (cursor.next() === 'word' ? this.facts.read(cursor) : cursor.is(',') && !cursor.isFirstOfLine);
    const total = this.facts.elementCount;
    return total === undefined ? fault : elided(fault.offset, Math.max(0, total - array.tally.count));
  }

  /** `(3)` is a number in parentheses, and no array. */
  private lonely(array: NestedArray, opener: string): TextFault | undefined {
    return opener === '(' && array.tally.count <= 1 && !array.hasCommas ? noArray(this.cursor.start) : undefined;
  }

  private add(array: NestedArray, start: number): void {
    const { cursor, found, wordsBefore, label, buffer } = this;
    const end = cursor.position;
    if (cursor.take(labelMark)) {
      // `[0] = 2`: it is an index, not an array.
      buffer.truncate(0);
      return;
    }
    const isProse = wordsBefore > 2 || (wordsBefore > 0 && array.tally.count < 2);
    if (isProse || this.isFollowedByMore()) this.fault ??= noArray(start);
    const next = found.add(array, buffer, start, end, label, !this.isSeparated);
    if ('code' in next) {
      this.fault ??= next;
      buffer.truncate(0);
    } else this.buffer = next;
    this.isSeparated = false;
    this.wordsBefore = this.words = 0;
  }

  /** Whether the array is a part of an expression or of a sentence. */
  private isFollowedByMore(): boolean {
    const { cursor, facts } = this;
    const { position } = cursor;
    cursor.next();
    const isFact = cursor.kind === 'word' && !cursor.isFirstOfLine && facts.read(cursor);
    const mayFollow =
      isFact ||
      cursor.kind === 'end' ||
      cursor.isFirstOfLine ||
      (cursor.kind === 'punctuation' && !cursor.is('[') && !cursor.is('('));
    const isAttached = cursor.start === position && (cursor.is('[') || cursor.is('(') || cursor.code === 0x2e);
    if (!isFact) cursor.moveTo(position);
    return isAttached || !mayFollow;
  }

  /** Goes behind the bracket that closes the one at `start`, if it does on the same line. */
  private skipGroup(start: number): void {
    const { cursor } = this;
    cursor.moveTo(start + 1);
    let depth = 1;
    while (depth > 0 && cursor.next() !== 'end' && !cursor.isFirstOfLine) {
      if (cursor.is('[') || cursor.is('(') || cursor.is('{')) depth++;
      else if (cursor.is(']') || cursor.is(')') || cursor.is('}')) depth--;
    }
    if (depth > 0) {
      this.spent += cursor.position - start;
      cursor.moveTo(start + 1);
    }
  }
}

/** More words than a prompt, a log's prefix and a declaration have: it is prose, or a program. */
const maximumWords = 64;
const afterFault = 100_000;

const factKeys: ReadonlySet<string> = new Set([
  ...['shape', 'size', 'dtype', 'device', 'strides', 'layout', 'requires_grad', 'grad_fn', 'length', 'names'],
]);

/** The words of types that stand before an array in a declaration, and in no sentence. */
const typeWord = /^(?:float|double|int|bf16|f(?:16|32|64)|[iu](?:8|16|32|64)|u?int\d+|b?float\d+|[A-Z]\w{1,20}Array)$/;
/** DevTools' `[[Prototype]]: Array(0)`, and the number of a row in R, `[1,] 0.5`. */
const noArrayBehind = /\[[A-Z]\w{0,40}\]\]: [^\n]*|\d{1,15},\](?= +[-\d.NIT])/y;
const opensRecord = /\((?=\w{1,60}=)/y;
const labelMark = / ?[=:](?= )/y;
const prompt = / ?\[\d{1,9}\]:/y;
/** What debuggers put before an array: how many items it has. */
const beginsArray = /(?: of length \d| with \d{1,15} elements? =|=\d{1,15} [{(])/y;
const openerBehindWord = /(?:<[^()[\]{};\n]{0,200}?(?: ?>)+)?(?:\((\d{1,15})\))? ?([[({])/y;
