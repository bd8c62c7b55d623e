import * as vscode from 'vscode';

const MEBIBYTE = 1024 * 1024;

/** The settings, read anew at each question so that a change counts at once. Sizes in bytes. */
export const settings = {
  /** Files that cannot be read by ranges (not on this machine's disk) are read whole up to this size. */
  wholeFileLimitBytes: (): number => megabytes('wholeFileLimit', 256),
  /** The rows of larger files are checked only when asked. */
  automaticCheckLimitBytes: (): number => megabytes('automaticCheckLimit', 64),
  /** For each debug type a template; whoever uses one checks it. */
  debugTemplates: (): unknown => vscode.workspace.getConfiguration('logitsInspector').get<unknown>('debugTemplates'),
};

function megabytes(key: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('logitsInspector').get<unknown>(key);
  const valid = typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return (valid ? value : otherwise) * MEBIBYTE;
}
