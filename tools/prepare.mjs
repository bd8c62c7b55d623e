import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { npmCleanInstall, npmRunScript } from './npm.mjs';
import { root } from './root.mjs';

/**
 * Throws one plain sentence unless this Node can run the project: Mocha and the bundler need these versions.
 */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isRecent = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isRecent) return;
  throw new Error(`Logits Inspector needs Node 20.19, 22.12 or newer, and this is Node ${process.versions.node}.`);
}

/**
 * Makes a clone ready to run: installs what package-lock.json says unless that is there already, then builds.
 *
 * @param {{ log: (line: string) => void }} options `log` receives a line for each step that takes long
 * @returns {Promise<void>}
 */
export async function prepare({ log }) {
  if (!isInstalled()) {
    log('Installing the packages that package-lock.json names (about half a minute) …');
    await npmCleanInstall(root);
  }
  log('Building …');
  const code = await npmRunScript('build', root);
  if (code !== 0) throw new Error(`The build failed (npm run build ended with ${code}).`);
}

/** npm writes its own record last, so an interrupted installation has none, or one older than the lock file. */
function isInstalled() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  const wanted = path.join(root, 'package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(wanted).mtimeMs;
}
