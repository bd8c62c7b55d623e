import { Arena, pieceLength, region } from './arena.js';
import type { RestSums } from './kernel.js';
import { type Build, type KernelModule, kernelModule } from './kernelModule.js';
import { productError, type Shift, upperHalf } from './shift.js';

/** Exponents below this weigh 0; what the kernels scale by ends here. */
export const cut = -1060;
/** Sums are 2^512 times too large on the way, so that nothing in them is subnormal. */
export const raise = 512;

/** Whether nothing in (z − max) / T overflows or underflows that counts, and small steps below the maximum can be told. */
export function isOrdinary({ max, temperature }: Pick<Shift, 'max' | 'temperature'>): boolean {
  const inRange = Math.abs(max) < 2 ** 1000 && temperature > 2 ** -300 && temperature < 2 ** 300;
  return inRange && max + cut * temperature < max;
}

/** The kernels of one build with the memory that they work in, and the ways in and out of it. */
export class Workspace {
  readonly arena = new Arena();
  readonly module: KernelModule;

  /** For a build that can run. Throws a `RangeError` where there is no memory. */
  constructor(build: Build) {
    this.module = kernelModule(build, this.arena.memory);
  }

  get floats(): Float64Array {
    return this.arena.floats;
  }

  /** Copies the row in, piece by piece; `first` is the index of the first logit in `[start, end)`, in bytes. */
  eachPiece(row: Float64Array, take: (start: number, end: number, first: number) => void): void {
    const { floats } = this;
    for (let first = 0; first < row.length; first += pieceLength) {
      const piece = row.subarray(first, first + pieceLength);
      floats.set(piece, region.piece / 8);
      take(region.piece, region.piece + 8 * piece.length, first);
    }
  }

  /** Sets what the kernels at a temperature look up, and clears the totals. */
  setTemperature({ max, temperature }: Pick<Shift, 'max' | 'temperature'>, mean = 0, factor = 2 ** -raise): void {
    const rate = 1 / temperature;
    const high = upperHalf(rate);
    const lost = (1 - rate * temperature - productError(rate, temperature)) / temperature;
    const low = rate - high + lost;
    this.floats.set([max, max + cut * temperature, rate, high, low, factor, mean], region.parameters / 8);
    this.clearTotals();
  }

  clearTotals(): void {
    this.floats.fill(0, region.totals / 8, region.totals / 8 + 4);
  }

  /** Both totals over `unit`. */
  totals(unit: number): RestSums {
    this.module.settleTotals(region.totals);
    const at = region.totals / 8;
    const { floats } = this;
    return { weight: (floats[at] ?? NaN) / unit, moment: (floats[at + 1] ?? NaN) / unit };
  }
}
