import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, run } from '../command.mjs';
import { startProcessGroup } from '../processGroup.mjs';
import { makeRunFolder } from './runFolder.mjs';
import { serverEnvironment } from './serverEnvironment.mjs';
import { writeSettings } from './settings.mjs';

/** How long the server may take until it answers. It takes less than a second; a busy machine takes longer. */
const startMilliseconds = 60_000;

/**
 * Starts VS Code's server on a free port of 127.0.0.1 (or on `port`), with a folder of its own for data, settings and
 * extensions, and returns when it answers. Throws an error with the end of its log if it does not.
 *
 * `auth: none` lets every user of this machine use a shell in the caller's name: only for a short run of tests.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 *
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').VSCode} vscode
 * @property {{ kind: 'none' } | { kind: 'password', password: string }} auth
 * @property {string} [workspace] a folder or `.code-workspace` file that `url` opens
 * @property {Readonly<Record<string, unknown>>} [settings] added to the user's settings
 * @property {NodeJS.ProcessEnv} [env] added to the environment of the server, and so of the extension host
 * @property {readonly string[]} [vsix] packaged extensions to install
 * @property {number} [port]
 *
 * @typedef {object} Server
 * @property {string} url the address to open
 * @property {string} origin the same without a folder
 * @property {number} port
 * @property {string} [password]
 * @property {string} extensionsDir
 * @property {string} settingsFile the user's settings.json, which VS Code watches
 * @property {string} temporaryDir a folder for temporary files, removed by `close`
 * @property {string} log the path of the log file
 * @property {Promise<number>} exited the server's exit code
 * @property {() => Promise<void>} close ends every process of the server and removes its folder
 */
export async function startServer(options) {
  const folder = await makeRunFolder();
  try {
    await writeFile(folder.config, configuration(options.auth), { mode: 0o600 });
    await writeSettings(folder.settings, options.settings);
    await installExtensions(folder, options);
    return await launch(folder, options);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/**
 * The password is told by a file that only its owner may read: everyone can read a command line.
 *
 * @param {ServerOptions['auth']} auth
 */
function configuration(auth) {
  const password = auth.kind === 'password' ? `password: ${JSON.stringify(auth.password)}\n` : '';
  return `auth: ${auth.kind}\n${password}`;
}

/**
 * @param {import('./runFolder.mjs').RunFolder} folder
 * @param {ServerOptions} options
 */
async function installExtensions(folder, { vscode, vsix = [], env }) {
  for (const file of vsix) {
    const args = [vscode.entry, ...folderArguments(folder), '--install-extension', file, '--force'];
    await run(vscode.node, args, { env: serverEnvironment(folder, env) });
  }
}

/** @param {import('./runFolder.mjs').RunFolder} folder */
function folderArguments(folder) {
  return ['--config', folder.config, '--user-data-dir', folder.data, '--extensions-dir', folder.extensions];
}

const quietArguments = [
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-workspace-trust',
  '--disable-getting-started-override',
  '--ignore-last-opened',
];

/** A server without a password ends by itself when nobody has used it for so long: whoever started it was killed. */
const orphanSeconds = 1800;

/** @param {ServerOptions['auth']['kind']} auth */
function authenticationArguments(auth) {
  return ['--auth', auth, ...(auth === 'none' ? ['--idle-timeout-seconds', String(orphanSeconds)] : [])];
}

/**
 * @param {import('./runFolder.mjs').RunFolder} folder
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
async function launch(folder, { vscode, auth, env, port: wantedPort = 0, workspace }) {
  const address = [...authenticationArguments(auth.kind), '--bind-addr', `127.0.0.1:${wantedPort}`];
  const group = startProcessGroup(
    vscode.node,
    [vscode.entry, ...folderArguments(folder), ...address, ...quietArguments],
    { env: serverEnvironment(folder, env), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const port = await waitUntilReady(group, folder.log);
    const origin = `http://127.0.0.1:${port}`;
    return {
      origin,
      url: `${origin}/${workspaceQuery(workspace)}`,
      port,
      ...(auth.kind === 'password' && { password: auth.password }),
      extensionsDir: folder.extensions,
      settingsFile: folder.settings,
      temporaryDir: folder.temporary,
      log: folder.log,
      exited: group.exited,
      close: async () => {
        await group.end();
        await folder.remove();
      },
    };
  } catch (error) {
    await group.end();
    throw error;
  }
}

/** @param {string | undefined} workspace */
function workspaceQuery(workspace) {
  if (workspace === undefined) return '?ew=true';
  const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `?${kind}=${encodeURIComponent(workspace)}`;
}

/**
 * Waits until the server says where it listens and answers there.
 *
 * @param {import('../processGroup.mjs').ProcessGroup} group
 * @param {string} log
 * @returns {Promise<number>} the port
 */
async function waitUntilReady(group, log) {
  const timeout = AbortSignal.timeout(startMilliseconds);
  const ended = group.exited.then((code) => Promise.reject(new Error(`It ended with ${code}.`)));
  const late = new Promise((_, reject) => {
    timeout.addEventListener('abort', () => reject(new Error(`It did not answer in ${startMilliseconds / 1000} s.`)));
  });
  const ready = listeningPort(group.child, log).then(async (port) => {
    await untilHealthy(port, timeout);
    return port;
  });
  try {
    return await /** @type {Promise<number>} */ (Promise.race([ready, ended, late]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const end = lastLines(await readFile(log, 'utf8').catch(() => ''), 20);
    throw new Error(`VS Code's server did not start. ${reason}\n${end}`, { cause: error });
  }
}

/**
 * Writes the server's output to `log`, and resolves with the port when the server names it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log
 * @returns {Promise<number>}
 */
function listeningPort(child, log) {
  const file = createWriteStream(log, { mode: 0o600 });
  let said = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        file.write(text);
        said = (said + text).slice(-2000);
        const match = /server listening on http:\/\/[^\s]*:(\d+)/.exec(said);
        if (match !== null) resolve(Number(match[1]));
      });
    }
  });
}

/**
 * @param {number} port
 * @param {AbortSignal} signal
 */
async function untilHealthy(port, signal) {
  while (!signal.aborted) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
}
