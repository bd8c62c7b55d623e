import { posix } from 'node:path';
import * as vscode from 'vscode';
import { jsonViewType, npyViewType } from './editor.js';
import { textOrigin } from './fileOrigin.js';
import type { Log } from './log.js';
import { openPanel } from './panel.js';

/** What the commands need of the extension. */
export interface CommandContext {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** Every command that `package.json` contributes, by its name. */
export const commands = {
  'logitsInspector.open': open,
  'logitsInspector.showLog': ({ log }) => log.show(),
} satisfies Record<string, (context: CommandContext, ...rest: unknown[]) => Promise<void> | void>;

/** Registers the table. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const registered = Object.entries<(context: CommandContext, ...rest: unknown[]) => Promise<void> | void>(
    commands,
  ).map(([name, run]) => vscode.commands.registerCommand(name, (...rest: unknown[]) => run(context, ...rest)));
  return vscode.Disposable.from(...registered);
}

/**
 * Opens the inspector on the file of the menu or of the active editor; where its text is not saved, on the text as it
 * stands, beside it.
 */
async function open(context: CommandContext, argument?: unknown): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : activeUri();
  if (uri === undefined) {
    const [chosen] =
      (await vscode.window.showOpenDialog({ title: 'Open logits', filters: { Logits: ['npy', 'json'] } })) ?? [];
    if (chosen !== undefined) await openFileEditor(chosen);
    return;
  }
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString() && (document.isUntitled || document.isDirty),
  );
  if (unsaved === undefined) await openFileEditor(uri);
  else openPanel(context.extensionUri, textOrigin(posix.basename(uri.path), unsaved.getText()), context.log);
}

async function openFileEditor(uri: vscode.Uri): Promise<void> {
  const viewType = uri.path.toLowerCase().endsWith('.npy') ? npyViewType : jsonViewType;
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
}

function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const named = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return named ? input.uri : vscode.window.activeTextEditor?.document.uri;
}
