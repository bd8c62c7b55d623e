import * as vscode from 'vscode';
import type { TensorOrigin } from '../inspector/origin.js';
import type { Log } from './log.js';
import { WebviewSession, withoutFile } from './webviewSession.js';

/** Opens the inspector beside the active editor on a tensor that is in no file. */
export function openPanel(extensionUri: vscode.Uri, origin: TensorOrigin, log: Log): void {
  const panel = vscode.window.createWebviewPanel(
    'logitsInspector.panel',
    origin.name,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
    {},
  );
  const session = new WebviewSession(panel.webview, extensionUri, origin, withoutFile, log);
  panel.onDidDispose(() => session.dispose());
}
