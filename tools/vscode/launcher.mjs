#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atProcessEnd } from '../processEnd.mjs';
import { openWorkbench } from './browser.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureVSCode } from './install.mjs';
import { startServer } from './server.mjs';
import { mark } from './testsEntry.cjs';

/*
 * Stands in for the desktop program of VS Code: `runTests({ vscodeExecutablePath })` of @vscode/test-electron starts it
 * with the same arguments and takes its exit code. It runs the tests in code-server and Chromium, where neither a
 * desktop nor a download is needed.
 */

/** The longest run of tests. `VSCODE_TEST_SECONDS` says another. */
const defaultSeconds = 900;

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// A connection that Chromium or the server left half open must not keep a finished run alive.
await drained(process.stdout);
await drained(process.stderr);
process.exit();

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code of the tests
 */
async function main(args) {
  const request = parse(args);
  const log = (/** @type {string} */ line) => console.error(line);
  const [vscode, chromium] = [await ensureVSCode({ log }), await ensureChromium({ log })];
  const passedFile = path.join(os.tmpdir(), `tests-passed-${randomUUID()}`);
  atProcessEnd(() => rmSync(passedFile, { force: true }));
  const server = await startServer({
    vscode,
    auth: { kind: 'none' },
    settings: await userSettings(request.userDataDir),
    workspace: request.workspace,
    env: { TESTS_MODULE: request.tests, TESTS_PASSED_FILE: passedFile },
  });
  try {
    const code = await runTests(server, chromium, request.extensions);
    if (code === 0 && !existsSync(passedFile)) throw new Error('The extension host ended before the tests did.');
    return code;
  } finally {
    await server.close();
  }
}

/**
 * @param {import('./server.mjs').Server} server
 * @param {string} chromium
 * @param {readonly string[]} extensions
 * @returns {Promise<number>}
 */
async function runTests(server, chromium, extensions) {
  const run = outcome();
  const workbench = await openWorkbench({
    server,
    chromium,
    extensions,
    extensionTestsPath: fileURLToPath(new URL('testsEntry.cjs', import.meta.url)),
    onLog: printTestLine,
    onExit: run.finish,
  });
  workbench.page.on('crash', () => run.fail('The page of VS Code crashed.'));
  workbench.browser.on('disconnected', () => run.fail('Chromium ended before the tests did.'));
  server.exited.then((code) => run.fail(`VS Code's server ended with ${code} before the tests did.`), run.fail);
  try {
    return await run.result;
  } finally {
    await workbench.close();
  }
}

/**
 * @param {string} line
 * @param {string} type
 */
function printTestLine(line, type) {
  if (!line.startsWith(mark)) return;
  console[type === 'error' || type === 'warn' ? 'error' : 'log'](line.slice(mark.length));
}

/** What the run comes to: an exit code, a failure, or nothing within the longest time. */
function outcome() {
  const seconds = Number(process.env['VSCODE_TEST_SECONDS']) || defaultSeconds;
  /** @type {(code: number) => void} */
  let finish = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<number>} */
  const result = new Promise((...settle) => ([finish, reject] = settle));
  const fail = (/** @type {unknown} */ reason) => reject(reason instanceof Error ? reason : new Error(String(reason)));
  const late = `The tests in VS Code did not end within ${seconds} seconds, so they were stopped (VSCODE_TEST_SECONDS allows more).`;
  const timer = setTimeout(fail, seconds * 1000, late);
  void result.catch(() => {}).finally(() => clearTimeout(timer));
  return { result, finish, fail };
}

/**
 * @typedef {object} Request
 * @property {string[]} extensions
 * @property {string} tests
 * @property {string | undefined} workspace
 * @property {string | undefined} userDataDir
 */

/**
 * Takes from a desktop program's arguments those that mean something here; the others are about its window and profile.
 *
 * @param {readonly string[]} args
 * @returns {Request}
 */
function parse(args) {
  const values = (/** @type {string} */ name) =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const [tests] = values('extensionTestsPath');
  if (tests === undefined) throw new Error('launcher.mjs runs extension tests, and got no --extensionTestsPath=.');
  const opened = args.find((arg) => !arg.startsWith('-'));
  return {
    extensions: values('extensionDevelopmentPath').map((folder) => path.resolve(folder)),
    tests: path.resolve(tests),
    workspace: opened === undefined ? undefined : path.resolve(opened),
    userDataDir: values('user-data-dir')[0],
  };
}

/**
 * The settings that a caller left in its user data folder. The rest of that folder is not used, because VS Code's
 * sockets would not fit into its long path.
 *
 * @param {string | undefined} userDataDir
 * @returns {Promise<Record<string, unknown>>}
 */
async function userSettings(userDataDir) {
  if (userDataDir === undefined) return {};
  const file = path.join(userDataDir, 'User', 'settings.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return JSON.parse(text);
}

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {Promise<void>} resolves when everything written so far has left this process
 */
function drained(stream) {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
