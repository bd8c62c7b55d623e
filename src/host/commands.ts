import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../core/userError.js';
import { textAtPlace } from './arrayPlace.js';
import { copyProbabilities } from './copyProbabilities.js';
import { jsonViewType, npyViewType } from './editor.js';
import { textOrigin } from './fileOrigin.js';
import type { conversionCommands } from './conversion/commands.js';
import type { DebugInspector } from './debugger/debugInspector.js';
import type { Diagnosis } from './debugger/diagnosis.js';
import type { Pointers } from './debugger/pointers.js';
import { compareWithClipboard } from './comparison.js';
import { InspectorPanel, type PanelContext } from './panel.js';
import { nothingFound, paddingOf, textInEditor } from './subject.js';
import { withoutFile } from './webviewSession.js';

/** What the commands need of the extension. */
export interface CommandContext extends PanelContext {
  readonly debugInspector: DebugInspector;
  readonly diagnosis: Diagnosis;
  readonly pointers: Pointers;
}

type Command = (context: CommandContext, argument?: unknown) => Promise<void> | void;

/** Every command that `package.json` contributes, by its name. */
export const commands = {
  'logitsInspector.open': open,
  'logitsInspector.inspectVariable': ({ debugInspector }, argument) => debugInspector.inspectVariable(argument),
  'logitsInspector.inspectAtCaret': ({ debugInspector }) => debugInspector.inspectAtCaret(),
  'logitsInspector.inspectExpression': ({ debugInspector }) => debugInspector.inspectExpression(),
  'logitsInspector.inspectClipboard': ({ debugInspector }) => debugInspector.inspectClipboard(),
  'logitsInspector.inspectSelection': inspectSelection,
  'logitsInspector.compareWithClipboard': (context) => compareWithClipboard(context),
  'logitsInspector.convert': converting('values'),
  'logitsInspector.convertForm': converting('form'),
  'logitsInspector.writeProgram': converting('program'),
  'logitsInspector.convertFile': converting('file'),
  'logitsInspector.inspectDebugClipboard': ({ debugInspector }) => debugInspector.inspectClipboard(),
  'logitsInspector.copyProbabilities': (_context, argument) => copyProbabilities(argument),
  'logitsInspector.changePointer': ({ pointers }) => pointers.change(),
  'logitsInspector.diagnose': ({ diagnosis }) => diagnosis.run(),
  'logitsInspector.showLog': ({ log }) => log.show(),
} satisfies Record<string, Command>;

/** A command that converts; what does is loaded with the first of them. */
function converting(name: keyof typeof conversionCommands): Command {
  return async (context, argument) => {
    const loaded = await import('./conversion/commands.js');
    await loaded.conversionCommands[name](context, argument);
  };
}

/** Registers the table. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const registered = Object.entries<Command>(commands).map(([name, run]) =>
    vscode.commands.registerCommand(name, async (argument: unknown) => {
      try {
        await run(context, argument);
      } catch (error) {
        await tell(context, error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Says why a command could not do what was asked, with the way to find out more. */
async function tell({ log, diagnosis }: CommandContext, error: unknown): Promise<void> {
  const { kind, message } = log.tell(error);
  const isOfDebugging = error instanceof UserError && debuggingCodes.has(error.code);
  const more = isOfDebugging ? 'Diagnose' : 'Show Log';
  const said = kind === 'user' ? message : `Logits Inspector could not do this: ${message}`;
  if ((await vscode.window.showErrorMessage(said, more)) === undefined) return;
  if (isOfDebugging) await diagnosis.run();
  else log.show();
}

/** Refusals that the state of the program and its debugger may explain. */
const debuggingCodes: ReadonlySet<string> = new Set(['not-found', 'no-data', 'changed', 'debugger', 'session-ended']);

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
  else new InspectorPanel(context, textOrigin(posix.basename(uri.path), unsaved.getText()), withoutFile, false);
}

/** Inspects the array at an `ArrayPlace`, else the selection, or the array at the caret. */
async function inspectSelection({ debugInspector }: CommandContext, argument?: unknown): Promise<void> {
  const found = (await textAtPlace(argument)) ?? textInEditor();
  if (found === undefined) throw nothingFound();
  await debugInspector.inspectText(found.name, paddingOf(found) + found.text);
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
