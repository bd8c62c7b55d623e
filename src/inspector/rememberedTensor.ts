import { elementCount } from '../core/axes.js';
import { Distribution } from '../core/distribution.js';
import { type DTypeName, dtypes } from '../core/dtype.js';
import { finiteMasksOf } from '../core/finiteMask.js';
import { Lanes } from '../core/lanes.js';
import { decoded, type StoredFloats, storedCompactly } from '../core/storedFloats.js';
import { memoryTensor, tensorSourceOf } from '../core/tensor.js';
import type { CancelSignal, SummedRow, TensorSource } from '../core/tensorSource.js';
import { UserError } from '../core/userError.js';
import { RecentlyUsed } from './recentlyUsed.js';
import { SharedRead } from './sharedRead.js';

/** Up to this size a tensor is read whole, at the first look at any of it. */
const MOST_WHOLE_BYTES = 1 << 20;
/** Rows and summaries kept of one tensor, so that a pass over a huge one does not fill the memory. */
const MOST_ROW_BYTES = 32 << 20;
const MOST_SUM_BYTES = 8 << 20;
/** About what the numbers of a summary take. */
const SUM_BYTES = 112;

interface ReadingRows {
  readonly start: number;
  readonly read: SharedRead<Float64Array>;
}

type WholeTensor = Pick<TensorSource, 'shape' | 'dtype' | 'fortranOrder'> & { readonly values: StoredFloats };

/**
 * A tensor in a paused program. What was read of it is kept, so that nothing is read twice and that it can be looked at
 * again when the program has gone on; what was not is then refused with `not-paused`.
 */
export class RememberedTensor implements TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder: boolean;
  /** Absent where the tensor is read whole or cannot be summed where it lies. */
  declare readonly sumRows?: NonNullable<TensorSource['sumRows']>;
  /** How many bytes came from the program. */
  movedBytes = 0;
  /** When the first of them arrived, in epoch milliseconds; null before. */
  firstReadAt: number | null = null;
  #live: TensorSource | null;
  #why = '';
  #whole: WholeTensor | null = null;
  #readingWhole: SharedRead<WholeTensor> | null = null;
  readonly #rows = new RecentlyUsed<StoredFloats>(MOST_ROW_BYTES);
  readonly #sums = new RecentlyUsed<SummedRow & { readonly target: number }>(MOST_SUM_BYTES);
  readonly #reading = new Map<number, ReadingRows>();
  readonly #isReadWhole: boolean;

  constructor(
    live: TensorSource,
    private readonly now: () => number = Date.now,
  ) {
    this.#live = live;
    this.shape = live.shape;
    this.dtype = live.dtype;
    this.fortranOrder = live.fortranOrder;
    this.#isReadWhole = this.#sizeOf(elementCount(live.shape)) <= MOST_WHOLE_BYTES;
    if (live.sumRows !== undefined && !this.#isReadWhole) {
      this.sumRows = (classAxis, start, end, targets, signal) => this.#sumRows(classAxis, start, end, targets, signal);
    }
  }

  /** Whether the program is still where the tensor was found. */
  get isLive(): boolean {
    return this.#live !== null;
  }

  /** Whether any of it can be read. */
  get isComplete(): boolean {
    return this.isLive || this.#whole !== null || elementCount(this.shape) === 0;
  }

  /** What is kept, in bytes. */
  get keptBytes(): number {
    return this.#rows.bytes + this.#sums.bytes + (this.#whole?.values.values.byteLength ?? 0);
  }

  /** The program goes on: nothing is read from now on. `why` is a sentence. */
  leave(why: string): void {
    this.#live = null;
    this.#why = why;
  }

  /** A row along an axis if it is known, a copy. It is never waited for. */
  knownRow(classAxis: number, row: number): Float64Array | undefined {
    if (this.#whole !== null) return memoryTensor({ ...this.#whole, classAxis }).row(row);
    const kept = this.#rows.get(this.#keyOf(classAxis, row));
    return kept && decoded(kept);
  }

  async read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    if (this.#isReadWhole)
      return tensorSourceOf(memoryTensor(await this.#wholeTensor(signal))).read(start, end, signal);
    const live = this.#stillLive('This part');
    return this.#arrived(await live.read(start, end, signal), live, 'This part');
  }

  async readRows(classAxis: number, start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    if (this.#isReadWhole) {
      const whole = tensorSourceOf(memoryTensor(await this.#wholeTensor(signal)));
      return new Lanes(whole, classAxis).readRows(start, end, signal);
    }
    const { classCount } = new Lanes(this, classAxis);
    const out = new Float64Array((end - start) * classCount);
    const placed: Promise<void>[] = [];
    let next: number;
    for (let row = start; row < end; row = next) {
      next = row + 1;
      const at = (row - start) * classCount;
      const kept = this.#rows.get(this.#keyOf(classAxis, row));
      if (kept !== undefined) {
        out.set(decoded(kept), at);
        continue;
      }
      let reading = this.#readingOf(classAxis, row);
      if (reading === undefined) {
        while (next < end && this.#isMissing(classAxis, next)) next++;
        reading = this.#fetch(classAxis, row, next);
      }
      const [from, to] = [(row - reading.start) * classCount, (next - reading.start) * classCount];
      placed.push(reading.read.join(signal).then((values) => out.set(values.subarray(from, to), at)));
    }
    await Promise.all(placed);
    return out;
  }

  #fetch(classAxis: number, start: number, end: number): ReadingRows {
    const live = this.#stillLive(`Row ${start}`);
    const keys = Array.from({ length: end - start }, (_, offset) => this.#keyOf(classAxis, start + offset));
    const read = new SharedRead(async (signal) => {
      try {
        const values = await new Lanes(live, classAxis).readRows(start, end, signal);
        return this.#keepRows(keys, this.#arrived(values, live, `Row ${start}`));
      } finally {
        for (const key of keys) if (this.#reading.get(key) === reading) this.#reading.delete(key);
      }
    });
    const reading = { start, read };
    for (const key of keys) this.#reading.set(key, reading);
    return reading;
  }

  #keepRows(keys: readonly number[], values: Float64Array): Float64Array {
    const classCount = values.length / keys.length;
    for (const [at, key] of keys.entries()) {
      const row = storedCompactly(this.dtype, values.subarray(at * classCount, (at + 1) * classCount));
      this.#rows.set(key, row, row.values.byteLength);
    }
    return values;
  }

  async #sumRows(
    classAxis: number,
    start: number,
    end: number,
    targets: Int32Array,
    signal?: CancelSignal,
  ): Promise<readonly SummedRow[]> {
    const known = Array.from({ length: end - start }, (_, offset) =>
      this.#knownSum(classAxis, start + offset, targets[offset] ?? -1),
    );
    const missing = known.indexOf(undefined);
    if (missing < 0) return known.filter((sum) => sum !== undefined);
    const name = `Row ${start + missing}`;
    const live = this.#stillLive(name);
    const sums = (await live.sumRows?.(classAxis, start, end, targets, signal)) ?? [];
    this.#arrived(sums, live, name, SUM_BYTES * sums.length);
    for (const [at, sum] of sums.entries()) {
      this.#sums.set(this.#keyOf(classAxis, start + at), { ...sum, target: targets[at] ?? -1 }, SUM_BYTES);
    }
    return sums;
  }

  #knownSum(classAxis: number, row: number, target: number): SummedRow | undefined {
    const kept = this.#sums.get(this.#keyOf(classAxis, row));
    if (kept?.target === target) return kept;
    // While the program stands, it sums more quickly than the row is unpacked here.
    const values = this.isLive ? undefined : this.knownRow(classAxis, row);
    if (values === undefined) return undefined;
    const { scan, rest } = new Distribution(values);
    const sums = { ...scan, ...rest, finiteMasks: finiteMasksOf(values, scan).count, isFloat32: false };
    return { sums, targetLogit: values[target] ?? NaN };
  }

  #wholeTensor(signal: CancelSignal | undefined): Promise<WholeTensor> | WholeTensor {
    if (this.#whole !== null) return this.#whole;
    const live = this.#stillLive('The tensor');
    if (this.#readingWhole === null || this.#readingWhole.isAbandoned) {
      const reading = new SharedRead(async (shared) => {
        try {
          const { shape, dtype, fortranOrder } = this;
          const values = this.#arrived(await live.read(0, elementCount(shape), shared), live, 'The tensor');
          return (this.#whole = { shape, dtype, fortranOrder, values: storedCompactly(this.dtype, values) });
        } finally {
          if (this.#readingWhole === reading) this.#readingWhole = null;
        }
      });
      this.#readingWhole = reading;
    }
    return this.#readingWhole.join(signal);
  }

  /** Counts what came. What arrives after the program went on may be of another moment: it is refused. */
  #arrived<T extends { readonly length: number }>(
    values: T,
    live: TensorSource,
    what: string,
    bytes = this.#sizeOf(values.length),
  ): T {
    if (this.#stillLive(what) !== live) throw this.#refusal(what);
    this.movedBytes += bytes;
    this.firstReadAt ??= this.now();
    return values;
  }

  #stillLive(what: string): TensorSource {
    if (this.#live === null) throw this.#refusal(what);
    return this.#live;
  }

  #refusal(what: string): UserError {
    return new UserError(
      'not-paused',
      `${what} was not read at this stop. ${this.#why} Only what was looked at while the program was paused there is remembered.`,
    );
  }

  #isMissing(classAxis: number, row: number): boolean {
    return !this.#rows.has(this.#keyOf(classAxis, row)) && this.#readingOf(classAxis, row) === undefined;
  }

  #readingOf(classAxis: number, row: number): ReadingRows | undefined {
    const reading = this.#reading.get(this.#keyOf(classAxis, row));
    return reading?.read.isAbandoned === true ? undefined : reading;
  }

  #keyOf(classAxis: number, row: number): number {
    return row * Math.max(1, this.shape.length) + classAxis;
  }

  #sizeOf(elements: number): number {
    return elements * dtypes[this.dtype].bytes;
  }
}
