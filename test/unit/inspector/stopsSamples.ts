import type { RowSums } from '../../../src/core/kernel/kernel.js';
import { elementAt } from '../../../src/core/element.js';
import { elementCount } from '../../../src/core/axes.js';
import type { CancelSignal, SummedRow, TensorSource } from '../../../src/core/tensorSource.js';
import type { DTypeName } from '../../../src/core/dtype.js';
import type { OpenedTensor } from '../../../src/formats/format.js';
import type { StopPlace, Stops } from '../../../src/inspector/stops.js';

interface Sample {
  readonly shape: readonly number[];
  readonly dtype?: DTypeName;
  /** The logit of a class of a row, with the classes on the last axis. */
  readonly logit: (row: number, index: number) => number;
  readonly sums?: boolean;
}

/** A tensor in a paused program: rows come as they are asked for, each request is kept, and one may be held back. */
export class LiveTensor implements TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder = false;
  readonly requests: string[] = [];
  /** What the next answers wait for. */
  gate: Promise<void> = Promise.resolve();
  declare readonly sumRows?: NonNullable<TensorSource['sumRows']>;

  constructor(private readonly sample: Sample) {
    this.shape = sample.shape;
    this.dtype = sample.dtype ?? 'float32';
    if (sample.sums === true) this.sumRows = (_, start, end, targets) => this.sums(start, end, targets);
  }

  private get classCount(): number {
    return this.shape.at(-1) ?? 1;
  }

  async read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    return this.answer(`read ${start}-${end}`, signal, () =>
      Float64Array.from({ length: end - start }, (_, at) => {
        const element = start + at;
        return this.sample.logit(Math.floor(element / this.classCount), element % this.classCount);
      }),
    );
  }

  async readRows(classAxis: number, start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    if (classAxis !== this.shape.length - 1) throw new Error('This sample has its classes on the last axis.');
    return this.answer(`rows ${start}-${end}`, signal, () => {
      const row = (at: number) => start + Math.floor(at / this.classCount);
      return Float64Array.from({ length: (end - start) * this.classCount }, (_, at) =>
        this.sample.logit(row(at), at % this.classCount),
      );
    });
  }

  private async sums(start: number, end: number, targets: Int32Array): Promise<SummedRow[]> {
    return this.answer(`sums ${start}-${end}`, undefined, () =>
      Array.from({ length: end - start }, (_, at) => {
        const row = Float64Array.from({ length: this.classCount }, (__, index) => this.sample.logit(start + at, index));
        const target = targets[at] ?? -1;
        return { sums: sumsOf(row), targetLogit: target < 0 ? NaN : elementAt(row, target) };
      }),
    );
  }

  private async answer<T>(request: string, signal: CancelSignal | undefined, make: () => T): Promise<T> {
    this.requests.push(request);
    await this.gate;
    signal?.throwIfAborted();
    return make();
  }
}

/** What a debuggee would add up, written down plainly; for rows of finite logits. */
function sumsOf(row: Float64Array): RowSums {
  const max = Math.max(...row);
  const argmax = row.indexOf(max);
  const rest = Array.from(row).filter((_, index) => index !== argmax);
  const runnerUpLogit = Math.max(...rest);
  return {
    classCount: row.length,
    nan: 0,
    positiveInfinity: 0,
    negativeInfinity: 0,
    argmax,
    ties: row.filter((logit) => logit === max).length,
    max,
    runnerUp: row.findIndex((logit, index) => logit === runnerUpLogit && index !== argmax),
    runnerUpLogit,
    weight: rest.reduce((sum, logit) => sum + Math.exp(logit - max), 0),
    moment: rest.reduce((sum, logit) => sum + (logit - max) * Math.exp(logit - max), 0),
    finiteMasks: 0,
    isFloat32: false,
  };
}

/** A tensor as an adapter describes it. */
export function described(
  tensor: TensorSource,
  changes: Partial<OpenedTensor> = {},
): { readonly opened: OpenedTensor; readonly sizeBytes: number } {
  const opened = { format: 'torch.Tensor', tensor, isRemote: true, device: 'cuda:0', notices: [], ...changes };
  return { opened, sizeBytes: 4 * elementCount(tensor.shape) };
}

/** A place of a stop, each later than the one before. */
export function placeAt(line: number, at = 1000 * line): StopPlace {
  return { line: `train.py:${line}`, functionName: 'evaluate()', process: 'rank 0', at };
}

/** Adds a stop of a new tensor, and answers that. */
export function addStop(stops: Stops, sample: Sample, line = 88): LiveTensor {
  const live = new LiveTensor(sample);
  stops.add(described(live), placeAt(line));
  return live;
}
