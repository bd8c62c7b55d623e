import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';

/**
 * Writes a file whole or not at all: on a disk into another beside it, which takes its name when it is complete. Elsewhere the bytes are
 * gathered first, up to `mostGathered`. Rejects with a `UserError` (`unreadable`, `too-large`), or as the chunks do.
 */
export async function writeWhole(
  uri: vscode.Uri,
  chunks: AsyncIterable<Uint8Array>,
  mostGathered: number,
): Promise<number> {
  return uri.scheme === 'file' ? writeBeside(uri.fsPath, chunks) : writeGathered(uri, chunks, mostGathered);
}

async function writeBeside(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const unfinished = join(dirname(path), `.${randomUUID()}.unfinished`);
  let size = 0;
  const file = await told(path, open(unfinished, 'wx'));
  try {
    try {
      for await (const chunk of chunks) {
        await told(path, file.writeFile(chunk));
        size += chunk.length;
      }
      await told(path, file.sync());
    } finally {
      await file.close();
    }
    await told(path, rename(unfinished, path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return size;
}

async function writeGathered(uri: vscode.Uri, chunks: AsyncIterable<Uint8Array>, most: number): Promise<number> {
  const gathered: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) {
      throw new UserError(
        'too-large',
        `Files that are not on a disk are written at once, up to ${most} bytes (the setting logitsInspector.wholeFileLimit). Choose a folder on a disk.`,
      );
    }
    gathered.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of gathered) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  await told(uri.path, vscode.workspace.fs.writeFile(uri, bytes));
  return size;
}

/** A fault of the disk as a refusal. */
async function told<T>(path: string, work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      'unreadable',
      `${path} could not be written: ${why}. Nothing was left of it; choose another place.`,
    );
  }
}
