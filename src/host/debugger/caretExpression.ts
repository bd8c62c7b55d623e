/** Where an expression stands in a line: columns `[start, end)`. */
export interface ExpressionRange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The expression at a column of a line of code: a name with the members and constant indexes on its left, such as
 * `self.out.logits[0]` with the caret on `logits` or behind. It ends with the word at the caret, so that on `self` alone
 * `self` is meant. A call is never part of it: calling is the program's business. Undefined where there is none.
 */
export function caretExpression(line: string, column: number): ExpressionRange | undefined {
  const chain =
    /[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|->|::)[\p{L}_$][\p{L}\p{N}_$]*|\[\s*(?:-?\d+|"[^"\\]*"|'[^'\\]*')\s*\])*/gu;
  for (const match of line.matchAll(chain)) {
    const start = match.index;
    const [whole] = match;
    if (column < start || column > start + whole.length) continue;
    const end = start + endOfPart(whole, column - start);
    const text = line.slice(start, end);
    const isCalled = /^\s*\(/.test(line.slice(end));
    const isInLiteral = /\d$/.test(line.slice(0, start));
    return isCalled || isInLiteral || keywords.has(text) ? undefined : { start, end, text };
  }
  return undefined;
}

/** The end of the member or index that holds an offset in a chain. */
function endOfPart(chain: string, offset: number): number {
  const part = /^[\p{L}\p{N}_$]+|(?:\.|->|::)[\p{L}\p{N}_$]+|\[[^\]]*\]/gu;
  for (const match of chain.matchAll(part)) {
    const end = match.index + match[0].length;
    // A caret between two parts belongs to the one before it.
    if (offset <= end) return end;
  }
  return chain.length;
}

/** Words that are no values in the languages of the adapters. */
const keywords: ReadonlySet<string> = new Set(
  (
    'and as assert async auto await bool break case catch char class const continue def default del delete do double elif else ' +
    'enum export extends extern False false finally float fn for from function global goto if impl import in int interface is ' +
    'lambda let long loop match mod mut namespace new None nonlocal not null or pass private pub public raise return short ' +
    'signed sizeof static struct super switch template throw True true try type typedef typeof undefined union unsigned use ' +
    'using var virtual void volatile where while with yield'
  ).split(' '),
);
