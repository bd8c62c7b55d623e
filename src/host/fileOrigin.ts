import { posix } from 'node:path';
import * as vscode from 'vscode';
import { memorySource } from '../formats/memorySource.js';
import { bytesOrigin, type LabelFile, type OpenedOrigin, type TensorOrigin } from '../inspector/origin.js';
import { isFile, openFile } from './fileSource.js';
import { settings } from './settings.js';

/** The label files that are looked for beside `NAME.npy`: class names or targets, by their content. */
const siblingEndings = ['.labels.json', '.labels.txt', '.labels.npy'];

/** A tensor in a file, with the label files beside it and the one that the user picked. */
export class FileOrigin implements TensorOrigin {
  readonly name: string;
  readonly place: string;

  constructor(
    readonly uri: vscode.Uri,
    private readonly picked: PickedLabels,
  ) {
    this.name = posix.basename(uri.path);
    this.place = placeOf(vscode.Uri.joinPath(uri, '..'));
  }

  async open(): Promise<OpenedOrigin> {
    const limit = settings.wholeFileLimitBytes();
    const file = await openFile(this.uri, limit);
    const picked = this.picked.of(this.uri);
    const candidates = [...(picked === undefined ? [] : [picked]), ...this.siblings()];
    const present = await Promise.all(candidates.map(isFile));
    const labels = await Promise.all(
      candidates
        .filter((_, position) => present[position])
        .map(async (uri) => ({
          name: posix.basename(uri.path),
          isPicked: uri === picked,
          ...(await openFile(uri, limit)),
        })),
    );
    const version = [file, ...labels].map((each) => each.version).join('|');
    return bytesOrigin(this.name, file.source, labels, version);
  }

  /** Where label files may appear beside the tensor; watched as the tensor itself is. */
  siblings(): readonly vscode.Uri[] {
    const stem = this.name.replace(/\.[^.]*$/, '');
    return siblingEndings.map((ending) => vscode.Uri.joinPath(this.uri, '..', stem + ending));
  }
}

/** A folder for a person: from its workspace folder on where it is in one. */
function placeOf(folder: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(folder);
  if (root === undefined) return folder.scheme === 'file' ? folder.fsPath : folder.toString(true);
  return folder.path === root.uri.path ? root.name : `${root.name}/${posix.relative(root.uri.path, folder.path)}`;
}

/** Text that is in no file, or not yet: an unsaved document. */
export function textOrigin(name: string, text: string): TensorOrigin {
  const source = memorySource(new TextEncoder().encode(text));
  return { name, place: 'unsaved text', open: () => Promise.resolve(bytesOrigin(name, source, [], 'once')) };
}

/** Which file of labels the user picked for which tensor, remembered with the workspace. */
export class PickedLabels {
  constructor(private readonly memory: vscode.Memento) {}

  of(tensor: vscode.Uri): vscode.Uri | undefined {
    const picked = this.memory.get<unknown>(keyOf(tensor));
    return typeof picked === 'string' ? vscode.Uri.parse(picked) : undefined;
  }

  /** The picked file itself, for a tensor that has none beside it. */
  async open(tensor: vscode.Uri): Promise<LabelFile[]> {
    const picked = this.of(tensor);
    if (picked === undefined || !(await isFile(picked))) return [];
    const { source } = await openFile(picked, settings.wholeFileLimitBytes());
    return [{ name: posix.basename(picked.path), isPicked: true, source }];
  }

  /** Asks for a file, in that folder at first; answers whether one was taken. */
  async pick(tensor: vscode.Uri, folder: vscode.Uri | undefined): Promise<boolean> {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title: 'Class names or targets',
        openLabel: 'Use as Labels',
        ...(folder && { defaultUri: folder }),
        filters: { 'Class names or targets': ['json', 'txt', 'npy'] },
      })) ?? [];
    if (chosen === undefined) return false;
    await this.memory.update(keyOf(tensor), chosen.toString());
    return true;
  }
}

function keyOf(tensor: vscode.Uri): string {
  return `labels:${tensor.toString()}`;
}
