import { accessSync, constants } from 'node:fs';
import { aptInstall } from '../apt.mjs';
import { findOnPath } from '../command.mjs';

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
  log('Installing Chromium with apt (once, about half a minute) …');
  await aptInstall(['chromium'], advice);
}

const advice =
  'The tests in VS Code need Chromium: install it (on Debian "sudo apt-get install chromium") or set CHROMIUM_PATH to ' +
  'the program of a Chromium or Chrome.';
