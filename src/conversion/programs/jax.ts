import type { Tensor } from '../../core/tensor.js';
import { jaxArray } from '../forms/python.js';
import { type Given, givenOf, givenTargets, scaledLogits } from './given.js';
import type { ProgramOptions, QuantityId } from './program.js';

/** A program in JAX, line by line. */
export function jaxLines(quantity: QuantityId, tensor: Tensor, options: ProgramOptions): string[] {
  const given = givenOf(tensor, options);
  const { axis, isNarrow, logits } = given;
  const scaled = scaledLogits(given);
  const z = scaled.name;
  const isWide = logits.dtype === 'float64';
  const head = [
    ...(isWide || quantity !== 'margin' ? ['import jax'] : []),
    ...['import jax.numpy as jnp', ''],
    ...(isWide ? ["jax.config.update('jax_enable_x64', True)"] : []),
    `logits = ${jaxArray(logits)}${isNarrow ? '.astype(jnp.float32)' : ''}`,
  ];
  const logSoftmax = `log_probabilities = jax.nn.log_softmax(${z}, axis=${axis})`;
  switch (quantity) {
    case 'probabilities':
      return [...head, ...scaled.lines, '', `probabilities = jax.nn.softmax(${z}, axis=${axis})`];
    case 'log-probabilities':
      return [...head, ...scaled.lines, '', logSoftmax];
    case 'entropy':
      return [
        ...[...head, ...scaled.lines, '', logSoftmax],
        'probabilities = jnp.exp(log_probabilities)',
        '# A class without probability adds 0.',
        `entropy = (probabilities * jnp.where(probabilities > 0, -log_probabilities, 0.0)).sum(axis=${axis})`,
      ];
    case 'log-sum-exp':
      return [...head, ...scaled.lines, '', `log_sum_exp = jax.nn.logsumexp(${z}, axis=${axis})`];
    case 'margin':
      return [
        ...[...head, ''],
        `ordered = jnp.sort(logits, axis=${axis})`,
        `margin = ordered.take(-1, axis=${axis}) - ordered.take(-2, axis=${axis})`,
      ];
    case 'loss':
    case 'gradient': {
      const { indices, someIgnored } = givenTargets(tensor, options, 'int32');
      const known = someIgnored ? ['known = targets != -100', 'targets = jnp.where(known, targets, 0)'] : [];
      const start = [...head, `targets = ${jaxArray(indices)}`, ...known, ...scaled.lines, ''];
      if (quantity === 'loss') return [...start, logSoftmax, ...lossLines(given, someIgnored)];
      return [...start, ...gradientLines(z, given, someIgnored)];
    }
  }
}

function lossLines({ axis, smoothing }: Given, someIgnored: boolean): string[] {
  const smoothed = [
    `smoothing = ${smoothing}`,
    `loss = (1 - smoothing) * loss - smoothing * log_probabilities.mean(axis=${axis})`,
  ];
  return [
    `loss = -jnp.take_along_axis(log_probabilities, jnp.expand_dims(targets, ${axis}), axis=${axis}).squeeze(axis=${axis})`,
    ...(smoothing === 0 ? [] : smoothed),
    ...(someIgnored ? ['loss = jnp.where(known, loss, 0.0)'] : []),
  ];
}

function gradientLines(z: string, { axis, classCount, smoothing, temperature }: Given, someIgnored: boolean): string[] {
  const smoothed = [`smoothing = ${smoothing}`, `wanted = (1 - smoothing) * wanted + smoothing / ${classCount}`];
  return [
    `probabilities = jax.nn.softmax(${z}, axis=${axis})`,
    `wanted = jax.nn.one_hot(targets, ${classCount}, dtype=probabilities.dtype, axis=${axis})`,
    ...(smoothing === 0 ? [] : smoothed),
    `gradient = ${temperature === 1 ? 'probabilities - wanted' : '(probabilities - wanted) / temperature'}`,
    ...(someIgnored ? [`gradient = jnp.where(jnp.expand_dims(known, ${axis}), gradient, 0.0)`] : []),
  ];
}
