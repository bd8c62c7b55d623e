#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { root } from './root.mjs';

/**
 * Writes each program that runs inside a debuggee as a TypeScript file that exports its source, so that the bundles find
 * no file at run time; deflated, a third of its size. What is up to date is left alone.
 *
 * @typedef {object} Embedded
 * @property {string} input the program, as it is read and linted
 * @property {string} output the TypeScript file, which is not committed
 * @property {(source: string) => string} shorten what of it is sent to the debugger
 */

/** @type {readonly Embedded[]} */
const programs = [
  {
    input: 'src/host/debugger/python/helper.py',
    output: 'src/host/debugger/generated/pythonHelper.ts',
    // Lines that are comments and nothing else go, and empty ones.
    shorten: (source) => source.replace(/^\s*(#.*)?\n/gm, ''),
  },
  {
    input: 'src/host/debugger/javascript/inspect.js',
    output: 'src/host/debugger/generated/inspectJavascript.ts',
    // Only comments and spaces go: the names must stay as they are.
    shorten: (source) =>
      transformSync(source, { minifyWhitespace: true, target: 'es2019' }).code.trim().replace(/;$/, ''),
  },
];

for (const { input, output, shorten } of programs) {
  const source = shorten(readFileSync(path.join(root, input), 'utf8'));
  const packed = deflateRawSync(source, { level: 9 }).toString('base64');
  const text = `import { inflateRawSync } from 'node:zlib';\n\nexport const source = inflateRawSync(Buffer.from('${packed}', 'base64')).toString();\n`;
  const file = path.join(root, output);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
