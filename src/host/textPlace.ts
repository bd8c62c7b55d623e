import * as vscode from 'vscode';

/** A place in a document, as the argument of a command: plain data, so that a link can carry it. */
export interface TextPlace {
  readonly uri: string;
  readonly range: TextRange;
}

/** Lines and characters from 0 on, the end excluded: a `vscode.Range` is one. */
interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** The place of a range of a document. */
export function textPlace(uri: vscode.Uri, { start, end }: vscode.Range): TextPlace {
  const position = ({ line, character }: vscode.Position): TextPosition => ({ line, character });
  return { uri: uri.toString(), range: { start: position(start), end: position(end) } };
}

/** The document and the range of a command's argument; undefined for what is no `TextPlace`. */
export function fromTextPlace(
  argument: unknown,
): { readonly uri: vscode.Uri; readonly range: vscode.Range } | undefined {
  const { uri, range } = (argument ?? {}) as Partial<TextPlace>;
  const { start, end } = (range ?? {}) as Partial<TextRange>;
  if (typeof uri !== 'string' || !isPosition(start) || !isPosition(end)) return undefined;
  const position = ({ line, character }: TextPosition): vscode.Position => new vscode.Position(line, character);
  return { uri: vscode.Uri.parse(uri, true), range: new vscode.Range(position(start), position(end)) };
}

function isPosition(value: Partial<TextPosition> | undefined): value is TextPosition {
  return [value?.line, value?.character].every((part) => Number.isInteger(part) && Number(part) >= 0);
}
