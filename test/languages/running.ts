import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the interpreters and compilers are; a plain module outside the compiled tree, hence imported by its place at run time. */
const place = new URL('../../../tools/debuggers.mjs', import.meta.url);
const { python, compiler } = (await import(place.href)) as typeof import('../../tools/debuggers.mjs');

const run = promisify(execFile);
const maxBuffer = 1 << 30;

/** What a Python program prints, run by Debian's Python with its NumPy and PyTorch. */
export function ofPython(program: string): Promise<string> {
  return inFolder(async (folder) => {
    const file = join(folder, 'program.py');
    await writeFile(file, program);
    return (await run(python, ['-I', file], { maxBuffer })).stdout;
  });
}

/** What a program in a language of C prints: `c99`, `c++11`. */
export function ofCompiled(program: string, standard: 'c99' | 'c++11'): Promise<string> {
  return inFolder(async (folder) => {
    const isC = standard === 'c99';
    const [file, executable] = [join(folder, isC ? 'program.c' : 'program.cpp'), join(folder, 'program')];
    await writeFile(file, program);
    await run(compiler, ['-x', isC ? 'c' : 'c++', `-std=${standard}`, '-Wall', '-Werror', file, '-o', executable]);
    return (await run(executable, { maxBuffer })).stdout;
  });
}

/** What a JavaScript program prints. */
export function ofNode(program: string): Promise<string> {
  return inFolder(async (folder) => {
    const file = join(folder, 'program.mjs');
    await writeFile(file, program);
    return (await run(process.execPath, [file], { maxBuffer })).stdout;
  });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'languages '));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
