import { existsSync } from 'node:fs';
import { aptInstall } from './apt.mjs';
import { run } from './command.mjs';

/** Debian's own Python, which sees Debian's packages: another Python on PATH does not. */
export const python = '/usr/bin/python3';
export const lldbAdapter = '/usr/bin/lldb-dap-19';
export const compiler = '/usr/bin/g++';

/** What the tests at real breakpoints need, by what shows that it is there. */
const needs = [
  { packages: ['python3-debugpy', 'python3-numpy', 'python3-torch'], isThere: hasPythonModules },
  { packages: ['lldb-19'], isThere: async () => existsSync(lldbAdapter) },
  { packages: ['g++', 'libc6-dev'], isThere: async () => existsSync(compiler) },
];

/**
 * Makes sure that the debuggers are there which the tests stop real programs with: debugpy with NumPy and PyTorch, lldb
 * and a C++ compiler. Installs what is missing with apt, or throws one plain sentence that says what to install.
 *
 * @param {{ log: (line: string) => void }} options `log` receives a line for each step that takes long
 */
export async function ensureDebuggers({ log }) {
  const there = await Promise.all(needs.map(({ isThere }) => isThere()));
  const missing = needs.filter((_, place) => !there[place]).flatMap(({ packages }) => packages);
  if (missing.length === 0) return;
  const names = missing.join(' ');
  log(`Installing ${names} with apt (once, a minute or two) …`);
  await aptInstall(
    missing,
    `The tests at real breakpoints need Debian's debuggers: install them with "sudo apt-get install ${names}".`,
  );
}

async function hasPythonModules() {
  if (!existsSync(python)) return false;
  return run(python, ['-c', 'import debugpy, numpy, torch']).then(
    () => true,
    () => false,
  );
}
