import { accessSync, constants, existsSync } from 'node:fs';
import { findOnPath, run } from '../command.mjs';

/** The names of the browser's program on Debian, on Ubuntu and as Google packages it. */
const programs = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Finds a Chromium: what CHROMIUM_PATH says, else one on PATH, else (on Debian, where apt may be used without a
 * password) one that it installs. Throws one plain sentence that says what to install otherwise.
 *
 * @param {{ log: (line: string) => void }} options `log` receives a line for each step that takes long
 * @returns {Promise<string>} the path of its program
 */
export async function ensureChromium({ log }) {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return requireProgram(chosen);
  const found = findChromium();
  if (found !== undefined) return found;
  await installChromium(log);
  const installed = findChromium();
  if (installed === undefined) throw new Error(`apt installed chromium, but PATH has none of ${programs.join(', ')}.`);
  return installed;
}

function findChromium() {
  return programs.map(findOnPath).find((program) => program !== undefined);
}

/** @param {string} program */
function requireProgram(program) {
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    throw new Error(`CHROMIUM_PATH says ${program}, and there is no such program: correct it or unset it.`);
  }
}

/** @param {(line: string) => void} log */
async function installChromium(log) {
  const privileged = await findPrivilege();
  if (privileged === undefined) throw new Error(advice);
  log('Installing Chromium with apt (once, about half a minute) …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [program = '', ...rest] = [...privileged, 'apt-get', ...waitForLock, ...args];
    await run(program, rest, { env: environment }).catch((error) => {
      throw new Error(`${advice} apt could not do it: ${error.message}`, { cause: error });
    });
  }
}

const advice =
  'The tests in VS Code need Chromium: install it (on Debian "sudo apt-get install chromium") or set CHROMIUM_PATH to ' +
  'the program of a Chromium or Chrome.';

/** Another apt may be at work: wait for its end, at most five minutes. */
const waitForLock = ['-o', 'DPkg::Lock::Timeout=300'];

/**
 * What has to stand before `apt-get`, or undefined if it is not there or not ours to use.
 *
 * @returns {Promise<readonly string[] | undefined>}
 */
async function findPrivilege() {
  if (!existsSync('/etc/debian_version') || findOnPath('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  const sudoAsksNothing = await run('sudo', ['-n', 'true']).then(
    () => true,
    () => false,
  );
  return sudoAsksNothing ? ['sudo', '-n'] : undefined;
}
