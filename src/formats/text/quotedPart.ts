import { TextCursor } from './textCursor.js';

/**
 * The range `[start, end)` on the line of `offset` that is a text of its own: what is in the string or the comment there, else the
 * line, which may be part of a longer comment.
 */
export function quotedPart(text: string, offset: number): readonly [start: number, end: number] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const cursor = new TextCursor(text, lineStart, end);
  let behind = lineStart;
  while (cursor.next() !== 'end' && cursor.start <= offset) {
    if (cursor.kind === 'string' && offset < cursor.position)
      return [cursor.start + 1, cursor.position - closing(cursor)];
    behind = cursor.position;
  }
  const mark = commentMark.exec(text.slice(behind, offset));
  return [mark ? behind + mark.index + mark[0].length : lineStart, end];
}

const commentMark = /#+|\/\/+|\/\*+/;

/** A string that ends with its line has no quote there. */
function closing({ text, start, position }: TextCursor): number {
  return position > start + 1 && text[position - 1] === text[start] ? 1 : 0;
}
