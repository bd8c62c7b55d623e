import { existsSync } from 'node:fs';
import { findOnPath, run } from './command.mjs';

/**
 * Installs packages of Debian, where apt may be used without a password. Throws `advice`, one plain sentence that says what to
 * install by hand, where it may not, or where apt failed.
 *
 * @param {readonly string[]} packages
 * @param {string} advice
 */
export async function aptInstall(packages, advice) {
  const privileged = await findPrivilege();
  if (privileged === undefined) throw new Error(advice);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [program = '', ...rest] = [...privileged, 'apt-get', ...waitForLock, ...args];
    await run(program, rest, { env: environment }).catch((error) => {
      throw new Error(`${advice} apt could not do it: ${error.message}`, { cause: error });
    });
  }
}

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
