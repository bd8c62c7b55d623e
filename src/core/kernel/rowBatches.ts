import { decoded, type StoredFloats } from '../storedFloats.js';
import { region } from './arena.js';
import type { Kernel, RowSums, SoftmaxOutput } from './kernel.js';
import { eachRowAlone, rowAlone, shortestRow, softmaxAlone } from './rowAlone.js';
import { recordBytes, rowRecord } from './rowRecord.js';
import type { Workspace } from './workspace.js';

/** The most logits in a batch: half the region as float32, all of it as float64. */
const batchLength = 131072;
/** Where the bits of halves lie: behind the float32 that softmax makes of them, which take the first half of the region. */
const halvesAt = region.piece + 4 * batchLength + 1024;
/** The largest logits that a record lists: the maximum and the runner-up. */
const listed = 2;
const stride = recordBytes(listed);
const mostRecords = Math.floor((1 << 20) / stride);

/** `Kernel.eachRow` on many rows at once: copied in as they are stored. */
export function eachRowInBatches(
  workspace: Workspace,
  kernel: Kernel,
  rows: StoredFloats,
  classCount: number,
  float32: boolean,
  take: (row: number, sums: RowSums) => void,
): void {
  const batchRows = Math.min(mostRecords, Math.floor(batchLength / classCount));
  if (batchRows === 0 || classCount < shortestRow) {
    eachRowAlone(kernel, rows, classCount, take);
    return;
  }
  const rowCount = rows.values.length / classCount;
  for (let first = 0; first < rowCount; first += batchRows) {
    const count = Math.min(batchRows, rowCount - first);
    load(workspace, rows, first * classCount, (first + count) * classCount);
    figures(workspace, rows.dtype, count, classCount, float32);
    for (let row = 0; row < count; row++) {
      const sums = rowRecord(workspace.floats, region.out + row * stride, classCount);
      // Rows without a softmax, and those whose logits are too large for arithmetic that does not subtract the maximum.
      const isDone = !Number.isNaN(sums.weight);
      const start = (first + row) * classCount;
      take(first + row, isDone ? sums : rowAlone(kernel, decoded(rows, start, start + classCount)));
    }
  }
}

/** `Kernel.softmaxInto`, likewise. Float64 logits are not rounded to float32 first: they are done one row after another. */
export function softmaxInBatches(
  workspace: Workspace,
  kernel: Kernel,
  rows: StoredFloats,
  classCount: number,
  output: SoftmaxOutput,
  out: Float32Array,
): void {
  const fits = !isFloat64(rows.dtype) && classCount >= shortestRow && classCount <= batchLength;
  const batchRows = fits ? Math.floor(batchLength / classCount) : 1;
  const rowCount = rows.values.length / classCount;
  for (let first = 0; first < rowCount; first += batchRows) {
    const count = Math.min(batchRows, rowCount - first);
    const done = fits ? softmaxBatch(workspace, rows, first, count, classCount, output, out) : 0;
    for (let row = first + done; row < first + count; row++) {
      softmaxAlone(kernel, rows, row * classCount, classCount, output, out);
    }
  }
}

/** Answers how many rows were done: none after one that float32 arithmetic does not suit. */
function softmaxBatch(
  workspace: Workspace,
  rows: StoredFloats,
  first: number,
  count: number,
  classCount: number,
  output: SoftmaxOutput,
  out: Float32Array,
): number {
  const { arena, module } = workspace;
  load(workspace, rows, first * classCount, (first + count) * classCount);
  if (rows.dtype === 'float16') module.float16ToFloat32(halvesAt, count * classCount, region.piece);
  if (rows.dtype === 'bfloat16') module.bfloat16ToFloat32(halvesAt, count * classCount, region.piece);
  const code = output === 'softmax' ? 1 : 2;
  const done = module.softmaxRows32(region.piece, count, classCount, code, region.out, region.candidates);
  out.set(new Float32Array(arena.memory.buffer, region.out, done * classCount), first * classCount);
  return done;
}

function load({ arena }: Workspace, { dtype, values }: StoredFloats, start: number, end: number): void {
  const { buffer } = arena.memory;
  const part = values.subarray(start, end);
  switch (dtype) {
    case 'float64':
    case 'int32':
      arena.floats.set(part, region.piece / 8);
      return;
    case 'float32':
      new Float32Array(buffer, region.piece, part.length).set(part);
      return;
    case 'float16':
    case 'bfloat16':
      new Uint16Array(buffer, halvesAt, part.length).set(part);
  }
}

function figures(
  { module }: Workspace,
  dtype: StoredFloats['dtype'],
  rows: number,
  classes: number,
  float32: boolean,
): void {
  const { piece, out, candidates } = region;
  switch (dtype) {
    case 'float64':
    case 'int32':
      module.figures64(piece, rows, classes, listed, out, stride, candidates);
      return;
    case 'float32':
      module.figures32(piece, rows, classes, listed, float32, out, stride, candidates);
      return;
    case 'float16':
    case 'bfloat16':
      module.figures16(halvesAt, rows, classes, listed, dtype === 'bfloat16', float32, out, stride, candidates);
  }
}

/** Whether the numbers are float64 once they are loaded. */
function isFloat64(dtype: StoredFloats['dtype']): boolean {
  return dtype === 'float64' || dtype === 'int32';
}
