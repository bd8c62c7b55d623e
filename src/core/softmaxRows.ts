import { describe } from './describe.js';
import { Distribution } from './distribution.js';
import { float64Storage } from './float64Storage.js';
import { givenRows } from './givenTensor.js';
import { type ArithmeticPath, checkedPath } from './inspectTensor.js';
import { fastestKernel } from './kernel/fastest.js';
import type { Kernel, SoftmaxOutput } from './kernel/kernel.js';
import { checkedTemperature } from './temperature.js';
import { storedRows, type Tensor } from './tensor.js';
import { UserError } from './userError.js';

/** What the rows of a tensor are turned into; part of the public API. */
export interface SoftmaxRowsOptions {
  /** `softmax`, the default, or `logSoftmax`, in nats. */
  readonly output?: SoftmaxOutput | null | undefined;
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
  /**
   * `exact`, the default: made in float64, as a `Float64Array`. `float32`: as a `Float32Array`, made in float32 arithmetic
   * where the tensor is float32, float16 or bfloat16 and T = 1: to two units in the last place of float32.
   */
  readonly path?: ArithmeticPath | null | undefined;
}

/**
 * softmax or log-softmax of every row along the class axis, row after row (rows in C order over the other axes). Rows that
 * hold NaN or +inf, or nothing finite, are NaN. Throws a `UserError`: `empty`, `too-large`, `bad-option`.
 */
export function softmaxRows(
  tensor: Tensor,
  options: SoftmaxRowsOptions = {},
  kernel: Kernel = fastestKernel,
): Float64Array | Float32Array {
  const given = givenRows(tensor);
  const { rowCount, classCount } = given;
  const output = checkedOutput(options.output ?? 'softmax');
  const temperature = checkedTemperature(options.temperature ?? 1);
  const isFloat32 = checkedPath(options.path ?? 'exact') === 'float32';
  const out = isFloat32 ? float32Storage(rowCount * classCount) : float64Storage(rowCount * classCount);
  const stored = temperature === 1 ? storedRows(tensor) : undefined;
  if (out instanceof Float32Array && stored !== undefined) {
    if (rowCount > 0) kernel.softmaxInto(stored, classCount, output, out);
    return out;
  }
  for (let index = 0; index < rowCount; index++) {
    const distribution = new Distribution(given.row(index), temperature, kernel);
    const values = output === 'softmax' ? distribution.probabilities() : distribution.logProbabilities();
    out.set(values, index * classCount);
  }
  return out;
}

function checkedOutput(output: SoftmaxOutput): SoftmaxOutput {
  const given: unknown = output;
  if (given === 'softmax' || given === 'logSoftmax') return given;
  throw new UserError('bad-option', `The output option is ${describe(given)}: choose "softmax" or "logSoftmax".`);
}

function float32Storage(length: number): Float32Array {
  try {
    return new Float32Array(length);
  } catch {
    throw new UserError('too-large', `${length} numbers do not fit into memory at once: give a smaller part.`);
  }
}
