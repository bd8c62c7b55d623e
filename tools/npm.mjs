import { CommandError, run } from './command.mjs';
import { onEndSignal } from './processEnd.mjs';
import { startProcessGroup } from './processGroup.mjs';

/** What a failing npm prints when it could not reach its registry. */
const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Installs packages into `folder` as npm does, without running any script of theirs: nothing here needs a compiler,
 * and nothing downloads from elsewhere. What npm has in its cache is not asked for again.
 * Throws one plain sentence when the registry cannot be reached.
 *
 * @param {string} folder
 * @param {{ packages?: readonly string[], nodeFolder?: string }} [options] `packages` as `name@version`, without it what
 *   the folder's package.json says; `nodeFolder` holds the `node` that npm runs on
 * @returns {Promise<void>}
 */
export async function npmInstall(folder, { packages = [], nodeFolder } = {}) {
  const args = [
    'install',
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    ...packages,
  ];
  await npm(args, folder, nodeFolder);
}

/**
 * Installs exactly what the lock file in `folder` says, scripts not run. Throws as {@link npmInstall} does.
 *
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function npmCleanInstall(folder) {
  await npm(['ci'], folder);
}

/**
 * Runs a script of the package.json in `folder` in sight of the user, and returns its exit code. A signal that ends
 * this process ends the script with everything that it started.
 *
 * @param {string} script
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [environment] added to the script's
 * @returns {Promise<number>}
 */
export async function npmRunScript(script, folder, environment = {}) {
  const group = startProcessGroup(npmProgram, ['run', '--silent', script], {
    cwd: folder,
    env: { ...npmEnvironment(), ...environment },
    shell: isWindows,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // What the script started has to hear of it and tidy up before this process goes.
  const forget = onEndSignal((exitCode) => void group.end().then(() => process.exit(exitCode)));
  try {
    return await group.exited;
  } finally {
    await group.end();
    forget();
  }
}

/** Patience for a weak network, yet not the minutes that npm tries by default when there is none. */
const retries = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...retries];

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {string} [nodeFolder]
 */
async function npm(args, cwd, nodeFolder) {
  try {
    await run(npmProgram, [...args, ...quietly], { cwd, env: npmEnvironment(nodeFolder), shell: isWindows });
  } catch (error) {
    if (error instanceof CommandError && unreachable.test(error.output)) {
      throw new Error(
        'npm could not reach its package registry. Check the network (and the proxy or registry in ~/.npmrc), then run this again.',
        { cause: error },
      );
    }
    throw error;
  }
}

const isWindows = process.platform === 'win32';

/** On Windows npm is a command file, which only a shell can start. */
const npmProgram = isWindows ? 'npm.cmd' : 'npm';

/**
 * The environment for an npm inside `npm start`: without what the outer npm says about its own folder and script.
 *
 * @param {string} [nodeFolder]
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment(nodeFolder) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package_|lifecycle_|config_local_prefix|config_prefix|config_global)/i.test(name),
  );
  const environment = Object.fromEntries(inherited);
  if (nodeFolder !== undefined) environment['PATH'] = `${nodeFolder}:${process.env['PATH'] ?? ''}`;
  return environment;
}
