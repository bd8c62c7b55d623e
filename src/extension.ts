import * as vscode from 'vscode';
import * as api from './api.js';
import { registerCommands } from './host/commands.js';
import { CrewOfWindow } from './host/crewOfWindow.js';
import { jsonViewType, npyViewType, TensorEditor } from './host/editor.js';
import { PickedLabels } from './host/fileOrigin.js';
import { Log } from './host/log.js';

/** Constructs and registers; answers the public API. */
export function activate(context: vscode.ExtensionContext): typeof api {
  const log = new Log();
  const crew = new CrewOfWindow(context.extensionUri);
  const editor = new TensorEditor(context.extensionUri, new PickedLabels(context.workspaceState), log, crew);
  context.subscriptions.push(
    log,
    crew,
    vscode.window.registerCustomEditorProvider(npyViewType, editor),
    vscode.window.registerCustomEditorProvider(jsonViewType, editor),
    registerCommands({ extensionUri: context.extensionUri, log }),
  );
  return api;
}
