import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/**
 * Compiles the sum that serves as the limit of reading, for numbers that lie in `memory`. The returned function sums the
 * whole 128 bytes of a view on it.
 *
 * @param {WebAssembly.Memory} memory
 * @returns {Promise<(view: Float32Array) => number>}
 */
export async function createReadLimit(memory) {
  const source = readFileSync(new URL('assembly/readLimit.ts', import.meta.url), 'utf8');
  const flags = { optimizeLevel: 3, noAssert: true, runtime: 'stub', enable: ['simd'], importMemory: true };
  const { error, binary, stderr } = await asc.compileString(source, {
    ...flags,
    initialMemory: 1,
    noExportMemory: true,
  });
  if (error) throw new Error(`assembly/readLimit.ts does not compile: ${stderr.toString()}`);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  return (view) => exports.sum(view.byteOffset, view.byteOffset + view.byteLength - (view.byteLength % 128));
}
