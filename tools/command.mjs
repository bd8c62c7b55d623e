import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { atProcessEnd } from './processEnd.mjs';

/**
 * Runs a program to its end, quietly, and returns what it printed (standard output and error together).
 * Throws a {@link CommandError} if it could not be started or ended with anything but 0.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<string>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const forget = atProcessEnd(() => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const status = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
  forget();
  if (status !== undefined) throw new CommandError(`${command} ${args[0] ?? ''} ${status}`, output);
  return output;
}

/** A program that failed: its message says which and how, and is followed by the last lines that it printed. */
export class CommandError extends Error {
  /**
   * @param {string} what
   * @param {string} output
   */
  constructor(what, output) {
    super(`${what}\n${lastLines(output, 15)}`.trimEnd());
    this.name = 'CommandError';
    /** Everything that the program printed. */
    this.output = output;
  }
}

/**
 * The last `count` lines of a text that say something.
 *
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n');
}

/**
 * The full path of a program on PATH, or undefined.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findOnPath(name) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
