import { UserError } from '../core/userError.js';

/**
 * A value of a Python literal. Lists and tuples differ, since a shape must be a tuple and a structured dtype is a
 * list.
 */
export type PythonLiteral =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PythonLiteral[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PythonLiteral> };

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

interface Token {
  readonly kind: 'punctuation' | 'string' | 'integer' | 'word' | 'end';
  readonly text: string;
  readonly offset: number;
}

const maxDepth = 64;

const tokenPattern = new RegExp(
  [
    String.raw`(?<space>[ \t\r\n\f]+)`,
    String.raw`(?<punctuation>[()[\]{},:])`,
    String.raw`(?<string>[uU]?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))`,
    String.raw`(?<integer>-?\d+)L?(?![\w.])`,
    String.raw`(?<word>[A-Za-z_]\w*)(?!['"])`,
  ].join('|'),
  'y',
);

/** The tokens of `text`, ended by one of kind `end`. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  let offset = 0;
  while (offset < text.length) {
    pattern.lastIndex = offset;
    const groups = pattern.exec(text)?.groups;
    if (!groups) throw fault(text.slice(offset, offset + 20), offset);
    if (groups.punctuation !== undefined) tokens.push({ kind: 'punctuation', text: groups.punctuation, offset });
    else if (groups.string !== undefined)
      tokens.push({ kind: 'string', text: unquoted(groups.string, offset), offset });
    else if (groups.integer !== undefined) tokens.push({ kind: 'integer', text: groups.integer, offset });
    else if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word, offset });
    offset = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: 'its end', offset }];
}

/** The content of a quoted string; of the escapes only those that may occur in a field's name. */
function unquoted(quoted: string, offset: number): string {
  const content = quoted.slice(/^[uU]/.test(quoted) ? 2 : 1, -1);
  return content.replaceAll(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g, (escape, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (code === '\\' || code === "'" || code === '"') return code;
    throw fault(escape, offset);
  });
}

function fault(found: string, offset: number): UserError {
  return new UserError(
    'corrupt',
    `The header is not a plain Python literal: ${JSON.stringify(found)} at its character ${offset} cannot stand there. ` +
      'It is never evaluated as code. Save the array anew with np.save.',
  );
}

/** A reader of tokens, one method a rule; a value nests at most 64 deep. */
class LiteralParser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  value(depth: number): PythonLiteral {
    const token = this.next();
    if (depth > maxDepth) throw fault(token.text, token.offset);
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
        throw fault(token.text, token.offset);
      case 'end':
        throw fault(token.text, token.offset);
    }
  }

  /** Refuses anything after the value. */
  end(): void {
    const token = this.next();
    if (token.kind !== 'end') throw fault(token.text, token.offset);
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
      if (!endsWithComma || key.kind !== 'string') throw fault(key.text, key.offset);
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
    return fault(token.text, token.offset);
  }

  private next(): Token {
    const token = this.tokens[this.position];
    if (!token) throw fault('its end', 0);
    this.position++;
    return token;
  }
}

function integerOf(token: Token): PythonLiteral {
  if (/^-?0\d/.test(token.text)) throw fault(token.text, token.offset);
  return { kind: 'integer', value: Number(token.text) };
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
      throw fault(token.text, token.offset);
  }
}

function duplicate(key: string): UserError {
  return new UserError('corrupt', `The header gives ${JSON.stringify(key)} twice. Save the array anew with np.save.`);
}
