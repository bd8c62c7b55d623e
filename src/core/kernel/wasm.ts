import { region } from './arena.js';
import type { Kernel, RestSums, RowScan, RowSums, SoftmaxOutput, SweepSums } from './kernel.js';
import { type Build, canRun } from './kernelModule.js';
import { plainKernel } from './plain.js';
import { shortestRow } from './rowAlone.js';
import { eachRowInBatches, softmaxInBatches } from './rowBatches.js';
import { listedPairs, rowRecord, smallestOf } from './rowRecord.js';
import type { StoredFloats } from '../storedFloats.js';
import type { Shift } from './shift.js';
import { sweepEach } from './sweepEach.js';
import { sweepInBins } from './sweepInBins.js';
import { cut, isOrdinary, raise, Workspace } from './workspace.js';

/** The kernel in WASM SIMD, in float64 throughout; undefined where the engine cannot run the build or has no memory. */
export function wasmKernel(build: Build): Kernel | undefined {
  const workspace = canRun(build) ? newWorkspace(build) : undefined;
  return workspace && new WasmKernel(workspace);
}

function newWorkspace(build: Build): Workspace | undefined {
  try {
    return new Workspace(build);
  } catch (error) {
    // A process without 3 MB of address space to spare: the kernel in TypeScript needs none.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Up to this magnitude e^x can be had without subtracting the maximum first, which is more exact and faster. */
const largestPlain = 500_000;
class WasmKernel implements Kernel {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  scan(row: Float64Array): RowScan {
    if (row.length < shortestRow) return plainKernel.scan(row);
    const { record, candidates, spare } = region;
    const { module } = this.#workspace;
    module.begin(record, candidates, 2);
    let min = Infinity;
    this.#workspace.eachPiece(row, (start, end, first) => {
      module.takeExtremes64(record, candidates, start, end, first, spare);
      const { max } = rowRecord(this.#workspace.floats, record, row.length);
      const least = smallestOf(this.#workspace.floats, record);
      if (max === Infinity || least === -Infinity || module.hasNaN64(start, end)) {
        module.takeFaults64(record, start, end);
        min = module.smallestFinite64(start, end, min);
      } else min = Math.min(min, least);
    });
    const listed = module.list64(record, candidates);
    const { nan, positiveInfinity, negativeInfinity } = rowRecord(this.#workspace.floats, record, row.length);
    // Which finite ones lead is not known beside +inf.
    if (positiveInfinity > 0 || listed === 0) return plainKernel.scan(row);
    const [argmax, max, second, secondLogit] = listedPairs(this.#workspace.floats, record);
    const runnerUp = listed > 1 ? second : -1;
    const runnerUpLogit = listed > 1 ? secondLogit : NaN;
    const ties = runnerUpLogit === max ? this.#countEqual(row, max) : 1;
    return {
      classCount: row.length,
      nan,
      positiveInfinity,
      negativeInfinity,
      argmax,
      ties,
      max,
      runnerUp,
      runnerUpLogit,
      min,
    };
  }

  restSums(row: Float64Array, scan: RowScan, shift: Shift): RestSums {
    if (row.length < shortestRow) return plainKernel.restSums(row, scan, shift);
    if (shift.temperature === 1 && Math.abs(shift.max) <= largestPlain) return this.#restSums(row, scan);
    return isOrdinary(shift) ? this.#restSumsAt(row, scan, shift) : plainKernel.restSums(row, scan, shift);
  }

  squaresAbout(mean: number, row: Float64Array, scan: RowScan, shift: Shift): number {
    if (row.length < shortestRow || !isOrdinary(shift)) return plainKernel.squaresAbout(mean, row, scan, shift);
    this.#workspace.setTemperature(shift, mean);
    this.#workspace.eachPiece(row, (start, end) => {
      this.#workspace.module.addSquaresAt(start, end, region.parameters, region.totals);
    });
    return this.#workspace.totals(2 ** raise).weight;
  }

  sweep(row: Float64Array, scan: RowScan, temperatures: Float64Array): SweepSums {
    const oneByOne = (some: Float64Array) => sweepEach(this, row, scan, some);
    return sweepInBins(this.#workspace, row, scan, temperatures, oneByOne) ?? oneByOne(temperatures);
  }

  eachRow(rows: StoredFloats, classCount: number, float32: boolean, take: (row: number, sums: RowSums) => void): void {
    eachRowInBatches(this.#workspace, this, rows, classCount, float32, take);
  }

  softmaxInto(rows: StoredFloats, classCount: number, output: SoftmaxOutput, out: Float32Array): void {
    softmaxInBatches(this.#workspace, this, rows, classCount, output, out);
  }

  expInto(row: Float64Array, scan: RowScan, shift: Shift, out: Float64Array): void {
    if (row.length < shortestRow || !isOrdinary(shift)) {
      plainKernel.expInto(row, scan, shift, out);
      return;
    }
    this.#workspace.setTemperature(shift, 0);
    this.#workspace.eachPiece(row, (start, end, first) => {
      this.#workspace.module.powersAtInto(start, end, region.parameters, region.out);
      out.set(this.#workspace.floats.subarray(region.out / 8, (region.out + end - start) / 8), first);
    });
  }

  #restSums(row: Float64Array, { argmax, max, min, negativeInfinity }: RowScan): RestSums {
    const octave = Math.round(max / Math.LN2);
    const rounder = roundingBias - octave + raise;
    const isNear = negativeInfinity === 0 && max - min <= -cut;
    this.#workspace.clearTotals();
    this.#workspace.eachPiece(row, (start, end, first) => {
      const hole = start + 8 * Math.max(0, argmax - first);
      this.#workspace.module.addSums64(start, end, argmax < first ? end : hole, max, rounder, isNear, region.totals);
    });
    return this.#workspace.totals(this.#workspace.module.exp64Of(max, rounder));
  }

  #restSumsAt(row: Float64Array, { argmax }: RowScan, shift: Shift): RestSums {
    this.#workspace.setTemperature(shift, 0);
    this.#workspace.eachPiece(row, (start, end, first) => {
      const hole = argmax < first ? end : start + 8 * (argmax - first);
      this.#workspace.module.addSumsAt(start, end, hole, region.parameters, region.totals);
    });
    return this.#workspace.totals(2 ** raise);
  }

  #countEqual(row: Float64Array, value: number): number {
    let count = 0;
    this.#workspace.eachPiece(row, (start, end) => (count += this.#workspace.module.countEqual64(start, end, value)));
    return count;
  }
}

/** 1.5 · 2^52 + 1023: see `assembly/exp64.ts`. */
const roundingBias = 1.5 * 2 ** 52 + 1023;
