import * as vscode from 'vscode';
import type { HoverLimits } from '../inspector/hover/hoverCard.js';

const MEBIBYTE = 1024 * 1024;

/** The settings, read anew at each question so that a change counts at once. Sizes in bytes. */
export const settings = {
  /** Files that cannot be read by ranges (not on this machine's disk) are read whole up to this size. */
  wholeFileLimitBytes: (): number => megabytes('wholeFileLimit', 256),
  /** The rows of larger files are checked only when asked. */
  automaticCheckLimitBytes: (): number => megabytes('automaticCheckLimit', 64),
  /** For each debug type a template; whoever uses one checks it. */
  debugTemplates: (): unknown => vscode.workspace.getConfiguration('logitsInspector').get<unknown>('debugTemplates'),
  hover: {
    /** Whether arrays in documents of a language are looked at. */
    isWantedIn: (language: string): boolean => {
      const own = vscode.workspace.getConfiguration('logitsInspector.hover');
      const listed = names(own.get<unknown>('languages'));
      const isListed = listed.length === 0 || listed.includes(language);
      return (
        own.get<unknown>('enabled') !== false &&
        isListed &&
        !names(own.get<unknown>('excludedLanguages')).includes(language)
      );
    },
    limits: (): HoverLimits => ({
      minimumLength: count('hover.minimumLength', 2),
      maximumLength: count('hover.maximumLength', 20_000),
    }),
  },
  /** The size of the editor's letters, in pixels. */
  editorFontSize: (document: vscode.TextDocument): number => {
    const size = vscode.workspace.getConfiguration('editor', document).get<unknown>('fontSize');
    return typeof size === 'number' && size >= 6 && size <= 100 ? size : 14;
  },
};

function names(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function count(key: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('logitsInspector').get<unknown>(key);
  return typeof value === 'number' && value >= 1 ? value : otherwise;
}

function megabytes(key: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('logitsInspector').get<unknown>(key);
  const valid = typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return (valid ? value : otherwise) * MEBIBYTE;
}
