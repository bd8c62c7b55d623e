import * as vscode from 'vscode';
import * as api from './api.js';
import { registerCommands } from './host/commands.js';
import { CrewOfWindow } from './host/crewOfWindow.js';
import { DebugInspector } from './host/debugger/debugInspector.js';
import { DebugSessions } from './host/debugger/debugSessions.js';
import { Diagnosis } from './host/debugger/diagnosis.js';
import { InlineValues } from './host/debugger/inlineValues.js';
import { PinStatus } from './host/debugger/pinStatus.js';
import { Pointers } from './host/debugger/pointers.js';
import { jsonViewType, npyViewType, TensorEditor } from './host/editor.js';
import { PickedLabels } from './host/fileOrigin.js';
import { LogitsHover } from './host/hover.js';
import { Log } from './host/log.js';
import { OpenInspectors } from './host/openInspectors.js';

/** Constructs and registers; answers the public API. */
export function activate({ extensionUri, workspaceState: memory, subscriptions }: vscode.ExtensionContext): typeof api {
  const log = new Log();
  const crew = new CrewOfWindow(extensionUri);
  const picked = new PickedLabels(memory);
  const inspectors = new OpenInspectors();
  const panels = { extensionUri, log, crew, inspectors };
  const editor = new TensorEditor(panels, picked);
  const sessions = new DebugSessions();
  const pointers = new Pointers(memory);
  const debugInspector = new DebugInspector({ ...panels, sessions, pointers, picked, memory });
  const diagnosis = new Diagnosis({ sessions, debugInspector, pointers, log });
  subscriptions.push(
    log,
    crew,
    sessions,
    pointers,
    debugInspector,
    new PinStatus(debugInspector),
    new InlineValues(debugInspector),
    new LogitsHover(log),
    vscode.window.registerCustomEditorProvider(npyViewType, editor),
    vscode.window.registerCustomEditorProvider(jsonViewType, editor),
    registerCommands({ ...panels, debugInspector, diagnosis, pointers }),
  );
  return api;
}
