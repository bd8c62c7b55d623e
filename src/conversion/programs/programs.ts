import type { Tensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import { jaxLines } from './jax.js';
import { numpyLines } from './numpy.js';
import type { Program, ProgramOptions, QuantityId } from './program.js';
import { pytorchLines } from './pytorch.js';

interface Quantity {
  readonly title: string;
  readonly options: readonly (keyof ProgramOptions)[];
}

const quantities: Readonly<Record<QuantityId, Quantity>> = {
  probabilities: { title: 'Probabilities (softmax)', options: ['temperature'] },
  'log-probabilities': { title: 'Log-probabilities (log-softmax)', options: ['temperature'] },
  entropy: { title: 'Entropy', options: ['temperature'] },
  'log-sum-exp': { title: 'Log-sum-exp', options: ['temperature'] },
  margin: { title: 'Margin of the largest logit', options: [] },
  loss: { title: 'Cross-entropy loss', options: ['temperature', 'target', 'labelSmoothing'] },
  gradient: { title: 'Gradient of the cross-entropy', options: ['temperature', 'target', 'labelSmoothing'] },
};

const libraries = [
  { id: 'pytorch', title: 'PyTorch', lines: pytorchLines },
  { id: 'numpy', title: 'NumPy', lines: numpyLines },
  { id: 'jax', title: 'JAX', lines: jaxLines },
] as const;

/** Every quantity in every library. A new library is a file and a row here. */
export const programs: readonly Program[] = libraries.flatMap(({ id, title, lines }) =>
  (Object.keys(quantities) as QuantityId[]).map((quantity) => ({
    id: `${id}-${quantity}`,
    title: `${quantities[quantity].title} in ${title}`,
    quantity,
    options: quantities[quantity].options,
    languageId: 'python',
    write: (tensor: Tensor, options: ProgramOptions = {}) => {
      checkClasses(quantity, tensor);
      return [...lines(quantity, tensor, options), `print(${variableOf(quantity)})`, ''].join('\n');
    },
  })),
);

function checkClasses(quantity: QuantityId, { shape, classAxis }: Tensor): void {
  if (quantity !== 'margin' || shape[classAxis] !== 1) return;
  throw new UserError('bad-option', 'A margin is between two classes, and there is one: choose another quantity.');
}

function variableOf(quantity: QuantityId): string {
  return quantity.replaceAll('-', '_');
}
