import { Arena, pieceLength, region } from './arena.js';
import type { Kernel, RestSums, RowScan } from './kernel.js';
import { type Build, canRun, type KernelModule, kernelModule } from './kernelModule.js';
import { plainKernel } from './plain.js';
import { listedPairs, rowRecord } from './rowRecord.js';
import { productError, type Shift, upperHalf } from './shift.js';

/** The kernel in WASM SIMD, in float64 throughout; undefined where the engine cannot run the build or has no memory. */
export function wasmKernel(build: Build): Kernel | undefined {
  if (!canRun(build)) return undefined;
  const arena = newArena();
  return arena && new WasmKernel(arena, kernelModule(build, arena.memory));
}

function newArena(): Arena | undefined {
  try {
    return new Arena();
  } catch {
    // A process without 3 MB of address space to spare: the kernel in TypeScript needs none.
    return undefined;
  }
}

/** Rows shorter than this are done sooner than they are copied. */
const shortest = 16;
/** Up to this magnitude e^x can be had without subtracting the maximum first, which is more exact and faster. */
const largestPlain = 500_000;
/** Exponents below this weigh 0; what the kernels scale by ends here. */
const cut = -1060;
/** Sums are 2^512 times too large on the way, so that nothing in them is subnormal. */
const raise = 512;

class WasmKernel implements Kernel {
  readonly #arena: Arena;
  readonly #module: KernelModule;

  constructor(arena: Arena, module: KernelModule) {
    this.#arena = arena;
    this.#module = module;
  }

  scan(row: Float64Array): RowScan {
    if (row.length < shortest) return plainKernel.scan(row);
    const { record, candidates, spare } = region;
    const module = this.#module;
    module.begin(record, candidates, 2);
    let min = Infinity;
    this.#eachPiece(row, (start, end, first) => {
      module.takeExtremes64(record, candidates, start, end, first, spare);
      const { max, min: least } = rowRecord(this.#arena.floats, record);
      if (max === Infinity || least === -Infinity || module.hasNaN64(start, end)) {
        module.takeFaults64(record, start, end);
        min = module.smallestFinite64(start, end, min);
      } else min = Math.min(min, least);
    });
    const listed = module.list64(record, candidates);
    const { nan, positiveInfinity, negativeInfinity } = rowRecord(this.#arena.floats, record);
    // Which finite ones lead is not known beside +inf.
    if (positiveInfinity > 0 || listed === 0) return plainKernel.scan(row);
    const [argmax, max, second, secondLogit] = listedPairs(this.#arena.floats, record);
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
    if (row.length < shortest) return plainKernel.restSums(row, scan, shift);
    if (shift.temperature === 1 && Math.abs(shift.max) <= largestPlain) return this.#restSums(row, scan);
    return isOrdinary(shift) ? this.#restSumsAt(row, scan, shift) : plainKernel.restSums(row, scan, shift);
  }

  squaresAbout(mean: number, row: Float64Array, scan: RowScan, shift: Shift): number {
    if (row.length < shortest || !isOrdinary(shift)) return plainKernel.squaresAbout(mean, row, scan, shift);
    this.#setParameters(shift, mean);
    this.#eachPiece(row, (start, end) => {
      this.#module.addSquaresAt(start, end, region.parameters, region.totals);
    });
    return this.#totals(2 ** raise).weight;
  }

  expInto(row: Float64Array, scan: RowScan, shift: Shift, out: Float64Array): void {
    if (row.length < shortest || !isOrdinary(shift)) {
      plainKernel.expInto(row, scan, shift, out);
      return;
    }
    this.#setParameters(shift, 0);
    this.#eachPiece(row, (start, end, first) => {
      this.#module.powersAtInto(start, end, region.parameters, region.out);
      out.set(this.#arena.floats.subarray(region.out / 8, (region.out + end - start) / 8), first);
    });
  }

  #restSums(row: Float64Array, { argmax, max, min, negativeInfinity }: RowScan): RestSums {
    const octave = Math.round(max / Math.LN2);
    const rounder = roundingBias - octave + raise;
    const isNear = negativeInfinity === 0 && max - min <= -cut;
    this.#clearTotals();
    this.#eachPiece(row, (start, end, first) => {
      const hole = start + 8 * Math.max(0, argmax - first);
      this.#module.addSums64(start, end, argmax < first ? end : hole, max, rounder, isNear, region.totals);
    });
    return this.#totals(this.#module.exp64Of(max, rounder));
  }

  #restSumsAt(row: Float64Array, { argmax }: RowScan, shift: Shift): RestSums {
    this.#setParameters(shift, 0);
    this.#eachPiece(row, (start, end, first) => {
      const hole = argmax < first ? end : start + 8 * (argmax - first);
      this.#module.addSumsAt(start, end, hole, region.parameters, region.totals);
    });
    return this.#totals(2 ** raise);
  }

  #countEqual(row: Float64Array, value: number): number {
    let count = 0;
    this.#eachPiece(row, (start, end) => (count += this.#module.countEqual64(start, end, value)));
    return count;
  }

  /** Copies the row in, piece by piece; `first` is the index of the first logit in `[start, end)`, in bytes. */
  #eachPiece(row: Float64Array, take: (start: number, end: number, first: number) => void): void {
    const { floats } = this.#arena;
    for (let first = 0; first < row.length; first += pieceLength) {
      const piece = row.subarray(first, first + pieceLength);
      floats.set(piece, region.piece / 8);
      take(region.piece, region.piece + 8 * piece.length, first);
    }
  }

  #setParameters({ max, temperature }: Shift, mean: number): void {
    const rate = 1 / temperature;
    const high = upperHalf(rate);
    const lost = (1 - rate * temperature - productError(rate, temperature)) / temperature;
    const low = rate - high + lost;
    this.#arena.floats.set([max, max + cut * temperature, rate, high, low, 2 ** -raise, mean], region.parameters / 8);
    this.#clearTotals();
  }

  #clearTotals(): void {
    this.#arena.floats.fill(0, region.totals / 8, region.totals / 8 + 4);
  }

  /** Both totals over `unit`. */
  #totals(unit: number): RestSums {
    this.#module.settleTotals(region.totals);
    const at = region.totals / 8;
    const { floats } = this.#arena;
    return { weight: (floats[at] ?? NaN) / unit, moment: (floats[at + 1] ?? NaN) / unit };
  }
}

/** 1.5 · 2^52 + 1023: see `assembly/exp64.ts`. */
const roundingBias = 1.5 * 2 ** 52 + 1023;

/** Whether nothing in (z − max) / T overflows or underflows that counts, and small steps below the maximum can be told. */
function isOrdinary({ max, temperature }: Shift): boolean {
  const inRange = Math.abs(max) < 2 ** 1000 && temperature > 2 ** -300 && temperature < 2 ** 300;
  return inRange && max + cut * temperature < max;
}
