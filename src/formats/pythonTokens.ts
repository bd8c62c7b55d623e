import { quoted, shortened } from '../core/quoted.js';
import { UserError } from '../core/userError.js';

/** A token of a Python literal, and where in its text it stands. */
export interface Token {
  readonly kind: 'punctuation' | 'string' | 'integer' | 'word' | 'end';
  readonly text: string;
  readonly offset: number;
}

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

/** The tokens of `text`, ended by one of kind `end`. Refuses with `corrupt` what is none. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  let offset = 0;
  while (offset < text.length) {
    pattern.lastIndex = offset;
    const groups = pattern.exec(text)?.groups;
    if (!groups) throw fault(shortened(text.slice(offset), 20), offset);
    if (groups.punctuation !== undefined) tokens.push({ kind: 'punctuation', text: groups.punctuation, offset });
    else if (groups.string !== undefined)
      tokens.push({ kind: 'string', text: unquoted(groups.string, offset), offset });
    else if (groups.integer !== undefined) tokens.push({ kind: 'integer', text: groups.integer, offset });
    else if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word, offset });
    offset = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', offset }];
}

/** The content of a quoted string; of the escapes only those that may occur in a field's name. */
function unquoted(literal: string, offset: number): string {
  const content = literal.slice(/^[uU]/.test(literal) ? 2 : 1, -1);
  return content.replaceAll(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g, (escape, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (code === '\\' || code === "'" || code === '"') return code;
    throw fault(escape, offset);
  });
}

/** The refusal of a token that cannot stand where it does. */
export function misplaced({ kind, text, offset }: Token): UserError {
  return kind === 'end' ? endsEarly(offset) : fault(text, offset);
}

function endsEarly(offset: number): UserError {
  return new UserError(
    'corrupt',
    `The header ends too early, at character ${offset}. Save the array anew with np.save.`,
  );
}

function fault(found: string, offset: number): UserError {
  return new UserError(
    'corrupt',
    `The header is not a plain Python literal: ${quoted(found)} at its character ${offset} cannot stand there. ` +
      'It is never evaluated as code. Save the array anew with np.save.',
  );
}
