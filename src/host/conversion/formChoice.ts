import * as vscode from 'vscode';
import type { Tensor } from '../../core/tensor.js';

/** The form that was chosen last comes first. */
let latest: string | undefined;

/** Asks in which form a tensor is to be written, and writes it; undefined when the user gives up. */
export async function pickForm(
  title: string,
  tensor: Tensor,
): Promise<{ readonly text: string; readonly languageId: string } | undefined> {
  const { forms } = await import('../../conversion/conversionTools.js');
  const items = forms.map((form) => ({ label: form.title, form }));
  items.sort((a, b) => Number(b.form.id === latest) - Number(a.form.id === latest));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Written as' });
  if (chosen === undefined) return undefined;
  latest = chosen.form.id;
  return { text: chosen.form.write(tensor), languageId: chosen.form.languageId };
}
