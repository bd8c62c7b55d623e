import { RandomSource } from './randomSource.js';
import { topK } from './topK.js';

/** Up to so many classes all are checked; of more, half as many of each kind. */
const maximumChecked = 256;

/**
 * The classes whose gradient is checked, ascending: all of up to 256, else the 128 where the formula or the gradient
 * supplied is largest, and a seeded sample of 128 others.
 */
export function classesToCheck(formula: Float64Array, supplied: Float64Array | undefined, seed: number): number[] {
  const all = new Int32Array(formula.length).map((_, index) => index);
  if (all.length <= maximumChecked) return [...all];
  const sizes = formula.map((entry, index) => Math.max(Math.abs(entry), Math.abs(supplied?.[index] ?? 0)));
  const largest = topK(sizes, maximumChecked / 2);
  const isLargest = new Set(largest);
  const others = all.filter((index) => !isLargest.has(index));
  return [...largest, ...sampleOf(others, maximumChecked / 2, seed)].sort((a, b) => a - b);
}

/** `count` different ones of more (Fisher and Yates' shuffle, ended early); reorders what it is given. */
function sampleOf(indices: Int32Array, count: number, seed: number): Int32Array {
  const source = RandomSource.seeded(seed);
  const wanted = Math.min(count, indices.length);
  for (let at = 0; at < wanted; at++) {
    const from = at + Math.floor(source.nextUniform() * (indices.length - at));
    const [here, there] = [indices[at] ?? 0, indices[from] ?? 0];
    indices[at] = there;
    indices[from] = here;
  }
  return indices.slice(0, wanted);
}
