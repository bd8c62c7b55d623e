import assert from 'node:assert/strict';
import { memoryTensor, type Tensor } from '../../../src/core/tensor.js';
import type { ProgramOptions } from '../../../src/conversion/programs/program.js';
import { programs } from '../../../src/conversion/programs/programs.js';
import { assertRefuses } from '../core/refusal.js';

const row = memoryTensor({ shape: [3], dtype: 'float32', values: Float64Array.of(2, 1, -Infinity), targets: [0] });

function written(id: string, tensor: Tensor, options?: ProgramOptions): string {
  const program = programs.find((candidate) => candidate.id === id);
  assert.ok(program, id);
  return program.write(tensor, options);
}

describe('a program that computes a quantity', () => {
  it('is short, and ends with the quantity', () => {
    assert.equal(
      written('pytorch-loss', row, { temperature: 0.5, labelSmoothing: { epsilon: 0.1, convention: 'pytorch' } }),
      `import torch
import torch.nn.functional as F

logits = torch.tensor([2.0, 1.0, float('-inf')], dtype=torch.float32)
targets = torch.tensor(0, dtype=torch.int64)
temperature = 0.5
scaled = logits / temperature

loss = F.cross_entropy(scaled, targets, reduction='none', label_smoothing=0.1)
print(loss)
`,
    );
    assert.equal(
      written('numpy-probabilities', row),
      `import numpy as np

logits = np.array([2.0, 1.0, -np.inf], dtype=np.float32)

shifted = logits - logits.max(axis=-1, keepdims=True)
weights = np.exp(shifted)
probabilities = weights / weights.sum(axis=-1, keepdims=True)
print(probabilities)
`,
    );
    assert.equal(
      written('jax-margin', row, { temperature: 2 }),
      `import jax.numpy as jnp

logits = jnp.array([2.0, 1.0, -jnp.inf], dtype=jnp.float32)

ordered = jnp.sort(logits, axis=-1)
margin = ordered.take(-1, axis=-1) - ordered.take(-2, axis=-1)
print(margin)
`,
    );
  });

  it('has one name for each quantity and library', () => {
    assert.equal(programs.length, 21);
    assert.equal(new Set(programs.map(({ id }) => id)).size, 21);
    assert.equal(new Set(programs.map(({ title }) => title)).size, 21);
  });

  it('takes the target that is chosen before those of the tensor', () => {
    assert.match(written('numpy-loss', row, { target: 2 }), /targets = np\.array\(2, dtype=np\.int64\)/);
    const rows = memoryTensor({ shape: [2, 2], dtype: 'float64', values: new Float64Array(4) });
    assert.match(written('jax-gradient', rows, { target: 1 }), /targets = jnp\.array\(\[1, 1\], dtype=jnp\.int32\)/);
  });

  it('is refused for what has no such quantity', () => {
    const of = (shape: readonly number[]): Tensor =>
      memoryTensor({
        shape,
        dtype: 'float32',
        values: new Float64Array(shape.reduce((product, length) => product * length, 1)),
      });
    for (const { id } of programs) {
      assertRefuses(() => written(id, of([])), 'shape-mismatch');
      assertRefuses(() => written(id, of([0, 3])), 'empty');
      assertRefuses(() => written(id, of([3, 0])), 'empty');
      assertRefuses(() => written(id, of([2000, 501])), 'too-large');
      assertRefuses(() => written(id, row, { temperature: 0 }), 'bad-option', /temperature/);
      const classic = { labelSmoothing: { epsilon: 0.1, convention: 'classic' } } as const;
      assertRefuses(() => written(id, row, classic), 'bad-option', /PyTorch/);
    }
    for (const id of ['pytorch-loss', 'numpy-gradient', 'jax-loss']) {
      assertRefuses(() => written(id, of([2, 3])), 'bad-option', /no target/);
      assertRefuses(() => written(id, row, { target: 3 }), 'bad-option', /target 3/);
    }
    assertRefuses(() => written('jax-margin', of([2, 1])), 'bad-option', /two classes/);
  });
});
