import type { RowScan } from './kernel/kernel.js';

/**
 * Whether a finite logit only stands for "masked", as −1e9 and `finfo.min` do: −1e4 or so (float16 code adds that to
 * logits, hence the tenth to spare), and at least eight times as far from zero as the largest logit of its row.
 */
export function isFiniteMask(logit: number, max: number): boolean {
  return logit <= -9000 && Math.abs(max) <= Math.abs(logit) / 8;
}

/** How many finite masks a row holds, and the smallest of them (NaN where there is none). */
export function finiteMasksOf(row: Float64Array, scan: RowScan): { count: number; value: number } {
  if (!isFiniteMask(scan.min, scan.max)) return { count: 0, value: NaN };
  let count = 0;
  for (const logit of row) if (Number.isFinite(logit) && isFiniteMask(logit, scan.max)) count++;
  return { count, value: scan.min };
}

/** What people call a mask value: `finfo(float16).min` or `-1e+9`. */
export function maskName(value: number): string {
  const known = smallest.find((format) => Math.abs(value - format.value) <= Math.abs(format.value) * 1e-6);
  if (known !== undefined) return `finfo(${known.name}).min`;
  return Number(value.toPrecision(3)).toString();
}

/**
 * The most negative finite value of each format that logits are masked in. float32's and bfloat16's are 0.4 % apart.
 */
const smallest = [
  { name: 'float16', value: -65504 },
  { name: 'bfloat16', value: -(2 - 2 ** -7) * 2 ** 127 },
  { name: 'float32', value: -(2 - 2 ** -23) * 2 ** 127 },
  { name: 'float64', value: -Number.MAX_VALUE },
];
