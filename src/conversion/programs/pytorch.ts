import type { Tensor } from '../../core/tensor.js';
import { torchTensor } from '../forms/python.js';
import { givenOf, givenTargets, scaledLogits } from './given.js';
import type { ProgramOptions, QuantityId } from './program.js';

/** A program in PyTorch, line by line. */
export function pytorchLines(quantity: QuantityId, tensor: Tensor, options: ProgramOptions): string[] {
  const given = givenOf(tensor, options);
  const { axis, smoothing, isNarrow, logits } = given;
  const scaled = scaledLogits(given);
  const z = scaled.name;
  const literal = `logits = ${torchTensor(logits)}${isNarrow ? '.float()' : ''}`;
  const functional = ['import torch', 'import torch.nn.functional as F', '', literal];
  switch (quantity) {
    case 'probabilities':
      return [...functional, ...scaled.lines, '', `probabilities = F.softmax(${z}, dim=${axis})`];
    case 'log-probabilities':
      return [...functional, ...scaled.lines, '', `log_probabilities = F.log_softmax(${z}, dim=${axis})`];
    case 'entropy':
      return [
        ...[...functional, ...scaled.lines, ''],
        `probabilities = F.softmax(${z}, dim=${axis})`,
        '# entr(p) is -p ln p, and 0 where p is 0.',
        `entropy = torch.special.entr(probabilities).sum(dim=${axis})`,
      ];
    case 'log-sum-exp':
      return [
        ...['import torch', '', literal],
        ...scaled.lines,
        '',
        `log_sum_exp = torch.logsumexp(${z}, dim=${axis})`,
      ];
    case 'margin':
      return [
        ...['import torch', '', literal, ''],
        `largest = logits.topk(2, dim=${axis}).values`,
        `margin = largest.select(${axis}, 0) - largest.select(${axis}, 1)`,
      ];
    case 'loss':
    case 'gradient': {
      const targets = `targets = ${torchTensor(givenTargets(tensor, options, 'int64').indices)}`;
      const needsMove = tensor.shape.length > 1 && tensor.classAxis !== 1;
      const classesSecond = needsMove ? `${z}.movedim(${axis}, 1)` : z;
      const softened = smoothing === 0 ? '' : `, label_smoothing=${smoothing}`;
      const loss = (reduction: string): string =>
        `F.cross_entropy(${classesSecond}, targets, reduction='${reduction}'${softened})`;
      if (quantity === 'loss') return [...functional, targets, ...scaled.lines, '', `loss = ${loss('none')}`];
      return [
        ...[...functional, 'logits.requires_grad_()', targets, ...scaled.lines, ''],
        '# Of the sum, so that each row has the gradient of its own loss.',
        `${loss('sum')}.backward()`,
        'gradient = logits.grad',
      ];
    }
  }
}
