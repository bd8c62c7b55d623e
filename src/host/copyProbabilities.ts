import * as vscode from 'vscode';
import { softmax } from '../core/softmax.js';
import { readText } from '../formats/text/parseText.js';
import { rowAsLogits } from '../inspector/hover/hoverCard.js';
import { type ArrayPlace, textAtPlace } from './arrayPlace.js';
import { nothingFound } from './subject.js';

/** A row of an array in a document. */
export interface RowPlace extends ArrayPlace {
  readonly row: number;
}

/** Puts the probabilities of the row at a `RowPlace` on the clipboard, with every digit. Throws what `readText` does. */
export async function copyProbabilities(argument: unknown): Promise<void> {
  const found = await textAtPlace(argument);
  if (found === undefined) throw nothingFound();
  const { row = 0 } = argument as Partial<RowPlace>;
  const probabilities = softmax(rowAsLogits(readText(found.text).tensor, row));
  await vscode.env.clipboard.writeText(`[${probabilities.join(', ')}]`);
  vscode.window.setStatusBarMessage(`Copied ${probabilities.length} probabilities`, 3000);
}
