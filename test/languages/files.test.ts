import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DTypeName, dtypes } from '../../src/core/dtype.js';
import { memoryTensor, tensorSourceOf } from '../../src/core/tensor.js';
import type { TensorSource } from '../../src/core/tensorSource.js';
import { csvFile } from '../../src/conversion/files/csvFile.js';
import type { FileForm } from '../../src/conversion/files/fileForm.js';
import { jsonFile } from '../../src/conversion/files/jsonFile.js';
import { npyFile } from '../../src/conversion/files/npyFile.js';
import { ofPython } from './running.js';
import { sampleOf } from './samples.js';

/** What a source has, and the bytes of its elements in storage order. */
interface Case {
  readonly source: TensorSource;
  readonly bytes: Uint8Array;
}

const names = Object.keys(dtypes) as DTypeName[];
const shapes = [[60], [7, 9], [1, 12], [12, 1], [2, 3, 5], [3, 1, 2, 4], [], [0], [0, 3], [2, 0, 3]];

/** Every type, shape and order, as bytes that are stored so and as float64 values. */
const all: readonly Case[] = names.flatMap((dtype) =>
  shapes.flatMap((shape) => [false, true].flatMap((fortranOrder) => casesOf(dtype, shape, fortranOrder))),
);

function casesOf(dtype: DTypeName, shape: readonly number[], fortranOrder: boolean): Case[] {
  const { tensor, bytes } = sampleOf(dtype, shape);
  const values = tensorSourceOf(memoryTensor({ shape, dtype, fortranOrder, values: tensor.toFloat64Array() }));
  const stored = dtype === 'int64' || dtype === 'uint64' ? everyDigit(bytes) : bytes;
  return [
    { source: values, bytes },
    { source: { ...values, readStoredInto: readerOf(stored, dtypes[dtype].bytes) }, bytes: stored },
  ];
}

/** Integers that float64 does not hold: their lowest bits are set. */
function everyDigit(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index % 8 === 0 ? byte | 1 : byte));
}

function readerOf(bytes: Uint8Array, width: number): NonNullable<TensorSource['readStoredInto']> {
  return (start, out) => {
    out.set(bytes.subarray(start * width, start * width + out.length));
    return Promise.resolve();
  };
}

/** Writes each case to a file and has Python check it: `file`, `dtype`, `shape`, `order` and `want`, the array, are defined there. */
async function checkedByPython(form: FileForm, cases: readonly Case[], check: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'files '));
  try {
    const lines: string[] = [];
    for (const [at, { source, bytes }] of cases.entries()) {
      const file = join(folder, `${at}.${form.extension}`);
      await writeFile(file, form.write({ source }));
      const { dtype, shape, fortranOrder } = source;
      const order = fortranOrder ? 'F' : 'C';
      lines.push(
        `check(${JSON.stringify(file)}, '${dtype}', (${shape.map((length) => `${length},`).join('')}), '${order}', '${Buffer.from(bytes).toString('hex')}')`,
      );
    }
    await ofPython(`${heads}${check}\n${lines.join('\n')}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** NumPy has no bfloat16: its bits are the upper half of a float32, rounded to the nearest, ties to even. */
const heads = `
import io, json, warnings
import numpy as np

warnings.filterwarnings('error')

def stored(dtype):
    return np.dtype('V2' if dtype == 'bfloat16' else dtype).newbyteorder('<')

def wanted(dtype, shape, order, hex):
    return np.frombuffer(bytes.fromhex(hex), stored(dtype)).reshape(shape, order=order)

def of_type(numbers, dtype, shape):
    if dtype != 'bfloat16':
        return np.array(numbers, dtype).reshape(shape)
    wide = np.array(numbers, np.float32).reshape(shape).view(np.uint32)
    return ((wide + 0x7fff + (wide >> 16 & 1)) >> 16).astype(np.uint16).view('V2')
`;

describe('files that are written, as Python reads them', () => {
  it('np.load: a .npy file has the very same bits, type, shape and order, and is what np.save writes', async () => {
    await checkedByPython(
      npyFile,
      all,
      `
def check(file, dtype, shape, order, hex):
    read, want = np.load(file), wanted(dtype, shape, order, hex)
    assert read.shape == shape and read.dtype == stored(dtype), (file, read.dtype)
    assert read.tobytes('C') == want.tobytes('C'), (dtype, shape, order, hex)
    assert order == 'C' or read.flags.f_contiguous
    if dtype != 'bfloat16' and (order == 'C' or not want.flags.c_contiguous):
        saved = io.BytesIO()
        np.save(saved, want)
        assert open(file, 'rb').read() == saved.getvalue(), (dtype, shape, order)
`,
    );
  });

  it('json.load: a document has the very same numbers and shape', async () => {
    await checkedByPython(
      jsonFile,
      all,
      `
def check(file, dtype, shape, order, hex):
    document = json.load(open(file))
    assert document['dtype'] == dtype and tuple(document['shape']) == shape
    if 0 not in shape:
        assert np.array(document['logits']).shape == shape
    read = of_type(document['logits'], dtype, shape)
    assert read.tobytes() == wanted(dtype, shape, order, hex).tobytes('C'), (dtype, shape, order, hex)
`,
    );
  });

  it('np.loadtxt: CSV has the very same numbers, rows and columns', async () => {
    const tables = all.filter(({ source: { shape } }) => shape.length <= 2 && !shape.includes(0));
    await checkedByPython(
      csvFile,
      tables,
      `
def check(file, dtype, shape, order, hex):
    text = {'bfloat16': 'float32'}.get(dtype, dtype)
    read = np.loadtxt(file, dtype=text, delimiter=',', ndmin=2)
    assert read.shape == ((1, 1) + shape)[-2:], (shape, read.shape)
    assert of_type(read, dtype, shape).tobytes() == wanted(dtype, shape, order, hex).tobytes('C'), (dtype, shape, order, hex)
`,
    );
  });
});
