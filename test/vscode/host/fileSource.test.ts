import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../../src/core/userError.js';
import { openFile } from '../../../src/host/fileSource.js';

const MEBIBYTE = 1024 * 1024;

describe('the bytes of a file on a disk', () => {
  let folder = '';
  const place = (name: string): string => join(folder, name);
  const open = (name: string): ReturnType<typeof openFile> => openFile(vscode.Uri.file(place(name)), 0);
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'bytes '))));
  after(() => rm(folder, { recursive: true }));

  it('are read by ranges, whatever the limit for whole files', async () => {
    await writeFile(place('a'), Uint8Array.of(1, 2, 3, 4, 5));
    const { source } = await open('a');
    assert.equal(source.size, 5);
    assert.deepEqual(Array.from(await source.read(1, 3)), [2, 3, 4]);
    await assert.rejects(source.read(3, 3), refusal('truncated', 'ends at byte 5'));
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    await source.readInto?.(2, shared);
    assert.deepEqual([...shared], [3, 4, 5]);
  });

  it('are refused when the file was cut, replaced or removed since it was opened', async () => {
    await writeFile(place('cut'), new Uint8Array(100));
    const cut = await open('cut');
    await truncate(place('cut'), 10);
    await assert.rejects(cut.source.read(0, 100), refusal('corrupt', 'changed while it was read'));
    await writeFile(place('old'), new Uint8Array(100));
    const replaced = await open('old');
    await writeFile(place('new'), new Uint8Array(100));
    await rename(place('new'), place('old'));
    await assert.rejects(replaced.source.read(0, 1), refusal('corrupt', 'changed while it was read'));
    assert.notEqual((await open('old')).version, replaced.version);
    await rm(place('old'));
    await assert.rejects(replaced.source.read(0, 1), refusal('unreadable', 'does not exist any more'));
    await assert.rejects(open('old'), refusal('unreadable', 'does not exist any more'));
  });

  it('of a folder are refused', async () => {
    await assert.rejects(openFile(vscode.Uri.file(folder), 0), refusal('unreadable', 'is not a file'));
  });

  it('are not read once cancelled', async () => {
    await writeFile(place('b'), new Uint8Array(10));
    const { source } = await open('b');
    await assert.rejects(async () => source.read(0, 10, AbortSignal.abort()), { name: 'AbortError' });
  });
});

describe('the bytes of a file that is on no disk', () => {
  const files = new Map<string, Uint8Array>([
    ['/small.npy', Uint8Array.of(7, 8, 9)],
    ['/large.npy', new Uint8Array(2 * MEBIBYTE)],
  ]);
  let registration: vscode.Disposable;
  before(
    () =>
      (registration = vscode.workspace.registerFileSystemProvider('nowhere', new Nowhere(files), { isReadonly: true })),
  );
  after(() => {
    registration.dispose();
  });

  it('are read whole up to the limit', async () => {
    const { source } = await openFile(vscode.Uri.parse('nowhere:/small.npy'), MEBIBYTE);
    assert.deepEqual(Array.from(await source.read(1, 2)), [8, 9]);
  });

  it('are refused above it, with size, limit and remedy', async () => {
    const opening = openFile(vscode.Uri.parse('nowhere:/large.npy'), MEBIBYTE);
    await assert.rejects(opening, refusal('too-large', 'has 2 MB', 'up to 1 MB', 'logitsInspector.wholeFileLimit'));
  });

  it('are refused in a sentence where there are none', async () => {
    await assert.rejects(
      openFile(vscode.Uri.parse('nowhere:/missing.npy'), MEBIBYTE),
      refusal('unreadable', 'does not exist'),
    );
  });
});

function refusal(code: string, ...words: readonly string[]): (error: unknown) => boolean {
  return (error) =>
    error instanceof UserError && error.code === code && words.every((word) => error.message.includes(word));
}

/** A file system in memory, as extensions provide them. */
class Nowhere implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 1, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}
