import * as vscode from 'vscode';
import type { ConvertedTable } from '../../conversion/conversion.js';
import { forms } from '../../conversion/forms/forms.js';
import { csvOfTable, markdownOfTable } from '../../conversion/tableText.js';
import type { Tensor } from '../../core/tensor.js';

/** A text that was written, and the language that it is in. */
export interface WrittenText {
  readonly text: string;
  readonly languageId: string;
}

/** The form that was chosen last comes first. */
let latest: string | undefined;

/** Asks in which form a tensor is to be written, and writes it; undefined when the user gives up. */
export async function pickForm(title: string, tensor: Tensor): Promise<WrittenText | undefined> {
  const items = forms.map((form) => ({ label: form.title, form }));
  items.sort((a, b) => Number(b.form.id === latest) - Number(a.form.id === latest));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Written as' });
  if (chosen === undefined) return undefined;
  latest = chosen.form.id;
  return { text: chosen.form.write(tensor), languageId: chosen.form.languageId };
}

/** The same for a table of columns. */
export async function pickTableForm(title: string, table: ConvertedTable): Promise<WrittenText | undefined> {
  const items = [
    { label: 'Markdown table', languageId: 'markdown', write: markdownOfTable },
    { label: 'CSV', languageId: 'csv', write: csvOfTable },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Written as' });
  return chosen && { text: chosen.write(table), languageId: chosen.languageId };
}
