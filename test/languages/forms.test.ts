import assert from 'node:assert/strict';
import { type DTypeName, dtypes } from '../../src/core/dtype.js';
import type { Tensor } from '../../src/core/tensor.js';
import { cArray } from '../../src/conversion/forms/c.js';
import { jsonArray, typedArray } from '../../src/conversion/forms/javascript.js';
import { numpyArray, pythonList, torchTensor } from '../../src/conversion/forms/python.js';
import { csv } from '../../src/conversion/forms/tables.js';
import { ofCompiled, ofNode, ofPython } from './running.js';
import { sampleOf } from './samples.js';

/** A case: the name of its type, its shape, the text that was written, and the bytes that the language must have for it. */
interface Case {
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  readonly text: string;
  readonly hex: string;
}

const names = Object.keys(dtypes) as DTypeName[];
const shapes = [[60], [7, 9], [2, 3, 5], [1, 1], []];

function cases(write: (tensor: Tensor) => string, among: readonly DTypeName[], of = shapes): Case[] {
  return among.flatMap((dtype) =>
    of.map((shape) => {
      const { tensor, bytes } = sampleOf(dtype, shape);
      return { dtype, shape, text: write(tensor), hex: Buffer.from(bytes).toString('hex') };
    }),
  );
}

/** As `cases`, of narrow floats that a language has no type for: it must have the very same numbers as float32. */
function casesInFloat32(write: (tensor: Tensor) => string, among: readonly DTypeName[], of = shapes): Case[] {
  return among.flatMap((dtype) =>
    of.map((shape) => {
      const { tensor } = sampleOf(dtype, shape);
      const singles = Float32Array.from(tensor.toFloat64Array());
      return { dtype, shape, text: write(tensor), hex: Buffer.from(singles.buffer).toString('hex') };
    }),
  );
}

/** What each case printed on a line of its own, against the bytes. */
function compare(all: readonly Case[], printed: string): void {
  const lines = printed.trimEnd().split('\n');
  assert.equal(lines.length, all.length);
  all.forEach(({ dtype, shape, hex, text }, at) =>
    assert.equal(lines[at]?.trim(), hex, `${dtype} [${shape.join()}]: ${text.slice(0, 200)}`),
  );
}

/** NumPy has no bfloat16: its bits are the upper half of a float32, rounded to the nearest, ties to even. */
const halves = `
def bits(array):
    wide = np.ascontiguousarray(array, np.float32).view(np.uint32)
    return np.array((wide + 0x7fff + (wide >> 16 & 1)) >> 16, np.uint16).tobytes().hex()
`;
const withoutBfloat16 = names.filter((name) => name !== 'bfloat16');

describe('text that is written in the form of a language, as that language reads it', () => {
  it('Python: a list holds the very same numbers', async () => {
    const all = cases(pythonList, names);
    const line = ({ dtype, text }: Case): string =>
      dtype === 'bfloat16' ? `print(bits(${text}))` : `print(np.array(${text}, np.dtype('${dtype}')).tobytes().hex())`;
    compare(all, await ofPython(`import numpy as np\n${halves}\n${all.map(line).join('\n')}\n`));
  });

  it('NumPy: an array has the numbers, the type and the shape', async () => {
    const all = cases(numpyArray, withoutBfloat16);
    const line = ({ dtype, shape, text }: Case): string =>
      `a = ${text}\nassert a.dtype == '${dtype}' and a.shape == (${shape.map((length) => `${length},`).join('')})\nprint(a.tobytes().hex())`;
    compare(all, await ofPython(`import numpy as np\n${all.map(line).join('\n')}\n`));
  });

  it('PyTorch: a tensor has the numbers, the type and the shape', async () => {
    const all = cases(
      torchTensor,
      names.filter((name) => !/^uint(16|32|64)$/.test(name)),
    );
    const line = ({ dtype, shape, text }: Case): string =>
      `t = ${text}\nassert t.dtype == torch.${dtype} and list(t.shape) == [${shape.join()}]\n` +
      `print((t.reshape(-1).view(torch.int16) if t.dtype == torch.bfloat16 else t).numpy().tobytes().hex())`;
    compare(all, await ofPython(`import torch\n${all.map(line).join('\n')}\n`));
  });

  it('NumPy and PyTorch: a tensor without elements keeps its shape', async () => {
    const lines = [
      [0, 3],
      [2, 0],
      [2, 0, 3],
    ].map((shape) => {
      const { tensor } = sampleOf('float32', shape);
      const is = `== (${shape.join(', ')})`;
      return `assert (${numpyArray(tensor)}).shape ${is}\nassert (${torchTensor(tensor)}).shape ${is}`;
    });
    assert.equal(await ofPython(`import numpy as np\nimport torch\n${lines.join('\n')}\nprint('kept')\n`), 'kept\n');
  });

  it('Python’s json: a document holds the very same numbers', async () => {
    const all = cases(jsonArray, names);
    const line = ({ dtype, text }: Case): string => {
      const read = `json.loads(${JSON.stringify(text)})`;
      return dtype === 'bfloat16' ? `print(bits(${read}))` : `print(np.array(${read}, '${dtype}').tobytes().hex())`;
    };
    compare(all, await ofPython(`import json\nimport numpy as np\n${halves}\n${all.map(line).join('\n')}\n`));
  });

  it('numpy.loadtxt: CSV holds the very same numbers', async () => {
    const floats = ['float16', 'float32', 'float64', 'int32', 'uint8'] as const;
    const all = cases(csv, floats, [[60], [7, 9], [1, 1], []]);
    const line = ({ dtype, text }: Case): string =>
      `print(np.loadtxt(io.StringIO(${JSON.stringify(text)}), dtype='${dtype}', delimiter=',').tobytes().hex())`;
    compare(all, await ofPython(`import io\nimport numpy as np\n${all.map(line).join('\n')}\n`));
  });

  it('JavaScript: a typed array holds the very same numbers', async () => {
    const all = [
      ...cases(
        typedArray,
        names.filter((name) => name !== 'float16' && name !== 'bfloat16'),
      ),
      ...casesInFloat32(typedArray, ['bfloat16']),
    ];
    const line = ({ text }: Case): string => `console.log(Buffer.from(${text}.buffer).toString('hex'));`;
    compare(all, await ofNode(all.map(line).join('\n')));
  });

  for (const standard of ['c99', 'c++11'] as const) {
    it(`${standard}: an array holds the very same numbers, without a warning`, async () => {
      const among = names.filter((name) => name !== 'float16' && name !== 'bfloat16');
      const all = [
        ...cases(cArray, among, [[60], [7, 9], [2, 3, 5]]),
        ...casesInFloat32(cArray, ['float16', 'bfloat16'], [[60], [7, 9], [2, 3, 5]]),
      ];
      const block = ({ text }: Case): string =>
        `{ ${text}\n const unsigned char *p = (const unsigned char *)logits;\n` +
        ` for (size_t i = 0; i < sizeof logits; i++)\n  printf("%02x", p[i]);\n puts(""); }`;
      const heads = ['math.h', 'stdbool.h', 'stdint.h', 'stdio.h'].map((name) => `#include <${name}>`).join('\n');
      compare(
        all,
        await ofCompiled(`${heads}\nint main(void) {\n${all.map(block).join('\n')}\nreturn 0; }\n`, standard),
      );
    });
  }
});
