import { posix } from 'node:path';
import * as vscode from 'vscode';
import { Lanes } from '../core/lanes.js';
import { memoryTensor, tensorSourceOf } from '../core/tensor.js';
import { UserError } from '../core/userError.js';
import type { OpenedTensor } from '../formats/format.js';
import { readText } from '../formats/text/parseText.js';
import type { TextReading } from '../formats/text/reading.js';
import { enclosingArray } from '../formats/text/textReader.js';
import { expressionOf } from '../inspector/slice.js';
import { storedCompactly } from '../core/storedFloats.js';
import type { ValuesKind } from '../protocol/views.js';
import type { OpenInspectors } from './openInspectors.js';
import { openedText } from './printedOrigin.js';

/** What a command of the palette is about: a tensor in a text, on the clipboard, or in the inspector in front. */
export interface Subject {
  /** `scores.py:12`, `clipboard`, `digits.npy [7, :]` */
  readonly name: string;
  readonly opened: OpenedTensor;
  /** What its values are, where somebody looks at them as that. */
  readonly kind: ValuesKind | null;
  /** Where it stands in a document, if it does. */
  readonly place: TextPlace | null;
}

/** A tensor in a document: the text as it was read, and the range `[start, end)` of the array in it. */
export interface TextPlace {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly start: number;
  readonly end: number;
  readonly reading: TextReading;
}

/** A part of a document that is taken for an array. */
export interface TextInDocument {
  /** `scores.py:12` */
  readonly name: string;
  readonly document: vscode.TextDocument;
  readonly offset: number;
  readonly text: string;
}

/** The selection where there is one, else the array at the caret; undefined where there is neither. */
export function textInEditor(): TextInDocument | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const named = (offset: number, text: string): TextInDocument => {
    const line = document.positionAt(offset).line + 1;
    return { name: `${posix.basename(document.uri.path)}:${line}`, document, offset, text };
  };
  if (!selection.isEmpty) return named(document.offsetAt(selection.start), document.getText(selection));
  const text = document.getText();
  const found = enclosingArray(text, document.offsetAt(selection.active));
  return found && named(found.start, text.slice(found.start, found.end));
}

/** The tensor of the selection or at the caret. Throws what `readText` does. */
export function subjectInEditor(): Subject | undefined {
  const found = textInEditor();
  return found && subjectInText(found);
}

/** As many lines and columns as stand before a place: behind them, a refusal names the place in the document. */
export function paddingOf({ document, offset }: Pick<TextInDocument, 'document' | 'offset'>): string {
  const { line, character } = document.positionAt(offset);
  return '\n'.repeat(line) + ' '.repeat(character);
}

/** The tensor in a part of a document. Throws what `readText` does. */
export function subjectInText({ name, document, offset, text }: TextInDocument): Subject {
  const padding = paddingOf({ document, offset });
  const reading = readText(padding + text);
  const shift = offset - padding.length;
  const [start, end] = [reading.start + shift, reading.end + shift];
  const place = { document, version: document.version, start, end, reading };
  return { name, opened: openedText(reading), kind: null, place };
}

/** What is on the clipboard, as text. Throws what `readText` does. */
export async function subjectOnClipboard(): Promise<Subject> {
  const opened = openedText(readText(await vscode.env.clipboard.readText()));
  return { name: 'clipboard', opened, kind: null, place: null };
}

/** The tensor of the inspector in front, whole. */
export function subjectInspected(inspectors: OpenInspectors): Subject | undefined {
  const looked = inspectors.active;
  if (looked === undefined) return undefined;
  const { name, document } = looked;
  const { opened, classAxis, kind } = document;
  return { name, opened: { ...opened, classAxis }, kind, place: null };
}

/** The row that is shown in the inspector in front, where its tensor has several. */
export async function rowInspected(inspectors: OpenInspectors, signal: AbortSignal): Promise<Subject | undefined> {
  const looked = inspectors.active;
  if (looked === undefined || looked.document.lanes.rowCount < 2) return undefined;
  const { document, row } = looked;
  const { opened, classAxis, kind, lanes } = document;
  const name = `${looked.name} ${expressionOf(lanes.rowIndex(row), classAxis)}`;
  return { name, opened: await rowOf(opened, classAxis, row, signal), kind, place: null };
}

/** One row of a tensor as a tensor of its own. */
export async function rowOf(
  { format, tensor, classNames, uncertainty }: OpenedTensor,
  classAxis: number,
  row: number,
  signal: AbortSignal,
): Promise<OpenedTensor> {
  const values = await new Lanes(tensor, classAxis).readRows(row, row + 1, signal);
  const { dtype } = tensor;
  const rowTensor = memoryTensor({ shape: [values.length], dtype, values: storedCompactly(dtype, values) });
  return {
    format,
    tensor: tensorSourceOf(rowTensor),
    notices: [],
    ...(classNames && { classNames }),
    ...(uncertainty && { uncertainty }),
  };
}

/** What a command says that finds nothing to work on. */
export function nothingFound(): UserError {
  return new UserError(
    'not-found',
    'There is no array here. Select one in an editor, put the caret into it, or open a tensor in the inspector.',
  );
}
