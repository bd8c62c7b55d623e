import { type Build, buildBytes } from './kernelModule.js';

/** The fastest build that this engine runs on a memory shared between threads; undefined where there is none. */
export function sharedBuild(): Uint8Array | undefined {
  if (typeof WebAssembly !== 'object') return undefined;
  return order.map((build) => withSharedMemory(buildBytes(build))).find((bytes) => WebAssembly.validate(bytes));
}

/** The same as everything else chooses, so that both find the same bits. */
const order: readonly Build[] = ['relaxed', 'base'];

/**
 * The same module for a shared memory, which differs in one byte: the flags of the limits of the memory that it imports
 * (WebAssembly core specification, 5.3.8 and 5.5.5; the threads proposal has the bit for shared).
 *
 *     section 2, its size, 1 import:  3 "env"  6 "memory"  2 (a memory)  flags 0x01 → 0x03  minimum maximum
 *
 * Throws an `Error` for a module that imports anything else, or a memory without a maximum.
 */
export function withSharedMemory(module: Uint8Array): Uint8Array {
  const flags = flagsOfImportedMemory(module);
  if (module[flags] !== hasMaximum) throw new Error('The module does not import a memory with a maximum.');
  const shared = new Uint8Array(module);
  shared[flags] = hasMaximum | isShared;
  return shared;
}

const hasMaximum = 1;
const isShared = 2;
const headerBytes = 8;
const importSection = 2;
/** How many imports there are, each name with its length, and the kind that says "memory". */
const onlyMemory = [1, 3, ...ascii('env'), 6, ...ascii('memory'), 2];

function flagsOfImportedMemory(module: Uint8Array): number {
  for (let at = headerBytes; at < module.length;) {
    const id = module[at];
    const { value: size, end: start } = unsignedAt(module, at + 1);
    if (id === importSection) {
      return onlyMemory.every((byte, index) => module[start + index] === byte) ? start + onlyMemory.length : -1;
    }
    at = start + size;
  }
  return -1;
}

/** A number in LEB128, and where it ends. */
function unsignedAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[end++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, end };
  }
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
