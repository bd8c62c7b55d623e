import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { atProcessEnd } from '../processEnd.mjs';

/** The longest path of a unix socket is 107 characters, and VS Code's sockets have long names. */
const longestParent = 40;

/**
 * Makes a temporary folder for one run of VS Code, with short paths because unix sockets live in it.
 * It is removed by `remove`, or when this process ends.
 *
 * @returns {Promise<RunFolder>}
 *
 * @typedef {object} RunFolder
 * @property {string} data for `--user-data-dir`
 * @property {string} extensions for `--extensions-dir`
 * @property {string} temporary for TMPDIR
 * @property {string} config the path of the server's configuration file
 * @property {string} log the path of the server's log
 * @property {string} settings the path of the user's settings.json
 * @property {() => Promise<void>} remove
 */
export async function makeRunFolder() {
  const parent = os.tmpdir().length <= longestParent ? os.tmpdir() : '/tmp';
  const folder = await mkdtemp(path.join(parent, 'vsc-'));
  const forget = atProcessEnd(() => rmSync(folder, removal));
  const paths = {
    data: path.join(folder, 'data'),
    extensions: path.join(folder, 'ext'),
    temporary: path.join(folder, 'tmp'),
    config: path.join(folder, 'config.yaml'),
    log: path.join(folder, 'server.log'),
    settings: path.join(folder, 'data/User/settings.json'),
  };
  for (const made of [path.dirname(paths.settings), paths.extensions, paths.temporary]) {
    await mkdir(made, { recursive: true });
  }
  return {
    ...paths,
    remove: async () => {
      await rm(folder, removal);
      forget();
    },
  };
}

/** Tried again when a process that is just ending writes a last file meanwhile. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
