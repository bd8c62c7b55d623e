import { quoted } from '../core/quoted.js';
import { UserError } from '../core/userError.js';
import { misplaced, type Token, tokensOf } from './pythonTokens.js';

/**
 * A value of a Python literal. Lists and tuples differ, since a shape must be a tuple and a structured dtype is a
 * list.
 */
export type PythonLiteral =
  | { readonly kind: 'string'; readonly value: string }
  /** `text` is the number as it was written, which float64 may not hold. */
  | { readonly kind: 'integer'; readonly value: number; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PythonLiteral[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PythonLiteral> };

/** What a message calls a value of each kind. */
export const kindNames = {
  string: 'a string',
  integer: 'an integer',
  boolean: 'a boolean',
  none: 'None',
  tuple: 'a tuple',
  list: 'a list',
  dictionary: 'a dictionary',
} as const satisfies Readonly<Record<PythonLiteral['kind'], string>>;

/**
 * Reads a Python literal of strings, decimal integers (also `1L`, as Python 2 wrote them), `True`, `False`, `None`,
 * tuples, lists and dictionaries with string keys: what the header of a .npy file is made of (NEP 1, "safely
 * evaluated" there). Nothing is evaluated: anything else, such as a name, a call or an operator, is refused with
 * `corrupt`.
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  const tokens = tokensOf(text);
  const parser = new LiteralParser(tokens);
  const value = parser.value(0);
  parser.end();
  return value;
}

const maxDepth = 64;

/** A reader of tokens, one method a rule; a value nests at most 64 deep. */
class LiteralParser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  value(depth: number): PythonLiteral {
    const token = this.next();
    if (depth > maxDepth) throw misplaced(token);
    switch (token.kind) {
      case 'string':
        return { kind: 'string', value: token.text };
      case 'integer':
        return integerOf(token);
      case 'word':
        return constantOf(token);
      case 'punctuation':
        if (token.text === '{') return this.dictionary(depth);
        if (token.text === '(') return this.tuple(depth);
        if (token.text === '[') return { kind: 'list', items: this.items(']', depth).items };
        throw misplaced(token);
      case 'end':
        throw misplaced(token);
    }
  }

  /** Refuses anything after the value. */
  end(): void {
    const token = this.next();
    if (token.kind !== 'end') throw misplaced(token);
  }

  /** As in Python, parentheses around one value without a comma are not a tuple. */
  private tuple(depth: number): PythonLiteral {
    const { items, endsWithComma } = this.items(')', depth);
    const [only] = items;
    return only && items.length === 1 && !endsWithComma ? only : { kind: 'tuple', items };
  }

  private items(close: string, depth: number): { items: PythonLiteral[]; endsWithComma: boolean } {
    const items: PythonLiteral[] = [];
    let endsWithComma = true;
    while (!this.takes(close)) {
      if (!endsWithComma) throw this.unexpected();
      items.push(this.value(depth + 1));
      endsWithComma = this.takes(',');
    }
    return { items, endsWithComma };
  }

  private dictionary(depth: number): PythonLiteral {
    const entries = new Map<string, PythonLiteral>();
    let endsWithComma = true;
    while (!this.takes('}')) {
      const key = this.next();
      if (!endsWithComma || key.kind !== 'string') throw misplaced(key);
      if (entries.has(key.text)) throw duplicate(key.text);
      if (!this.takes(':')) throw this.unexpected();
      entries.set(key.text, this.value(depth + 1));
      endsWithComma = this.takes(',');
    }
    return { kind: 'dictionary', entries };
  }

  private takes(punctuation: string): boolean {
    const token = this.tokens[this.position];
    const takes = token?.kind === 'punctuation' && token.text === punctuation;
    if (takes) this.position++;
    return takes;
  }

  private unexpected(): UserError {
    const token = this.next();
    return misplaced(token);
  }

  private next(): Token {
    const token = this.tokens[this.position] ?? { kind: 'end', text: '', offset: 0 };
    this.position++;
    return token;
  }
}

function integerOf(token: Token): PythonLiteral {
  if (/^-?0\d/.test(token.text)) throw misplaced(token);
  return { kind: 'integer', value: Number(token.text), text: token.text };
}

function constantOf(token: Token): PythonLiteral {
  switch (token.text) {
    case 'True':
      return { kind: 'boolean', value: true };
    case 'False':
      return { kind: 'boolean', value: false };
    case 'None':
      return { kind: 'none' };
    default:
      throw misplaced(token);
  }
}

function duplicate(key: string): UserError {
  return new UserError('corrupt', `The header gives ${quoted(key)} twice. Save the array anew with np.save.`);
}
