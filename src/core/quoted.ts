/**
 * A text from outside as a message shows it: in double quotes, on one line, cut with `…` after `limit` characters. What
 * would break the line or turn the direction of writing is escaped.
 */
export function quoted(text: string, limit = 40): string {
  return JSON.stringify(shortened(text, limit)).replaceAll(disturbing, escaped);
}

/** The first `limit` characters (code points, never half of one), with `…` where that is not all. */
export function shortened(text: string, limit = 40): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text;
}

/** Controls, line separators, and the marks of Unicode's bidirectional algorithm, as JSON leaves them. */
const disturbing = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
