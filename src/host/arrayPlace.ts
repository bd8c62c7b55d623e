import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { TextInDocument } from './subject.js';

/** Where an array stands in a document, as the argument of a command: plain data, so that a link can carry it. */
export interface ArrayPlace {
  readonly uri: string;
  readonly range: PlaceRange;
}

/** Lines and characters from 0 on, the end excluded: a `vscode.Range` is one. */
interface PlaceRange {
  readonly start: PlacePosition;
  readonly end: PlacePosition;
}

interface PlacePosition {
  readonly line: number;
  readonly character: number;
}

/** The place of a range of a document. */
export function arrayPlace(uri: vscode.Uri, { start, end }: vscode.Range): ArrayPlace {
  const position = ({ line, character }: vscode.Position): PlacePosition => ({ line, character });
  return { uri: uri.toString(), range: { start: position(start), end: position(end) } };
}

/** What stands at a place now, and what to call it: `train.py:12`. Undefined where the argument is no place. */
export async function textAtPlace(argument: unknown): Promise<TextInDocument | undefined> {
  const { uri, range } = (argument ?? {}) as Partial<ArrayPlace>;
  const { start, end } = (range ?? {}) as Partial<PlaceRange>;
  if (typeof uri !== 'string' || !isPosition(start) || !isPosition(end)) return undefined;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const text = document.getText(new vscode.Range(start.line, start.character, end.line, end.character));
  const offset = document.offsetAt(new vscode.Position(start.line, start.character));
  return { name: `${posix.basename(document.uri.path)}:${start.line + 1}`, document, offset, text };
}

function isPosition(value: Partial<PlacePosition> | undefined): value is PlacePosition {
  return [value?.line, value?.character].every((part) => Number.isInteger(part) && Number(part) >= 0);
}
