import type { Kernel } from './kernel.js';
import { plainKernel } from './plain.js';
import { wasmKernel } from './wasm.js';

/**
 * The kernel that everything uses unless told otherwise: WASM SIMD, or TypeScript where there is none. Made when a row
 * is first looked at, so that loading the code costs nothing.
 */
export const fastestKernel: Kernel = {
  scan: (row) => kernel().scan(row),
  restSums: (row, scan, shift) => kernel().restSums(row, scan, shift),
  squaresAbout: (mean, row, scan, shift) => kernel().squaresAbout(mean, row, scan, shift),
  sweep: (row, scan, temperatures) => kernel().sweep(row, scan, temperatures),
  eachRow: (rows, classCount, float32, take) => {
    kernel().eachRow(rows, classCount, float32, take);
  },
  softmaxInto: (rows, classCount, output, out) => {
    kernel().softmaxInto(rows, classCount, output, out);
  },
  expInto: (row, scan, shift, out) => {
    kernel().expInto(row, scan, shift, out);
  },
};

const kernel = once(() => wasmKernel('relaxed') ?? wasmKernel('base') ?? plainKernel);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
