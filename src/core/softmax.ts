import { Distribution } from './distribution.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';

/**
 * softmax(z / T): one probability a class, all NaN for a row that holds NaN or +inf or nothing finite. −inf gives 0.
 * `temperature` is finite and above 0.
 */
export function softmax(row: Float64Array, temperature = 1, kernel: Kernel = fastestKernel): Float64Array {
  return new Distribution(row, temperature, kernel).probabilities();
}

/** ln softmax(z / T) in nats, exact where the probability itself underflows. */
export function logSoftmax(row: Float64Array, temperature = 1, kernel: Kernel = fastestKernel): Float64Array {
  return new Distribution(row, temperature, kernel).logProbabilities();
}

/** 1 for the first of the largest logits, 0 elsewhere; all NaN where softmax is. */
export function hardmax(row: Float64Array, kernel: Kernel = fastestKernel): Float64Array {
  const { scan, exists } = new Distribution(row, 1, kernel);
  const out = new Float64Array(row.length).fill(exists ? 0 : NaN);
  if (exists) out[scan.argmax] = 1;
  return out;
}

/** 1 / (1 + e^−x), which is `softmax([x, 0])[0]`, without overflow for any x. */
export function sigmoid(x: number): number {
  const power = Math.exp(-Math.abs(x));
  return x < 0 ? power / (1 + power) : 1 / (1 + power);
}
