import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { UserError } from '../core/userError.js';
import type { ByteSource } from '../formats/byteSource.js';
import { memorySource } from '../formats/memorySource.js';

/** A file's bytes, and a word that changes whenever the file does. */
export interface FileBytes {
  readonly source: ByteSource;
  readonly version: string;
}

/**
 * Opens a file for reading: by ranges where it is on this machine's disk, else whole up to `wholeLimitBytes`.
 * Refuses with `unreadable` what cannot be read and with `too-large` what is above the limit.
 */
export async function openFile(uri: vscode.Uri, wholeLimitBytes: number): Promise<FileBytes> {
  return uri.scheme === 'file' ? openLocal(uri) : openWhole(uri, wholeLimitBytes);
}

/** Whether a file is there and is a file. */
export async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false; // Missing, or not to be looked at: for whoever asks this, both mean "not there".
  }
}

async function openLocal(uri: vscode.Uri): Promise<FileBytes> {
  const path = uri.fsPath;
  const opened = await identify(path);
  const source: ByteSource = {
    size: opened.size,
    read: async (offset, length, signal) => {
      const bytes = new Uint8Array(length);
      await readRange(path, opened, offset, bytes, signal);
      return bytes;
    },
    readInto: (offset, out, signal) => readRange(path, opened, offset, out, signal),
  };
  return { source, version: versionOf(opened) };
}

interface Identity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

function versionOf(identity: Identity): string {
  return `${identity.size}:${identity.mtimeMs}:${identity.ino}`;
}

async function identify(path: string): Promise<Identity> {
  return withFile(path, async (file) => {
    const stat = await file.stat();
    if (!stat.isFile()) throw new UserError('unreadable', `${path} is not a file. Open a regular file instead.`);
    return { size: stat.size, mtimeMs: stat.mtimeMs, ino: stat.ino };
  });
}

/**
 * Each read opens the file anew: nothing is held open that would lock the file or leak, and a file that was
 * replaced is noticed instead of read on from its ghost.
 */
async function readRange(
  path: string,
  opened: Identity,
  offset: number,
  out: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const { length } = out;
  signal?.throwIfAborted();
  if (offset + length > opened.size) {
    throw new UserError(
      'truncated',
      `The file ends at byte ${opened.size}; bytes up to ${offset + length} were needed.`,
    );
  }
  return withFile(path, async (file) => {
    let done = 0;
    while (done < length) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(out, done, Math.min(length - done, 1 << 30), offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    const now = await file.stat();
    const same = now.size === opened.size && now.mtimeMs === opened.mtimeMs && now.ino === opened.ino;
    if (!same || done < length)
      throw new UserError('corrupt', 'The file changed while it was read. Open it again to see what it holds now.');
  });
}

async function withFile<T>(path: string, use: (file: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = await open(path, 'r');
    return await use(file);
  } catch (error) {
    throw asRefusal(error, path);
  } finally {
    await file?.close();
  }
}

async function openWhole(uri: vscode.Uri, limitBytes: number): Promise<FileBytes> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (stat.size > limitBytes) throw tooLarge(uri, stat.size, limitBytes);
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > limitBytes) throw tooLarge(uri, bytes.length, limitBytes);
    return { source: memorySource(bytes), version: `${stat.size}:${stat.mtime}` };
  } catch (error) {
    throw asRefusal(error, uri.toString(true));
  }
}

function tooLarge(uri: vscode.Uri, sizeBytes: number, limitBytes: number): UserError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  return new UserError(
    'too-large',
    `The file has ${megabytes(sizeBytes)}, and files on “${uri.scheme}:” can only be read whole, up to ${megabytes(limitBytes)}. ` +
      'Copy it to a local disk, or raise the setting “logitsInspector.wholeFileLimit”.',
  );
}

/** File-system errors as refusals; refusals and cancellations as they are. */
function asRefusal(error: unknown, place: string): unknown {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return reason === undefined ? error : new UserError('unreadable', `${place} ${reason}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist any more. Put it back, or close this view.',
  FileNotFound: 'does not exist any more. Put it back, or close this view.',
  EACCES: 'may not be read by you. Change its permissions and try again.',
  EPERM: 'may not be read by you. Change its permissions and try again.',
  NoPermissions: 'may not be read by you. Change its permissions and try again.',
  EISDIR: 'is a folder. Open a file in it instead.',
  FileIsADirectory: 'is a folder. Open a file in it instead.',
  EBUSY: 'is in use by another program. Try again when that is done.',
  EIO: 'could not be read: the disk reported an error. Try again, or copy the file elsewhere.',
  EMFILE: 'could not be read: too many files are open. Close some and try again.',
  Unavailable: 'cannot be reached right now. Try again later.',
};
