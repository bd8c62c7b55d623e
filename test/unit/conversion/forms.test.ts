import assert from 'node:assert/strict';
import { memoryTensor, type Tensor } from '../../../src/core/tensor.js';
import type { DTypeName } from '../../../src/core/dtype.js';
import { forms } from '../../../src/conversion/forms/forms.js';

function tensor(shape: readonly number[], values: readonly number[], dtype: DTypeName = 'float32'): Tensor {
  return memoryTensor({ shape, dtype, values: Float64Array.from(values) });
}

const row = tensor([3], [2, Math.fround(0.1), -Infinity]);
const matrix = tensor([2, 3], [2, 1, Math.fround(0.1), Math.fround(1e-7), NaN, -0]);
const cube = tensor([2, 1, 3], [1, 2, 3, 4, 5, 6], 'int32');

/** What each form makes of a row, of a matrix and of three axes; null where it is refused. */
const expected: Readonly<Record<(typeof forms)[number]['id'], readonly [string, string, string | null]>> = {
  python: [
    "[2.0, 0.1, float('-inf')]",
    "[\n    [2.0, 1.0, 0.1],\n    [1e-7, float('nan'), -0.0],\n]",
    '[\n    [\n        [1, 2, 3],\n    ],\n    [\n        [4, 5, 6],\n    ],\n]',
  ],
  numpy: [
    'np.array([2.0, 0.1, -np.inf], dtype=np.float32)',
    'np.array([\n    [2.0, 1.0, 0.1],\n    [1e-7, np.nan, -0.0],\n], dtype=np.float32)',
    'np.array([\n    [\n        [1, 2, 3],\n    ],\n    [\n        [4, 5, 6],\n    ],\n], dtype=np.int32)',
  ],
  pytorch: [
    "torch.tensor([2.0, 0.1, float('-inf')], dtype=torch.float32)",
    "torch.tensor([\n    [2.0, 1.0, 0.1],\n    [1e-7, float('nan'), -0.0],\n], dtype=torch.float32)",
    'torch.tensor([\n    [\n        [1, 2, 3],\n    ],\n    [\n        [4, 5, 6],\n    ],\n], dtype=torch.int32)',
  ],
  jax: [
    'jnp.array([2.0, 0.1, -jnp.inf], dtype=jnp.float32)',
    'jnp.array([\n    [2.0, 1.0, 0.1],\n    [1e-7, jnp.nan, -0.0],\n], dtype=jnp.float32)',
    'jnp.array([\n    [\n        [1, 2, 3],\n    ],\n    [\n        [4, 5, 6],\n    ],\n], dtype=jnp.int32)',
  ],
  javascript: [
    'new Float32Array([2, 0.1, -Infinity])',
    'new Float32Array([2, 1, 0.1, 1e-7, NaN, -0]) /* shape [2, 3] */',
    'new Int32Array([1, 2, 3, 4, 5, 6]) /* shape [2, 1, 3] */',
  ],
  c: [
    'const float logits[3] = {2.0f, 0.1f, -INFINITY};',
    'const float logits[2][3] = {\n    {2.0f, 1.0f, 0.1f},\n    {1e-7f, NAN, -0.0f},\n};',
    'const int32_t logits[2][1][3] = {\n    {\n        {1, 2, 3},\n    },\n    {\n        {4, 5, 6},\n    },\n};',
  ],
  json: [
    '[2.0, 0.1, -Infinity]',
    '[\n  [2.0, 1.0, 0.1],\n  [1e-7, NaN, -0.0]\n]',
    '[\n  [\n    [1, 2, 3]\n  ],\n  [\n    [4, 5, 6]\n  ]\n]',
  ],
  csv: ['2.0,0.1,-inf', '2.0,1.0,0.1\n1e-7,nan,-0.0', null],
  markdown: [
    '|   0 |   1 |    2 |\n| --: | --: | ---: |\n| 2.0 | 0.1 | -inf |',
    '|    0 |   1 |    2 |\n| ---: | --: | ---: |\n|  2.0 | 1.0 |  0.1 |\n| 1e-7 | nan | -0.0 |',
    null,
  ],
  latex: [
    '\\begin{bmatrix}\n  2.0 & 0.1 & -\\infty\n\\end{bmatrix}',
    '\\begin{bmatrix}\n  2.0 & 1.0 & 0.1 \\\\\n  1 \\times 10^{-7} & \\mathrm{NaN} & -0.0\n\\end{bmatrix}',
    null,
  ],
  matlab: ['single([2 0.1 -Inf])', 'single([2 1 0.1; ...\n    1e-7 NaN -0])', 'int32(reshape([1 4 2 5 3 6], [2 1 3]))'],
  julia: [
    'Float32[2.0, 0.1, -Inf]',
    'Float32[2.0 1.0 0.1; 1e-7 NaN -0.0]',
    'reshape(Int32[1, 4, 2, 5, 3, 6], 2, 1, 3)',
  ],
  r: [
    'c(2, 0.1, -Inf)',
    'matrix(c(2, 1, 0.1, 1e-7, NaN, -0), nrow = 2, ncol = 3, byrow = TRUE)',
    'array(c(1L, 4L, 2L, 5L, 3L, 6L), dim = c(2, 1, 3))',
  ],
};

describe('a tensor as text', () => {
  for (const { id, title, write } of forms) {
    it(`in the form “${title}”`, () => {
      const [ofRow, ofMatrix, ofCube] = expected[id];
      assert.equal(write(row), ofRow);
      assert.equal(write(matrix), ofMatrix);
      if (ofCube === null) assert.throws(() => write(cube), { code: 'shape-mismatch' });
      else assert.equal(write(cube), ofCube);
    });

    it(`in the form “${title}” has nothing of a tensor without numbers but its brackets, and no more than a million numbers`, () => {
      assert.doesNotMatch(write(tensor([0], [])), /undefined|NaN/);
      assert.throws(
        () =>
          write(
            tensor(
              [1_000_001],
              Array.from({ length: 1_000_001 }, () => 0),
            ),
          ),
        { code: 'too-large' },
      );
    });
  }

  it('breaks rows that are longer than a line between numbers', () => {
    const long = tensor(
      [40],
      Array.from({ length: 40 }, (_, index) => 1000 + index),
      'int64',
    );
    for (const { id, write } of forms) {
      if (['csv', 'markdown', 'latex'].includes(id)) continue;
      const lines = write(long).split('\n');
      assert.ok(lines.length > 1 && lines.every((line) => line.length <= 110), id);
      assert.equal(write(long).match(/10\d\d/g)?.length, 40, id);
    }
  });

  it('has the digits of float32 where bfloat16 becomes that: 3.14 would be another number', () => {
    const pi = tensor([1], [3.140625], 'bfloat16');
    const texts = new Map(forms.map(({ id, write }) => [id, write(pi)]));
    assert.equal(texts.get('pytorch'), 'torch.tensor([3.14], dtype=torch.bfloat16)');
    assert.equal(texts.get('c'), 'const float logits[1] = {3.140625f};');
    assert.equal(texts.get('javascript'), 'new Float32Array([3.140625]) /* bfloat16 */');
    assert.equal(texts.get('matlab'), 'single([3.140625])');
    assert.equal(texts.get('julia'), 'Float32[3.140625]');
  });

  it('names the columns of a Markdown table by the classes, whatever they hold', () => {
    const named = memoryTensor({
      shape: [2],
      dtype: 'float32',
      values: Float64Array.of(1, 2),
      classNames: ['a|b', 'c\nd'],
    });
    const markdown = forms.find(({ id }) => id === 'markdown');
    assert.equal(markdown?.write(named), '| a\\|b | c d |\n| ---: | --: |\n|  1.0 | 2.0 |');
  });
});
