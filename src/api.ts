/**
 * The public API: what `activate()` returns to other extensions, and on its own the module `dist/api.mjs`. It knows
 * neither VS Code nor Node nor the DOM. Whatever it cannot do it refuses with a `UserError`; nothing else is thrown.
 */
import { inspectRow as inspect, type RowInspection, type RowOptions } from './core/inspectRow.js';
import { inspectTensor as inspectRows, type TensorInspection, type TensorOptions } from './core/inspectTensor.js';
import { sweepTemperature as sweep, type TemperatureSweep } from './core/temperature.js';
import { memoryTensor, type Tensor } from './core/tensor.js';
import { UserError } from './core/userError.js';
import { memorySource } from './formats/memorySource.js';
import { openTensor } from './formats/open.js';

export type { LabelSmoothing } from './core/target.js';
export { UserError, type UserErrorCode } from './core/userError.js';
export type { RowInspection, RowOptions, TemperatureSweep, Tensor, TensorInspection, TensorOptions };

/** How a file's bytes are to be read. */
export interface ReadOptions {
  /** Takes two-byte void elements (`V2`, as NumPy writes ml_dtypes' bfloat16) for bfloat16. */
  readonly dtype?: 'bfloat16';
  /** The axis of the classes; the default is what the file says, else the last. Negative counts from the end. */
  readonly classAxis?: number;
  /** Ends the reading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a tensor from the bytes of any supported file, whole. `name` only breaks ties between formats. Rejects with a
 * `UserError`: what was found, where, and what to do.
 */
export async function readTensor(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Tensor> {
  const { classAxis, ...openOptions } = checkedOptions(bytes, options);
  const opened = await openTensor(memorySource(bytes), String(name), openOptions);
  const { shape, dtype, fortranOrder } = opened.tensor;
  const count = shape.reduce((product, length) => product * length, 1);
  const values = await opened.tensor.read(0, count, options.signal);
  const axis = classAxis ?? opened.classAxis;
  return memoryTensor({
    shape,
    dtype,
    fortranOrder,
    values,
    notices: opened.notices,
    ...(axis !== undefined && { classAxis: axis }),
    ...(opened.targets && { targets: opened.targets }),
    ...(opened.classNames && { classNames: opened.classNames }),
  });
}

/**
 * Everything about one row of K logits: figures, probabilities, precision; with a target also loss and gradient. Throws a
 * `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for an option that has no meaning.
 */
export function inspectRow(logits: ArrayLike<number>, options: RowOptions = {}): RowInspection {
  return inspect(logits, record(options, 'inspectRow'));
}

/**
 * The figures of every row of a tensor along its class axis, as columns. Rows that hold NaN or +inf, or nothing finite, have
 * NaN there, and the warnings say how many. Throws a `UserError`: `empty` for rows without classes, `bad-option`.
 */
export function inspectTensor(tensor: Tensor, options: TensorOptions = {}): TensorInspection {
  const given: unknown = tensor;
  const isTensor = typeof given === 'object' && given !== null && 'row' in given && 'shape' in given;
  if (!isTensor) throw new UserError('bad-option', 'inspectTensor takes a tensor, as readTensor gives it.');
  return inspectRows(tensor, record(options, 'inspectTensor'));
}

/**
 * Entropy (nats), its slope (nats per unit of T) and the top probability of softmax(z / T) over temperatures; the default is 64 of
 * them, log-spaced from 0.05 to 20. Throws a `UserError`: `empty` or `not-numeric` for the logits, `bad-option`.
 */
export function sweepTemperature(logits: ArrayLike<number>, temperatures?: ArrayLike<number>): TemperatureSweep {
  return sweep(logits, temperatures);
}

/** Callers from JavaScript are not checked by the compiler. */
function record<T>(options: T, caller: string): T {
  if (typeof options === 'object' && options !== null) return options;
  throw new UserError('bad-option', `The options of ${caller} are an object, or left out.`);
}

function checkedOptions(bytes: unknown, options: ReadOptions): ReadOptions {
  if (!ArrayBuffer.isView(bytes) || Object.prototype.toString.call(bytes) !== '[object Uint8Array]') {
    throw new UserError('bad-option', 'readTensor takes the bytes of a file as a Uint8Array.');
  }
  const { dtype, classAxis } = record(options, 'readTensor') as {
    readonly dtype?: unknown;
    readonly classAxis?: unknown;
  };
  if (dtype !== undefined && dtype !== 'bfloat16') {
    throw new UserError(
      'bad-option',
      `The dtype option is ${JSON.stringify(dtype)}: only "bfloat16" can be asked for.`,
    );
  }
  if (classAxis !== undefined && !Number.isInteger(classAxis)) {
    throw new UserError('bad-option', 'The classAxis option is a whole number; negative ones count from the end.');
  }
  return options;
}
