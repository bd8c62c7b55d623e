import type { Tensor } from '../../core/tensor.js';
import { numpyArray } from '../forms/python.js';
import { type Given, givenOf, givenTargets, retyped, scaledLogits } from './given.js';
import type { ProgramOptions, QuantityId } from './program.js';

/** A program in NumPy, line by line: the largest logit is subtracted first, so that no exponential overflows. */
export function numpyLines(quantity: QuantityId, tensor: Tensor, options: ProgramOptions): string[] {
  const given = givenOf(tensor, options);
  const { axis } = given;
  const scaled = scaledLogits(given);
  const z = scaled.name;
  const head = ['import numpy as np', '', `logits = ${literalOf(given)}`];
  const shifted = [...scaled.lines, '', `shifted = ${z} - ${z}.max(axis=${axis}, keepdims=True)`];
  switch (quantity) {
    case 'probabilities':
      return [...head, ...shifted, ...softmaxLines(axis)];
    case 'log-probabilities':
      return [...head, ...shifted, logSoftmaxLine(axis)];
    case 'entropy':
      return [
        ...[...head, ...shifted, logSoftmaxLine(axis)],
        'probabilities = np.exp(log_probabilities)',
        '# A class without probability adds 0.',
        `entropy = (probabilities * np.where(probabilities > 0, -log_probabilities, 0.0)).sum(axis=${axis})`,
      ];
    case 'log-sum-exp':
      return [
        ...[...head, ...scaled.lines, ''],
        `largest = ${z}.max(axis=${axis}, keepdims=True)`,
        '# A row that is masked wholly has no largest: of it comes -inf.',
        'shift = np.where(np.isfinite(largest), largest, 0.0)',
        `log_sum_exp = np.log(np.exp(${z} - shift).sum(axis=${axis})) + shift.squeeze(axis=${axis})`,
      ];
    case 'margin':
      return [
        ...[...head, ''],
        `ordered = np.sort(logits, axis=${axis})`,
        `margin = ordered.take(-1, axis=${axis}) - ordered.take(-2, axis=${axis})`,
      ];
    case 'loss':
    case 'gradient': {
      const { indices, someIgnored } = givenTargets(tensor, options, 'int64');
      const known = someIgnored ? ['known = targets != -100', 'targets = np.where(known, targets, 0)'] : [];
      const start = [...head, `targets = ${numpyArray(indices)}`, ...known, ...shifted];
      return [...start, ...(quantity === 'loss' ? lossLines : gradientLines)(given, someIgnored)];
    }
  }
}

/** NumPy has no bfloat16: float32 holds all its values. */
function literalOf({ logits, isNarrow }: Given): string {
  if (logits.dtype === 'bfloat16') return `${numpyArray(retyped(logits, 'float32'))}  # of bfloat16`;
  return numpyArray(logits) + (isNarrow ? '.astype(np.float32)' : '');
}

function softmaxLines(axis: number): string[] {
  return ['weights = np.exp(shifted)', `probabilities = weights / weights.sum(axis=${axis}, keepdims=True)`];
}

function logSoftmaxLine(axis: number): string {
  return `log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=${axis}, keepdims=True))`;
}

function lossLines({ axis, smoothing }: Given, someIgnored: boolean): string[] {
  const loss =
    smoothing === 0
      ? 'loss = log_total - picked'
      : `loss = log_total - (1 - smoothing) * picked - smoothing * shifted.mean(axis=${axis})`;
  return [
    `log_total = np.log(np.exp(shifted).sum(axis=${axis}))`,
    `picked = np.take_along_axis(shifted, np.expand_dims(targets, ${axis}), axis=${axis}).squeeze(axis=${axis})`,
    ...(smoothing === 0 ? [] : [`smoothing = ${smoothing}`]),
    loss,
    ...(someIgnored ? ['loss = np.where(known, loss, 0.0)'] : []),
  ];
}

function gradientLines({ axis, classCount, smoothing, temperature }: Given, someIgnored: boolean): string[] {
  const smoothed = [`smoothing = ${smoothing}`, `wanted = (1 - smoothing) * wanted + smoothing / ${classCount}`];
  return [
    ...softmaxLines(axis),
    'wanted = np.zeros_like(probabilities)',
    `np.put_along_axis(wanted, np.expand_dims(targets, ${axis}), 1, axis=${axis})`,
    ...(smoothing === 0 ? [] : smoothed),
    `gradient = ${temperature === 1 ? 'probabilities - wanted' : '(probabilities - wanted) / temperature'}`,
    ...(someIgnored ? [`gradient = np.where(np.expand_dims(known, ${axis}), gradient, 0.0)`] : []),
  ];
}
