import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The same logits for everyone: normal with standard deviation 4, about what a language model's are.
 *
 * @param {number} count
 * @returns {Float32Array}
 */
export function seededLogits(count) {
  const random = seededRandom(7);
  const logits = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    // Box and Muller's method, which gives two at a time.
    const radius = 4 * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    logits[index] = radius * Math.cos(angle);
    if (index + 1 < count) logits[index + 1] = radius * Math.sin(angle);
  }
  return logits;
}

/**
 * Writes numbers as they lie in memory, for other processes, and returns the path.
 *
 * @param {string} folder
 * @param {Float32Array} numbers
 */
export function writeNumbers(folder, numbers) {
  const file = path.join(folder, 'logits.raw');
  writeFileSync(file, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  return file;
}

/**
 * The bits of logits in a type of two bytes, cut rather than rounded; numbers that would be subnormal become 0.
 *
 * @param {Float32Array} logits
 * @param {'float16' | 'bfloat16'} type
 * @returns {Uint16Array}
 */
export function bitsOf16(logits, type) {
  const bits = new Uint32Array(logits.buffer, logits.byteOffset, logits.length);
  return Uint16Array.from(bits, type === 'bfloat16' ? (wide) => wide >>> 16 : float16Bits);
}

/** @param {number} wide the bits of a float32 below 65504 */
function float16Bits(wide) {
  const sign = (wide >>> 16) & 0x8000;
  const exponent = ((wide >>> 23) & 0xff) - 127 + 15;
  return exponent < 1 ? sign : sign | (exponent << 10) | ((wide >>> 13) & 0x3ff);
}

/** xorshift32 (Marsaglia, 2003): numbers from 0 up to 1. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
