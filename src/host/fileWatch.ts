import { posix } from 'node:path';
import * as vscode from 'vscode';
import { isFile } from './fileSource.js';

/** What became of a watched file. A file replaced by renaming counts as changed, not as gone. */
export type FileChange = 'changed' | 'gone';

/** Tells when a file changes, disappears or comes back, whether or not it is in the workspace. */
export function watchFile(uri: vscode.Uri, onChange: (change: FileChange) => void): vscode.Disposable {
  const folder = vscode.Uri.joinPath(uri, '..');
  // Characters that a glob pattern would read as its own are matched as themselves.
  const pattern = posix.basename(uri.path).replace(/[*?[\]{}]/g, '[$&]');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern));
  watcher.onDidChange(() => onChange('changed'));
  watcher.onDidCreate(() => onChange('changed'));
  watcher.onDidDelete(() => void isFile(uri).then((there) => onChange(there ? 'changed' : 'gone')));
  return watcher;
}
