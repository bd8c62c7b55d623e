/**
 * The public API: what `activate()` returns to other extensions, and on its own the module `dist/api.mjs`. It knows
 * neither VS Code nor Node nor the DOM. Whatever it cannot do it refuses with a `UserError`; nothing else is thrown.
 */
import { calibrate as calibrateRows, type Calibration, type CalibrationOptions } from './core/calibration.js';
import { compare as compareTensors, type Comparison, type ComparisonOptions } from './core/comparison.js';
import { describe } from './core/describe.js';
import { Distribution } from './core/distribution.js';
import { inspectRow as inspect, type RowInspection, type RowOptions } from './core/inspectRow.js';
import { inspectTensor as inspectRows, type TensorInspection, type TensorOptions } from './core/inspectTensor.js';
import { LaneLayout } from './core/laneLayout.js';
import { rowOf } from './core/logits.js';
import { namedOptions, propertyOf } from './core/namedOptions.js';
import { logSoftmax as logSoftmaxOf, softmax as softmaxOf } from './core/softmax.js';
import { softmaxRows as softmaxOfRows, type SoftmaxRowsOptions } from './core/softmaxRows.js';
import { checkedTemperature, sweepTemperature as sweep, type TemperatureSweep } from './core/temperature.js';
import { memoryTensor, type Tensor } from './core/tensor.js';
import { UserError } from './core/userError.js';
import { fittingLabels } from './formats/fittingLabels.js';
import { givenBytes } from './formats/givenBytes.js';
import { memorySource } from './formats/memorySource.js';
import { openTensor } from './formats/open.js';
import { readText } from './formats/text/parseText.js';

export { type DistillationLoss, distillationLoss, type DistillationOptions } from './core/distillation.js';
export { checkGradient, type GradientCheck, type GradientCheckOptions } from './core/gradientCheck.js';
export { type Jacobian, jacobian, type JacobianOptions, jacobianRow, jacobianVectorProduct } from './core/jacobian.js';
export { sample, type Sampling, type SamplingOptions } from './core/sampling.js';
export type { SamplingStep } from './core/samplingSteps.js';
export type { LabelSmoothing } from './core/target.js';
export { UserError, type UserErrorCode } from './core/userError.js';
export type { CalibrationFigures, ReliabilityBin } from './core/reliability.js';
export type { RowComparison } from './core/rowComparison.js';
export type { Calibration, CalibrationOptions, Comparison, ComparisonOptions };
export type { SoftmaxRowsOptions };
export type { ArithmeticPath } from './core/inspectTensor.js';
export type { RowInspection, RowOptions, TemperatureSweep, Tensor, TensorInspection, TensorOptions };

/** How a file's bytes are to be read. */
export interface ReadOptions {
  /** Takes two-byte void elements (`V2`, as NumPy writes ml_dtypes' bfloat16) for bfloat16. */
  readonly dtype?: 'bfloat16' | null | undefined;
  /** The axis of the classes; the default is what the file says, else the last. Negative counts from the end. */
  readonly classAxis?: number | null | undefined;
  /** Ends the reading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | null | undefined;
}

/** How a text is to be read. */
export interface ParseTextOptions {
  /** The axis of the classes; the default is the last. Negative counts from the end. */
  readonly classAxis?: number | null | undefined;
}

/**
 * Reads a tensor from the bytes of any supported file, whole. `name` only breaks ties between formats. Class names and
 * targets in the file that do not fit the tensor are left out, with a notice. Rejects with a `UserError`: what was
 * found, where, and what to do.
 */
export async function readTensor(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Tensor> {
  const source = memorySource(givenBytes(bytes));
  const checked = checkedOptions(options);
  const given: unknown = name;
  const opened = await openTensor(source, typeof given === 'string' ? given : '', checked);
  const { shape, dtype, fortranOrder } = opened.tensor;
  const classAxis = checked.classAxis ?? opened.classAxis ?? -1;
  const { rowCount, classCount } = new LaneLayout(shape, fortranOrder, classAxis);
  checked.signal?.throwIfAborted();
  // In their own type where that can be: four times less than as float64 for a half.
  const stored = await opened.tensor.readStored?.(0, rowCount * classCount, checked.signal);
  const values = stored ?? (await opened.tensor.read(0, rowCount * classCount, checked.signal));
  const { notices, ...labels } = fittingLabels(opened, rowCount, classCount);
  return memoryTensor({
    shape,
    dtype,
    fortranOrder,
    values,
    classAxis,
    notices: [...opened.notices, ...notices],
    ...labels,
  });
}

/**
 * Reads the numbers of a text: a tensor as PyTorch, NumPy, JAX, TensorFlow, a debugger or a console prints it, an array
 * literal of any language, JSON, a table. Rounded numbers come with the notice `display-precision`. Throws a `UserError`:
 * `elided` where numbers were left out in printing, `ragged`, `truncated`, `empty`, `not-numeric` for any other text,
 * `shape-mismatch`, `too-large`, `bad-option`.
 */
export function parseText(text: string, options: ParseTextOptions = {}): Tensor {
  const { classAxis } = checkedOptions(namedOptions(options, ['classAxis'], 'parseText'));
  return readText(text, classAxis === undefined ? {} : { classAxis }).tensor;
}

/**
 * Everything about one row of K logits: figures, probabilities, precision; with a target also loss and gradient. Throws
 * a `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for an option that has no meaning.
 */
export function inspectRow(logits: ArrayLike<number>, options: RowOptions = {}): RowInspection {
  return inspect(logits, namedOptions(options, ['temperature', 'target', 'labelSmoothing', 'topK'], 'inspectRow'));
}

/**
 * The figures of every row of a tensor along its class axis, as columns. Rows that hold NaN or +inf, or nothing finite,
 * have NaN there, and the warnings say how many. Throws a `UserError`: `empty` for rows without classes, `too-large`
 * for more than 2^24 rows, `bad-option`.
 */
export function inspectTensor(tensor: Tensor, options: TensorOptions = {}): TensorInspection {
  const checked = namedOptions(options, ['temperature', 'targets', 'labelSmoothing', 'path'], 'inspectTensor', [
    'targets',
  ]);
  return inspectRows(tensor, checked);
}

/**
 * Entropy (nats), its slope (nats per unit of T) and the top probability of softmax(z / T) over temperatures; the
 * default is 64 of them, log-spaced from 0.05 to 20. Throws a `UserError`: `empty` or `not-numeric` for the logits,
 * `bad-option`.
 */
export function sweepTemperature(logits: ArrayLike<number>, temperatures?: ArrayLike<number> | null): TemperatureSweep {
  return sweep(logits, temperatures);
}

/**
 * softmax(z / T) of one row, T = 1 unless given: all NaN for a row that holds NaN or +inf or nothing finite; −inf gives
 * 0. Throws a `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for the temperature.
 */
export function softmax(logits: ArrayLike<number>, temperature?: number | null): Float64Array {
  return softmaxOf(rowOf(logits), checkedTemperature(temperature ?? 1));
}

/** ln softmax(z / T) in nats, exact where the probability itself rounds to 0; otherwise as `softmax`. */
export function logSoftmax(logits: ArrayLike<number>, temperature?: number | null): Float64Array {
  return logSoftmaxOf(rowOf(logits), checkedTemperature(temperature ?? 1));
}

/** ln Σ e^(z/T) in nats, without overflow; otherwise as `softmax`. */
export function logSumExp(logits: ArrayLike<number>, temperature?: number | null): number {
  return new Distribution(rowOf(logits), checkedTemperature(temperature ?? 1)).logSumExp;
}

/**
 * How each row of a tensor differs from that row of another of the same shape and class axis, and all of them together:
 * KL both ways and Jensen–Shannon (nats), total variation, differences of p and of the logits, agreement of the top
 * classes. Rows without a softmax in either have NaN. Throws a `UserError`: `shape-mismatch`, `empty` for rows without
 * classes, `too-large` for more than 2^24 rows, `bad-option`.
 */
export function compare(a: Tensor, b: Tensor, options: ComparisonOptions = {}): Comparison {
  return compareTensors(a, b, namedOptions(options, ['temperature', 'topK'], 'compare'));
}

/**
 * How well softmax(z) fits the labels, a class index for each row (−100 leaves one out), and the temperature that fits
 * them best with the figures there. Throws a `UserError`: `empty` for rows without classes, `too-large` for more than
 * 2^24 rows, `bad-option`.
 */
export function calibrate(logits: Tensor, labels: ArrayLike<number>, options: CalibrationOptions = {}): Calibration {
  return calibrateRows(logits, labels, namedOptions(options, ['bins'], 'calibrate'));
}

/**
 * softmax or log-softmax of every row of a tensor along its class axis, row after row, in float64 or in float32. Rows
 * without a softmax are NaN. Throws a `UserError`: `empty` for rows without classes, `too-large`, `bad-option`.
 */
export function softmaxRows(tensor: Tensor, options: SoftmaxRowsOptions = {}): Float64Array | Float32Array {
  return softmaxOfRows(tensor, namedOptions(options, ['output', 'temperature', 'path'], 'softmaxRows'));
}

interface CheckedOptions {
  readonly dtype?: 'bfloat16';
  readonly classAxis?: number;
  readonly signal?: AbortSignal;
}

/** Callers from JavaScript are not checked by the compiler. */
function checkedOptions(options: ReadOptions): CheckedOptions {
  const named = namedOptions(options, ['dtype', 'classAxis', 'signal'], 'readTensor');
  const { dtype, classAxis }: { readonly dtype?: unknown; readonly classAxis?: unknown } = named;
  const { signal } = named;
  if (dtype !== undefined && dtype !== 'bfloat16') {
    throw new UserError('bad-option', `The dtype option is ${describe(dtype)}: only "bfloat16" can be asked for.`);
  }
  if (classAxis !== undefined && !(typeof classAxis === 'number' && Number.isInteger(classAxis))) {
    throw new UserError(
      'bad-option',
      `The classAxis option is ${describe(classAxis)}: give a whole number; negative ones count from the end.`,
    );
  }
  if (signal !== undefined) checkSignal(signal);
  return {
    ...(dtype === 'bfloat16' && { dtype }),
    ...(classAxis !== undefined && { classAxis }),
    ...(signal && { signal }),
  };
}

function checkSignal(signal: unknown): void {
  const isObject = typeof signal === 'object' && signal !== null;
  if (isObject && typeof propertyOf(signal, 'throwIfAborted', 'The signal option') === 'function') return;
  throw new UserError('bad-option', `The signal option is ${describe(signal)}: give an AbortSignal, or leave it out.`);
}
