import { fromBase64 } from '../base64.js';
import { base, relaxed } from './generated/kernels.js';

/** What the modules export; every number but counts and flags is an address in bytes, or a float64. */
export interface KernelModule {
  figures32(
    start: number,
    rows: number,
    classes: number,
    wanted: number,
    float32: boolean,
    records: number,
    stride: number,
    work: number,
  ): void;
  figures16(
    start: number,
    rows: number,
    classes: number,
    wanted: number,
    isBfloat16: boolean,
    float32: boolean,
    records: number,
    stride: number,
    work: number,
  ): void;
  figures64(
    start: number,
    rows: number,
    classes: number,
    wanted: number,
    records: number,
    stride: number,
    work: number,
  ): void;
  /** Answers how many rows were done before one that float32 does not suit; `output` is 1 for softmax, 2 for its logarithm. */
  softmaxRows32(start: number, rows: number, classes: number, output: number, out: number, work: number): number;
  float16ToFloat32(from: number, count: number, out: number): void;
  bfloat16ToFloat32(from: number, count: number, out: number): void;
  begin(record: number, candidates: number, wanted: number): void;
  takeExtremes64(record: number, candidates: number, start: number, end: number, first: number, spare: number): void;
  hasNaN64(start: number, end: number): number;
  settleTotals(totals: number): void;
  takeFaults64(record: number, start: number, end: number): void;
  /** Answers how many there are. */
  list64(record: number, candidates: number): number;
  countEqual64(start: number, end: number, value: number): number;
  smallestFinite64(start: number, end: number, limit: number): number;
  addSums64(
    start: number,
    end: number,
    hole: number,
    max: number,
    rounder: number,
    isNear: boolean,
    totals: number,
  ): void;
  exp64Of(x: number, rounder: number): number;
  addSumsAt(start: number, end: number, hole: number, at: number, totals: number): void;
  addSquaresAt(start: number, end: number, at: number, totals: number): void;
  /** Answers how many lie beyond the bins. */
  gather(
    start: number,
    end: number,
    hole: number,
    max: number,
    perWidth: number,
    count: number,
    bins: number,
    far: number,
    drop: number,
  ): number;
  coarsen(bins: number, count: number, width: number): void;
  sumBins(
    bins: number,
    first: number,
    end: number,
    anchors: number,
    offsets: number,
    coefficients: number,
    rateWidth: number,
    origin: number,
    totals: number,
  ): void;
  powersAtInto(start: number, end: number, at: number, out: number): void;
}

/** The builds: with relaxed SIMD, which has fused multiply-add, and without. */
const builds = { relaxed, base };

export type Build = keyof typeof builds;

/** Whether this engine can run a build. */
export function canRun(build: Build): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(fromBase64(builds[build]));
}

/** The kernels on a memory, which takes a millisecond or two; for a build that can run. */
export function kernelModule(build: Build, memory: WebAssembly.Memory): KernelModule {
  const module = new WebAssembly.Module(fromBase64(builds[build]));
  // What the module exports is what `assembly/kernels.ts` says; a test calls each.
  return new WebAssembly.Instance(module, { env: { memory } }).exports as KernelModule;
}

/** The bytes of a build. */
export function buildBytes(build: Build): Uint8Array {
  return fromBase64(builds[build]);
}
