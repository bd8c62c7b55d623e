import { posix } from 'node:path';
import * as vscode from 'vscode';
import { shapeText } from '../../core/shapeText.js';
import { UserError } from '../../core/userError.js';
import type { FileContent, FileForm } from '../../conversion/files/fileForm.js';
import { fileForms } from '../../conversion/files/fileForms.js';
import type { OpenedTensor } from '../../formats/format.js';
import { readText } from '../../formats/text/parseText.js';
import { openFile } from '../fileSource.js';
import { openTensor } from '../../formats/open.js';
import type { OpenInspectors } from '../openInspectors.js';
import { openedText } from '../printedOrigin.js';
import { settings } from '../settings.js';
import { subjectInspected } from '../subject.js';
import { writeWhole } from './wholeFile.js';

/** What is to be written, and where its name and folder suggest to put it. */
interface Source {
  readonly name: string;
  readonly opened: OpenedTensor;
  readonly beside: vscode.Uri | undefined;
}

/** Writes a file of the menu, the tensor of the inspector in front, or a file that is asked for, as a file of another format. */
export async function convertFile(inspectors: OpenInspectors, argument: unknown): Promise<void> {
  const source = argument instanceof vscode.Uri ? await fromFile(argument) : await fromInspectorOrDialog(inspectors);
  if (source === undefined) return;
  const content = contentOf(source.opened);
  const form = await pickFileForm(source, content);
  if (form === undefined) return;
  const stem =
    posix
      .basename(source.name)
      .replace(/\.[^.]*$/, '')
      .replaceAll(/[^\w.-]+/g, '_') || 'logits';
  const folder = source.beside ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: `${source.name} as ${form.title}`,
    saveLabel: 'Write',
    filters: { [form.title]: [form.extension] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${stem}.${form.extension}`) }),
  });
  if (target !== undefined) await write(source, content, form, target);
}

async function write(source: Source, content: FileContent, form: FileForm, target: vscode.Uri): Promise<void> {
  const name = posix.basename(target.path);
  const controller = new AbortController();
  const { signal } = controller;
  const size = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Writing ${name}`, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      let told = 0;
      const onProgress = (done: number, total: number): void => {
        const percent = Math.floor((100 * done) / Math.max(1, total));
        if (percent > told) progress.report({ increment: percent - told, message: `${percent} %` });
        told = Math.max(told, percent);
      };
      try {
        return await writeWhole(target, form.write(content, { signal, onProgress }), settings.wholeFileLimitBytes());
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
  );
  if (size === undefined) return;
  const notes = [...form.notes(content), ...source.opened.notices.map(({ message }) => message)];
  const open = 'Open';
  const said = [`${name} was written: ${size.toLocaleString('en-US')} bytes.`, ...notes].join(' ');
  // Whoever reads this may take his time: the command is over.
  void vscode.window.showInformationMessage(said, open).then(async (chosen) => {
    if (chosen === open) await vscode.commands.executeCommand('vscode.open', target);
  });
}

async function pickFileForm({ name, opened }: Source, content: FileContent): Promise<FileForm | undefined> {
  const forms: readonly FileForm[] = fileForms;
  const items = forms
    .filter(({ extension }) => !name.toLowerCase().endsWith(`.${extension}`))
    .map((form) => ({ label: form.title, detail: form.notes(content).join(' '), form }));
  const { dtype, shape } = opened.tensor;
  const title = `${name}: ${dtype} ${shapeText(shape)}`;
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Write as' }))?.form;
}

function contentOf({ tensor, classAxis, classNames, targets }: OpenedTensor): FileContent {
  return {
    source: tensor,
    ...(classAxis !== undefined && { classAxis }),
    ...(classNames && { classNames }),
    ...(targets && { targets }),
  };
}

async function fromInspectorOrDialog(inspectors: OpenInspectors): Promise<Source | undefined> {
  const inspected = subjectInspected(inspectors);
  if (inspected !== undefined) return { name: inspected.name, opened: inspected.opened, beside: folderOfActiveTab() };
  const filters = { Tensors: ['npy', 'json', 'csv', 'tsv', 'txt'] };
  const [chosen] = (await vscode.window.showOpenDialog({ title: 'Convert which file?', filters })) ?? [];
  return chosen && fromFile(chosen);
}

function folderOfActiveTab(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? vscode.Uri.joinPath(input.uri, '..') : undefined;
}

/** A file of numbers: a format of its own, or text as a program prints it. */
async function fromFile(uri: vscode.Uri): Promise<Source> {
  const limit = settings.wholeFileLimitBytes();
  const name = posix.basename(uri.path);
  const beside = vscode.Uri.joinPath(uri, '..');
  const { source } = await openFile(uri, limit);
  if (/\.(npy|json)$/i.test(name)) return { name, opened: await openTensor(source, name, {}), beside };
  if (source.size > limit) {
    throw new UserError(
      'too-large',
      `${name} has ${source.size} bytes, and text is read whole, up to ${limit} bytes (the setting logitsInspector.wholeFileLimit).`,
    );
  }
  const text = new TextDecoder().decode(await source.read(0, source.size));
  return { name, opened: openedText(readText(text)), beside };
}
