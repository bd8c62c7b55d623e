import { TextCursor } from './textCursor.js';

/** What stands before an array in a document. */
export interface Surroundings {
  /** The words of its phrase: those since the last comma, semicolon or open bracket before it, strings among them. */
  readonly phrase: readonly string[];
  /** What its name seems to be: the last word before the `=` or `:`. */
  readonly name: string | undefined;
  /** The mark or word right before it; empty at the beginning. */
  readonly before: string;
  /** Whether only spaces stand between that and the array, on its line. */
  readonly isOnItsLine: boolean;
  /** The words before the brackets that it stands in, the innermost last: an empty one where there is none. */
  readonly callees: readonly string[];
  /** Whether it stands in an index, as in `x[[1, 2]]`. */
  readonly isSubscript: boolean;
}

/** As far as is looked back, in characters. */
const reach = 4000;

interface Phrase {
  readonly opener: number;
  readonly callee: string;
  words: string[];
  name: string | undefined;
}

/** Looks at the tokens before an array that begins at `start`. */
export function surroundingsOf(text: string, start: number): Surroundings {
  const from = text.lastIndexOf('\n', Math.max(0, start - reach)) + 1;
  const cursor = new TextCursor(text, from, start);
  let phrase: Phrase = { opener: -1, callee: '', words: [], name: undefined };
  const outer: Phrase[] = [];
  let before = '';
  let end = from;
  while (cursor.next() !== 'end') {
    const token = cursor.kind === 'string' ? cursor.token.slice(1, -1) : cursor.token;
    const isMark = cursor.kind === 'punctuation';
    if (isMark && openers.includes(token)) {
      const isAttached = cursor.start === end && /[\w)\]!]$/.test(before);
      outer.push(phrase);
      phrase = { opener: cursor.start, callee: isAttached ? before : '', words: [], name: undefined };
    } else if (isMark && closers.includes(token)) phrase = outer.pop() ?? { ...phrase, words: [], name: undefined };
    else if (isMark && (token === ',' || token === ';')) phrase = { ...phrase, words: [], name: undefined };
    else if (isMark && token === ':') phrase.name = phrase.words.at(-1);
    else if (isMark && token === '=') phrase.name ??= phrase.words.at(-1);
    else if (cursor.kind === 'word' || cursor.kind === 'string') {
      const endsStatement = cursor.isFirstOfLine && (phrase.opener < 0 || text[phrase.opener] === '{');
      if (endsStatement) phrase = { ...phrase, words: [], name: undefined };
      phrase.words.push(token);
    }
    before = token;
    end = cursor.position;
  }
  const open = [...outer.slice(1), phrase];
  return {
    phrase: phrase.words,
    name: phrase.name,
    before,
    isOnItsLine: !text.slice(end, start).includes('\n'),
    callees: open.map(({ callee }) => callee),
    isSubscript: open.some(({ opener, callee }) => text[opener] === '[' && callee !== '' && !callee.endsWith('!')),
  };
}

const openers = '[({';
const closers = '])}';
