import { posix } from 'node:path';
import * as vscode from 'vscode';
import { softmax } from '../core/softmax.js';
import { UserError } from '../core/userError.js';
import { readText } from '../formats/text/parseText.js';
import { rowAsLogits } from '../inspector/hover/hoverCard.js';
import { InspectorPanel, type PanelContext } from './panel.js';
import { printedOrigin } from './printedOrigin.js';
import { fromTextPlace, type TextPlace } from './textPlace.js';
import { withoutFile } from './webviewSession.js';

/** What a row's command is given: where its array is, and which it is. */
interface RowPlace extends TextPlace {
  readonly row: number;
}

/** Opens the inspector on the array at a `TextPlace`. */
export async function openText(context: PanelContext, argument: unknown): Promise<void> {
  const { text, name } = await textAt(argument);
  readText(text);
  new InspectorPanel(context, printedOrigin(name, text), withoutFile, false);
}

/** Puts the probabilities of a row of the array at a `TextPlace` on the clipboard, with every digit. */
export async function copyProbabilities(_context: PanelContext, argument: unknown): Promise<void> {
  const { text } = await textAt(argument);
  const { row = 0 } = (argument ?? {}) as Partial<RowPlace>;
  const probabilities = softmax(rowAsLogits(readText(text).tensor, row));
  await vscode.env.clipboard.writeText(`[${probabilities.join(', ')}]`);
  vscode.window.setStatusBarMessage(`Copied ${probabilities.length} probabilities`, 3000);
}

/** What stands at a `TextPlace` now, and what to call it: `train.py:12`. Whoever gives no place has the selection. */
async function textAt(argument: unknown): Promise<{ readonly text: string; readonly name: string }> {
  const place = fromTextPlace(argument);
  if (place === undefined) {
    throw new UserError('bad-option', 'This command needs an array in a document: hover one, and click there.');
  }
  const { uri, range } = place;
  const document = await vscode.workspace.openTextDocument(uri);
  return { text: document.getText(range), name: `${posix.basename(uri.path)}:${range.start.line + 1}` };
}
