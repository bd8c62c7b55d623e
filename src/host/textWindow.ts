import * as vscode from 'vscode';

/** As many characters of a document as are looked at to each side of a place. */
const reach = 100_000;

/** A part of a document around a place. */
export class TextWindow {
  readonly text: string;
  /** Where the place is in the text. */
  readonly offset: number;
  private readonly start: vscode.Position;

  /** Of a document of any length only its part near the position is taken, whole lines where these are short. */
  constructor(document: vscode.TextDocument, position: vscode.Position) {
    const { line, character } = position;
    const { length } = document.lineAt(line).text;
    this.start =
      character > reach
        ? position.with({ character: character - reach })
        : new vscode.Position(furthestLine(document, line, -1), 0);
    const end =
      length - character > reach
        ? position.with({ character: character + reach })
        : document.lineAt(furthestLine(document, line, 1)).range.end;
    this.text = normalised(document.getText(new vscode.Range(this.start, end)));
    this.offset = normalised(document.getText(new vscode.Range(this.start, position))).length;
  }

  /** The range in the document of `[start, end)` of the text. */
  rangeOf(start: number, end: number): vscode.Range {
    return new vscode.Range(this.positionOf(start), this.positionOf(end));
  }

  private positionOf(offset: number): vscode.Position {
    const before = this.text.slice(0, offset);
    const lines = before.split('\n');
    const isFirst = lines.length === 1;
    const character = lines.at(-1)?.length ?? 0;
    return new vscode.Position(this.start.line + lines.length - 1, character + (isFirst ? this.start.character : 0));
  }
}

/** Lines end with `\n`, whatever the document has, so that a place is a line and a character. */
function normalised(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The furthest line to one side (`step` is −1 or 1) from which on all fit. */
function furthestLine(document: vscode.TextDocument, from: number, step: -1 | 1): number {
  let left = reach;
  for (let line = from; ; line += step) {
    const next = line + step;
    if (next < 0 || next >= document.lineCount) return line;
    left -= document.lineAt(next).text.length + 1;
    if (left < 0) return line;
  }
}
