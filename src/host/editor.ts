import * as vscode from 'vscode';
import { FileOrigin, type PickedLabels } from './fileOrigin.js';
import { type FileChange, watchFile } from './fileWatch.js';
import type { PanelContext } from './panel.js';
import { WebviewSession } from './webviewSession.js';

/** `.npy` opens in it by default. */
export const npyViewType = 'logitsInspector.npy';
/** `.json` opens in it on request: "Open With…", the editor title, the command. */
export const jsonViewType = 'logitsInspector.json';

/** The custom readonly editor of files that hold a tensor. */
export class TensorEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(
    private readonly context: PanelContext,
    private readonly picked: PickedLabels,
  ) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { uri } = document;
    const origin = new FileOrigin(uri, this.picked);
    const abilities = {
      pickLabels: () => this.picked.pick(uri, vscode.Uri.joinPath(uri, '..')),
      openAsText: async () => {
        await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
      },
    };
    const { extensionUri, log, crew, inspectors } = this.context;
    const session = new WebviewSession(panel.webview, extensionUri, origin, abilities, log, crew);
    inspectors.add(panel, session);
    const watches = [
      watchFile(uri, (change) => session.change({ state: change, message: messages[change] })),
      ...origin
        .siblings()
        .map((sibling) =>
          watchFile(sibling, () => session.change({ state: 'changed', message: 'The labels changed.' })),
        ),
    ];
    panel.onDidDispose(() => {
      vscode.Disposable.from(session, ...watches).dispose();
    });
  }
}

const messages: Readonly<Record<FileChange, string>> = {
  changed: 'The file changed on disk.',
  gone: 'The file is gone from disk. These figures are of what it held when it was last read.',
};
