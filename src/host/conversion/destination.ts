import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import type { WrittenText } from './formChoice.js';
import type { TextPlace } from '../subject.js';

/** A text that was made, and where it may go. */
export interface Result {
  /** What it is: `Probabilities of scores.py:3`. */
  readonly title: string;
  /** The text for the clipboard or a document of its own; asked for when one of these is chosen. Undefined: the user gave up. */
  text(): Promise<WrittenText | undefined>;
  /** The text in place of what it was made of, or why that cannot be; undefined where that stands in no document. */
  readonly inPlace: { readonly place: TextPlace; readonly text: string } | UserError | undefined;
}

type Destination = 'place' | 'clipboard' | 'document';

/** The last choice comes first. */
let latest: Destination = 'place';

/** Asks where a result goes, and puts it there. Answers whether it did. */
export async function deliver(result: Result): Promise<boolean> {
  const { title, inPlace } = result;
  const refusal = inPlace instanceof UserError ? inPlace.message : undefined;
  const items = [
    ...(inPlace === undefined || inPlace instanceof UserError
      ? []
      : [{ label: '$(replace) Replace in Place', destination: 'place' as const }]),
    { label: '$(copy) Copy to Clipboard', destination: 'clipboard' as const },
    { label: '$(new-file) Open as New Document', destination: 'document' as const },
  ];
  items.sort((a, b) => Number(b.destination === latest) - Number(a.destination === latest));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: refusal === undefined ? 'Where to?' : `Not in place: ${refusal}`,
  });
  if (chosen === undefined) return false;
  latest = chosen.destination;
  if (chosen.destination === 'place') {
    if (inPlace === undefined || inPlace instanceof UserError) return false;
    await replace(inPlace.place, inPlace.text);
    return true;
  }
  const made = await result.text();
  if (made === undefined) return false;
  if (chosen.destination === 'clipboard') {
    await vscode.env.clipboard.writeText(made.text);
    vscode.window.setStatusBarMessage(`$(copy) ${title}: copied`, 4000);
    return true;
  }
  const document = await vscode.workspace.openTextDocument({ content: `${made.text}\n`, language: made.languageId });
  await vscode.window.showTextDocument(document, { preview: false });
  return true;
}

/** Puts a text in the place of another, as one edit to undo. */
async function replace({ document, version, start, end }: TextPlace, text: string): Promise<void> {
  if (document.isClosed || document.version !== version) {
    throw new UserError('changed', 'The text changed meanwhile, and was left as it is: convert it again.');
  }
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError('bad-option', 'This document cannot be edited: copy the result, or open it as a new document.');
  }
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  if (editor === undefined) return;
  editor.selection = new vscode.Selection(range.start, document.positionAt(start + text.length));
}
