#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './command.mjs';
import { root } from './root.mjs';

/**
 * Compiles the AssemblyScript modules and writes each as a TypeScript file that exports it as base64, so that the
 * bundles find no file at run time. What is up to date is left alone: the first line of the output is the hash of all
 * that went into it.
 *
 * @typedef {object} WasmModule
 * @property {string} entry the AssemblyScript file; every file beside it may be part of it
 * @property {string} output the TypeScript file, which is not committed
 * @property {Readonly<Record<string, readonly string[]>>} builds the name of each export and its compiler options
 */

const memory = ['--importMemory', '--noExportMemory', '--initialMemory', '1'];
/** With a maximum, so that a memory shared between threads can be given too: see `sharedBuild.ts`. */
const limited = [...memory, '--maximumMemory', '65536'];
const simd = ['--enable', 'simd'];

/** @type {readonly WasmModule[]} */
const modules = [
  {
    entry: 'src/core/kernel/assembly/kernels.ts',
    output: 'src/core/kernel/generated/kernels.ts',
    builds: { base: [...limited, ...simd], relaxed: [...limited, ...simd, '--enable', 'relaxed-simd'] },
  },
  {
    entry: 'src/formats/assembly/numberScanner.ts',
    output: 'src/formats/generated/numberScanner.ts',
    builds: { base: [...memory, ...simd] },
  },
];

const compiler = path.join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
const optimised = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='];

/** The largest module that a bundle is to carry, in bytes. */
const largestModule = 40 * 1024;

for (const module of modules) await build(module);

/** @param {WasmModule} module */
async function build({ entry, output, builds }) {
  const stamp = `// ${hashOf(entry, builds)}`;
  const file = path.join(root, output);
  if (existsSync(file) && readFileSync(file, 'utf8').startsWith(stamp)) return;
  const lines = [];
  for (const [name, options] of Object.entries(builds)) {
    const binary = await compile(entry, options);
    if (binary.length > largestModule) throw new Error(`${entry} (${name}) has ${binary.length} bytes: too many.`);
    lines.push(`export const ${name} = '${Buffer.from(binary).toString('base64')}';`);
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${stamp}\n${lines.join('\n')}\n`);
}

/**
 * @param {string} entry
 * @param {readonly string[]} options
 * @returns {Promise<Uint8Array>}
 */
async function compile(entry, options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wasm-'));
  try {
    const binary = path.join(folder, 'module.wasm');
    await run(process.execPath, [compiler, entry, '--outFile', binary, ...optimised, ...options], { cwd: root });
    return readFileSync(binary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} entry
 * @param {WasmModule['builds']} builds
 */
function hashOf(entry, builds) {
  const folder = path.join(root, path.dirname(entry));
  const hash = createHash('sha256').update(JSON.stringify([builds, optimised]));
  hash.update(readFileSync(path.join(path.dirname(compiler), '..', 'package.json')));
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 32);
}
