import { counted } from '../core/counted.js';
import { givenRows } from '../core/givenTensor.js';
import { lossGradient } from '../core/loss.js';
import { checkedRowTargets, ignoredTarget } from '../core/rowTargets.js';
import { checkedClass, givenSmoothing, targetOf } from '../core/target.js';
import { checkedTemperature } from '../core/temperature.js';
import type { Tensor } from '../core/tensor.js';
import { UserError } from '../core/userError.js';
import type { ConversionOptions, ConvertedTensor } from './conversion.js';
import { eachRow } from './eachRow.js';
import { resultDtype } from './rounding.js';
import { distributionOf } from './rowChecks.js';

/**
 * ∂L/∂z of each row's own cross-entropy L of z / T, (p − y) / T, with the target smoothed where that is asked for. A row
 * whose target is −100 has zeros.
 */
export function crossEntropyGradient(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const temperature = checkedTemperature(options.temperature ?? 1);
  const { rowCount, classCount, targets: own } = givenRows(tensor);
  const smoothing = givenSmoothing(options.labelSmoothing, classCount);
  const targets = targetsOf(options.target, own, rowCount, classCount);
  const { tensor: gradient, rounding } = eachRow(tensor, resultDtype(tensor.dtype, options.dtype), (row, index) => {
    const target = targets[index] ?? ignoredTarget;
    if (target === ignoredTarget) return new Float64Array(classCount);
    return lossGradient(distributionOf(row, index, temperature), targetOf(target, classCount, smoothing));
  });
  const ignored = targets.filter((target) => target === ignoredTarget).length;
  const notes = rounding.notes();
  if (ignored > 0) notes.push(`${counted(ignored, 'row')} with the target ${ignoredTarget}: the gradient is 0.`);
  if (rowCount > 1) {
    notes.push(
      `The gradient is of each row's own loss; that of the mean over ${rowCount} rows is ${rowCount} times smaller.`,
    );
  }
  return { kind: 'tensor', tensor: gradient, notes };
}

function targetsOf(target: number | undefined, own: unknown, rowCount: number, classCount: number): Float64Array {
  if (target !== undefined) return new Float64Array(rowCount).fill(checkedClass(target, classCount));
  if (own !== undefined) return checkedRowTargets(own, rowCount, classCount);
  throw new UserError('bad-option', 'The gradient needs a target, and the tensor has none: choose a target class.');
}
