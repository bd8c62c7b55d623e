import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { atProcessEnd } from './processEnd.mjs';

/** How long a group may take to end by itself before it is killed. */
const graceMilliseconds = 8000;

/**
 * Starts a program in a process group of its own, so that it can be ended with everything that it starts.
 * The group is killed when this process ends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {ProcessGroup}
 *
 * @typedef {object} ProcessGroup
 * @property {import('node:child_process').ChildProcess} child the leader
 * @property {Promise<number>} exited the leader's exit code (1 if a signal ended it); rejects if it could not be started
 * @property {() => Promise<void>} end asks the group to end, waits for it, and kills what is left
 */
export function startProcessGroup(command, args, options) {
  const child = spawn(command, [...args], { ...options, detached: true });
  const forget = atProcessEnd(() => signalGroup(child.pid, 'SIGKILL'));
  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  // Who only ends the group need not listen to its exit.
  exited.catch(forget);
  return {
    child,
    exited,
    end: async () => {
      await endGroup(child.pid);
      forget();
    },
  };
}

/** @param {number | undefined} pid */
async function endGroup(pid) {
  signalGroup(pid, 'SIGTERM');
  // Grandchildren send no event to us, so the group has to be asked whether it is still there.
  const deadline = Date.now() + graceMilliseconds;
  while (groupExists(pid) && Date.now() < deadline) await pause(50);
  signalGroup(pid, 'SIGKILL');
}

/** @param {number | undefined} pid */
function groupExists(pid) {
  return signalGroup(pid, 0);
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether there was a process to receive it
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
