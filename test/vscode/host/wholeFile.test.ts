import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../../src/core/userError.js';
import { writeWhole } from '../../../src/host/conversion/wholeFile.js';

const encoder = new TextEncoder();

async function* chunks(...texts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await Promise.resolve();
    if (text instanceof Error) throw text;
    yield encoder.encode(text);
  }
}

describe('a file that is written', () => {
  let folder: string;
  const place = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'written ')));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is there whole, in place of what was there', async () => {
    await writeFile(place('a.csv').fsPath, 'old and longer than the new');
    assert.equal(await writeWhole(place('a.csv'), chunks('1,2\n', '3,4\n'), 0), 8);
    assert.equal(await readFile(place('a.csv').fsPath, 'utf8'), '1,2\n3,4\n');
  });

  it('leaves what was there, and nothing else, when its numbers cannot be had midway', async () => {
    await writeFile(place('b.csv').fsPath, 'old');
    const gone = new UserError('session-ended', 'The session ended.');
    await assert.rejects(writeWhole(place('b.csv'), chunks('1,2\n', gone), 0), gone);
    assert.equal(await readFile(place('b.csv').fsPath, 'utf8'), 'old');
    assert.deepEqual((await readdir(folder)).sort(), ['a.csv', 'b.csv']);
  });

  it('is refused in a sentence where there is no such folder, or a folder of its name', async () => {
    await assert.rejects(writeWhole(place('none/c.csv'), chunks('1'), 0), /could not be written/);
    await assert.rejects(writeWhole(vscode.Uri.file(folder), chunks('1'), 0), { code: 'unreadable' });
    assert.deepEqual((await readdir(folder)).sort(), ['a.csv', 'b.csv']);
  });

  it('on no disk is gathered up to the limit, and refused above it', async () => {
    const files = new Map<string, Uint8Array>();
    const none = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const provider = vscode.workspace.registerFileSystemProvider('written', {
      onDidChangeFile: none.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: () => {
        throw vscode.FileSystemError.FileNotFound();
      },
      readDirectory: () => [],
      createDirectory: () => undefined,
      readFile: (uri) => files.get(uri.path) ?? new Uint8Array(),
      writeFile: (uri, content) => void files.set(uri.path, content),
      delete: () => undefined,
      rename: () => undefined,
    });
    try {
      const uri = vscode.Uri.parse('written:/d.csv');
      await assert.rejects(writeWhole(uri, chunks('1,2\n', '3,4\n'), 7), { code: 'too-large' });
      assert.equal(files.size, 0);
      assert.equal(await writeWhole(uri, chunks('1,2\n', '3,4\n'), 8), 8);
      assert.equal(new TextDecoder().decode(files.get('/d.csv')), '1,2\n3,4\n');
    } finally {
      provider.dispose();
    }
  });
});
