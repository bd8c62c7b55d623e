import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atProcessEnd } from '../tools/processEnd.mjs';

/** The libraries of peers.py: what each imports, and what to call it. */
const libraries = {
  numpy: { module: 'numpy', name: 'NumPy' },
  scipy: { module: 'scipy.special', name: 'SciPy' },
  torch: { module: 'torch', name: 'PyTorch' },
};

/** Debian's own comes first: another Python on PATH seldom has the libraries. */
const usualPython = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

const another = 'or name another Python with --python';

/**
 * A Python process that runs NumPy, SciPy and PyTorch on request, so that their runs and ours can take turns.
 *
 * @typedef {object} PythonPeer
 * @property {(library: string) => string | undefined} missing why a library cannot take part, as a sentence
 * @property {Record<string, string>} versions
 * @property {(data: { file: string, rows: number, classes: number, temperatures: number[] }) => Promise<void>} prepare
 * @property {(library: string, work: string) => import('./ratio.mjs').Runner} runner
 * @property {(library: string, work: string, classes: number, folder: string) => Promise<Float64Array>} results
 * @property {() => void} end
 *
 * @param {{ threads: number, python?: string }} options
 * @returns {Promise<PythonPeer>}
 */
export async function startPython({ threads, python = usualPython }) {
  const script = fileURLToPath(new URL('peers.py', import.meta.url));
  const names = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'];
  const limits = Object.fromEntries(names.map((name) => [name, String(threads)]));
  const child = spawn(python, [script], { env: { ...process.env, ...limits }, stdio: ['pipe', 'pipe', 'ignore'] });
  const forget = atProcessEnd(() => child.kill());
  const notStarted = new Promise((resolve) => child.once('error', () => resolve(undefined)));
  child.stdin.on('error', () => {});
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([nextAnswer(lines).catch(() => undefined), notStarted]);
  const versions = first?.versions ?? {};

  let prepared = '';
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return nextAnswer(lines);
  };
  return {
    versions,
    missing(library) {
      const { module, name } = libraries[library];
      if (first === undefined) {
        return `NumPy, SciPy and PyTorch are left out, as "${python}" is no Python 3: install that with these (Debian: apt install python3-numpy python3-scipy python3-torch), ${another}.`;
      }
      if (module in versions && 'numpy' in versions) return undefined;
      return `${name} is left out, as ${python} (${first.python}) has none: install it (Debian: apt install python3-${library}), ${another}.`;
    },
    async prepare(data) {
      const request = { do: 'prepare', ...data };
      if (!('numpy' in versions) || JSON.stringify(request) === prepared) return;
      await ask(request);
      prepared = JSON.stringify(request);
    },
    runner: (library, work) => ({
      time: async (repetitions) => (await ask({ do: 'time', library, work, repetitions })).nanoseconds,
    }),
    async results(library, work, classes, folder) {
      const file = path.join(folder, 'results.raw');
      await ask({ do: 'write', library, work, classes, file });
      const bytes = readFileSync(file);
      return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    },
    end() {
      forget();
      child.kill();
    },
  };
}

/** How many threads "all" are. */
export const allThreads = os.availableParallelism();

/** @param {AsyncIterator<string>} lines */
async function nextAnswer(lines) {
  const { value, done } = await lines.next();
  if (done) throw new Error('Python ended by itself.');
  const answer = JSON.parse(value);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}
