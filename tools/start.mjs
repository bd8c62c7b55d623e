#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findOnPath, run } from './command.mjs';
import { readOptions } from './options.mjs';
import { prepare, requireNode } from './prepare.mjs';
import { atProcessEnd, endWithNpm, onEndSignal } from './processEnd.mjs';
import { root } from './root.mjs';
import { ensureVSCode } from './vscode/install.mjs';
import { startServer } from './vscode/server.mjs';

const help = `npm start: opens a VS Code with Logits Inspector and its sample files.

It installs and builds what is missing. Where a desktop VS Code is at hand it opens a window of that, otherwise it serves
VS Code to the browser from this machine, with a password, until Ctrl-C.

  npm start -- --browser     serve to the browser even if there is a desktop VS Code
  npm start -- --port 8443   serve on this port of 127.0.0.1 (implies --browser)
  npm start -- --help        say this`;

const samples = path.join(root, 'media', 'samples');
const log = (/** @type {string} */ line) => console.log(line);

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function main() {
  requireNode();
  endWithNpm();
  const options = readOptions({ browser: { type: 'boolean' }, port: { type: 'string' } }, help);
  const port = readPort(options.port);
  await prepare({ log });
  const desktop = options.browser || port !== undefined ? undefined : await findDesktop();
  await (desktop === undefined ? serve(port) : openDesktop(desktop));
}

/** @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65535) return port;
  throw new Error(`--port needs a number from 1024 to 65535, not "${text}".`);
}

/**
 * The program of a desktop VS Code that can open a window here, or undefined.
 *
 * @returns {Promise<string | undefined>}
 */
async function findDesktop() {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const code = findOnPath('code');
  if (!hasDisplay || code === undefined) return undefined;
  // There are programs of this name that open no window: in a remote session, or as root.
  const answers = await run(code, ['--version'], { shell: process.platform === 'win32' }).then(
    () => true,
    () => false,
  );
  return answers ? code : undefined;
}

/** @param {string} code */
async function openDesktop(code) {
  await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, samples], {
    shell: process.platform === 'win32',
  });
  log('A window of VS Code opens with the sample files. Click one.');
}

/** @param {number | undefined} port */
async function serve(port) {
  const vscode = await ensureVSCode({ log });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'logits-inspector-'));
  const forget = atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  log('Packaging the extension …');
  const vsix = path.join(folder, 'logits-inspector.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Links in the README are for a marketplace to follow, which this package never sees.
  const flags = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  await run(process.execPath, [vsce, 'package', ...flags, '-o', vsix], { cwd: root });
  const password = randomBytes(24).toString('base64url');
  const server = await startServer({
    vscode,
    auth: { kind: 'password', password },
    vsix: [vsix],
    port,
    workspace: samples,
  });
  rmSync(folder, { recursive: true });
  forget();
  announce(server.url, password);
  await untilAskedToEnd(server);
}

/**
 * @param {string} url
 * @param {string} password
 */
function announce(url, password) {
  log(`
VS Code with Logits Inspector and its sample files:

  address   ${url}
  password  ${password}

Only this machine can reach it. Ctrl-C ends it.
`);
}

/**
 * Ends the process with 0 when the user asks for it, with 1 when the server ends by itself.
 *
 * @param {import('./vscode/server.mjs').Server} server
 */
async function untilAskedToEnd(server) {
  const asked = new Promise((resolve) => void onEndSignal(resolve));
  const endedItself = await Promise.race([asked.then(() => false), server.exited.then(() => true)]);
  await server.close();
  if (endedItself) throw new Error("VS Code's server ended by itself.");
  log('Ended.');
  process.exit(0);
}
