import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DTypeName, dtypes } from '../../../src/core/dtype.js';
import { memoryTensor, tensorSourceOf } from '../../../src/core/tensor.js';
import type { TensorSource } from '../../../src/core/tensorSource.js';
import { UserError } from '../../../src/core/userError.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { type OpenedTensor, openTensor } from '../../../src/formats/open.js';
import { readText } from '../../../src/formats/text/parseText.js';
import { cOrderSlabs } from '../../../src/conversion/files/cOrder.js';
import { csvFile } from '../../../src/conversion/files/csvFile.js';
import type { FileContent, FileForm } from '../../../src/conversion/files/fileForm.js';
import { fileForms } from '../../../src/conversion/files/fileForms.js';
import { jsonFile } from '../../../src/conversion/files/jsonFile.js';
import { npyFile } from '../../../src/conversion/files/npyFile.js';
import { assertRefuses } from '../core/refusal.js';
import { bitsOf, readAll } from '../formats/fixtures.js';
import { assertRejects } from '../formats/refusal.js';

function sourceOf(shape: readonly number[], values: readonly number[], dtype: DTypeName = 'float32'): TensorSource {
  return tensorSourceOf(memoryTensor({ shape, dtype, values: Float64Array.from(values) }));
}

async function written(form: FileForm, content: FileContent): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of form.write(content)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function textOf(form: FileForm, content: FileContent): Promise<string> {
  return (await written(form, content)).toString();
}

async function readBack(form: FileForm, content: FileContent): Promise<OpenedTensor> {
  const isBfloat16 = form.id === 'npy' && content.source.dtype === 'bfloat16';
  return openTensor(
    memorySource(await written(form, content)),
    `a.${form.extension}`,
    isBfloat16 ? { dtype: 'bfloat16' } : {},
  );
}

/** Numbers that every float type holds, the sign of zero, the smallest and what is not finite among them. */
const floats = [1, -0, 0, 0.5, -1.5, Infinity, -Infinity, NaN, 2 ** -14, -(2 ** -24), 1024, 0.099609375];
const integers = [0, 1, 2, 3, 100, 127, 7, 8, 9, 10, 11, 12];

describe('a tensor that is written to a file', () => {
  it('says its type, shape, class axis, names and targets in JSON, a row a line', async () => {
    const content = {
      source: sourceOf([2, 3], [1, Math.fround(0.1), -0, NaN, Infinity, -Infinity]),
      classAxis: 1,
      classNames: ['cat', '“dog”\n', '\ud800'],
      targets: [2, -100],
    };
    assert.equal(
      await textOf(jsonFile, content),
      '{"dtype":"float32",\n"shape":[2,3],\n"axis":1,\n"classNames":["cat","“dog”\\n","\\ud800"],\n"targets":[2,-100],\n' +
        '"logits":[[1.0,0.10000000149011612,-0.0],\n[NaN,Infinity,-Infinity]]}\n',
    );
    const opened = await readBack(jsonFile, content);
    assert.equal(opened.classAxis, 1);
    assert.deepEqual(opened.classNames, content.classNames);
    assert.deepEqual(Array.from(opened.targets ?? []), content.targets);
    assert.deepEqual(opened.notices, []);
  });

  it('is a line a row in CSV, without a header, as loadtxt reads it', async () => {
    const source = sourceOf([2, 3], [1, Math.fround(0.1), -0, NaN, Infinity, -Infinity]);
    assert.equal(await textOf(csvFile, { source }), '1.0,0.1,-0.0\nnan,inf,-inf\n');
    assert.equal(await textOf(csvFile, { source: sourceOf([3], [1, 2, 3], 'int8') }), '1,2,3\n');
    assert.equal(await textOf(csvFile, { source: sourceOf([], [7], 'uint64') }), '7\n');
    assert.equal(await textOf(csvFile, { source: sourceOf([2, 0], []) }), '');
  });

  it('is read back bit for bit by the readers of .npy, JSON and tables, in every type and shape', async () => {
    for (const dtype of Object.keys(dtypes) as DTypeName[]) {
      const isFloat = dtypes[dtype].kind === 'float';
      const numbers = dtype === 'bool' ? integers.map((value) => value % 2) : isFloat ? floats : integers;
      const values = dtype === 'bfloat16' ? numbers.slice(0, 11).concat(0.10009765625) : numbers;
      for (const shape of [[12], [3, 4], [2, 2, 3]]) {
        const source = sourceOf(shape, values, dtype);
        for (const form of [npyFile, jsonFile]) {
          const opened = await readBack(form, { source });
          assert.deepEqual([opened.tensor.shape, opened.tensor.dtype], [shape, dtype]);
          assert.deepEqual(bitsOf(await readAll(opened)), bitsOf(Float64Array.from(values)), `${form.id} ${dtype}`);
        }
        if (shape.length !== 2 || (isFloat && dtype !== 'float64')) continue;
        const { tensor } = readText(await textOf(csvFile, { source }));
        assert.deepEqual(tensor.shape, shape);
        assert.deepEqual(bitsOf(tensor.toFloat64Array()), bitsOf(Float64Array.from(values)), `csv ${dtype}`);
      }
    }
    for (const shape of [[], [0], [0, 3], [2, 0], [2, 0, 3]]) {
      const source = sourceOf(shape, shape.length === 0 ? [-0] : []);
      for (const form of [npyFile, jsonFile]) {
        const opened = await readBack(form, { source });
        assert.deepEqual(opened.tensor.shape, shape, form.id);
        assert.deepEqual(bitsOf(await readAll(opened)), shape.length === 0 ? ['8000000000000000'] : []);
      }
    }
  });

  it('has the nearest numbers of its type where the source has more digits, and of the largest integers the largest', async () => {
    const tenths = await readBack(npyFile, { source: sourceOf([2], [0.1, -1e-60]) });
    assert.deepEqual(bitsOf(await readAll(tenths)), bitsOf(Float64Array.of(Math.fround(0.1), -0)));
    const half = await written(npyFile, { source: sourceOf([3], [1 + 2 ** -11, 1 + 3 * 2 ** -11, -1e-9], 'float16') });
    assert.equal(half.subarray(-6).toString('hex'), '003c023c0080');
    const brain = await written(npyFile, { source: sourceOf([2], [1 + 2 ** -8, 1 + 3 * 2 ** -8], 'bfloat16') });
    assert.equal(brain.subarray(-4).toString('hex'), '803f823f');
    assert.equal(await textOf(csvFile, { source: sourceOf([1], [2 ** 63], 'int64') }), '9223372036854775807\n');
    assert.equal(await textOf(csvFile, { source: sourceOf([1], [2 ** 64], 'uint64') }), '18446744073709551615\n');
  });

  it('is refused where it has numbers that are none of its type, and as CSV at once where it has more than two axes', async () => {
    for (const form of fileForms) {
      await assertRejects(
        written(form, { source: sourceOf([2], [1, 300], 'int8') }),
        'unsupported-dtype',
        'hold its 300',
      );
      await assertRejects(written(form, { source: sourceOf([2], [1, 0.5], 'uint64') }), 'unsupported-dtype', 'its 0.5');
      await assertRejects(written(form, { source: sourceOf([2], [1, NaN], 'bool') }), 'unsupported-dtype', 'its NaN');
      await assertRejects(written(form, { source: sourceOf([2], [1, 1e39]) }), 'unsupported-dtype', 'its 1e+39');
    }
    assertRefuses(() => csvFile.write({ source: sourceOf([1, 1, 1], [0]) }), 'shape-mismatch', /\(1, 1, 1\)/);
  });

  it('comes with notes on what its file does not say', () => {
    const content = {
      source: sourceOf([2, 2], [1, 2, 3, 4], 'int64'),
      classAxis: 0,
      classNames: ['a', 'b'],
      targets: [1, 1],
    };
    assert.equal(jsonFile.notes(content).length, 1);
    assert.match(npyFile.notes(content)[0] ?? '', /int64 values were read as float64.* ±2\^53/);
    assert.match(npyFile.notes(content)[1] ?? '', /class names, targets and class axis 0 are not in it/);
    assert.match(csvFile.notes(content)[0] ?? '', /read it as int64/);
    assert.match(npyFile.notes({ source: sourceOf([1], [1], 'bfloat16') })[0] ?? '', /V2.*ml_dtypes\.bfloat16/);
    assert.deepEqual(npyFile.notes({ source: sourceOf([1], [1]), classAxis: 0 }), []);
    assert.deepEqual(npyFile.notes({ source: sourceOf([1, 1], [1]), classAxis: 0 }), [
      'A .npy file has numbers alone: the class axis 0 is not in it. JSON has a place for it.',
    ]);
  });

  it('never takes more bytes than was foretold, and as .npy exactly as many', async () => {
    const longest: Readonly<Record<DTypeName, readonly number[]>> = {
      float16: [-65504, -0.0000012516975402832031, -1.0013580322265625e-5],
      bfloat16: [-(2 ** 53), -1.5198791027069092e-6, -3.3895313892515355e38],
      float32: [-9999999198822400, -0.0000012345678902784362, -3.4028234663852886e38].map(Math.fround),
      float64: [-0.0000012345678901234567, -Number.MAX_VALUE, -9007199254740991, -1234567890123456.8],
      int8: [-128],
      int16: [-(2 ** 15)],
      int32: [-(2 ** 31)],
      int64: [-(2 ** 63)],
      uint8: [255],
      uint16: [2 ** 16 - 1],
      uint32: [2 ** 32 - 1],
      uint64: [2 ** 64],
      bool: [1],
    };
    for (const dtype of Object.keys(dtypes) as DTypeName[]) {
      for (const shape of [[30], [30, 1], [1, 30], [5, 2, 3], [3, 1, 1, 10]]) {
        const values = Array.from({ length: 30 }, (_, index) => longest[dtype][index % longest[dtype].length] ?? 0);
        const content = {
          source: sourceOf(shape, values, dtype),
          classNames: ['é', '"'],
          targets: [1, 2],
          classAxis: 0,
        };
        for (const form of fileForms) {
          if (form.id === 'csv' && shape.length > 2) continue;
          const { length } = await written(form, content);
          assert.ok(length <= form.mostBytes(content), `${form.id} ${dtype} ${shape.join()}: ${length}`);
          if (form.id === 'npy') assert.equal(length, form.mostBytes(content));
        }
      }
    }
  });
});

describe('elements in Fortran order that are put in C order', () => {
  it('are each in its place, whatever the shape and however little is held at once', async () => {
    const limits = fc.record({
      inOneSlab: fc.integer({ min: 1, max: 40 }),
      inOneRead: fc.integer({ min: 1, max: 40 }),
    });
    const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(shapes, limits, async (shape, given) => {
        const count = shape.reduce((product, length) => product * length, 1);
        const slabs: number[] = [];
        let largest = 0;
        const read = (start: number, out: Uint8Array): Promise<void> => {
          assert.ok(start >= 0 && start + out.length / 2 <= count);
          largest = Math.max(largest, out.length / 2);
          const view = new DataView(out.buffer);
          for (let index = 0; index < out.length / 2; index++) view.setUint16(2 * index, start + index, true);
          return Promise.resolve();
        };
        for await (const slab of cOrderSlabs(shape, 2, read, undefined, given)) {
          assert.ok(slab.length / 2 <= given.inOneSlab);
          slabs.push(...new Uint16Array(slab.buffer));
        }
        // The element at an index lies, in Fortran order, at the sum of the index times the lengths of the earlier axes.
        const places = Array.from({ length: count }, (_, place) => {
          let [rest, offset, block] = [place, 0, count];
          shape.forEach((length, axis) => {
            block /= length;
            offset +=
              Math.floor(rest / block) * shape.slice(0, axis).reduce((product, earlier) => product * earlier, 1);
            rest %= block;
          });
          return offset;
        });
        assert.deepEqual(slabs, places);
      }),
      { numRuns: 500 },
    );
  });
});

/** 200 MB of float64, read as `read` says; the numbers are whole. */
function largeSource(fortranOrder: boolean): TensorSource & { readonly pieces: number[] } {
  const pieces: number[] = [];
  return {
    shape: [2500, 10_000],
    dtype: 'float64',
    fortranOrder,
    pieces,
    read(start, end) {
      pieces.push(end - start);
      const values = new Float64Array(end - start);
      for (let index = 0; index < values.length; index++) values[index] = (start + index) % 10;
      return Promise.resolve(values);
    },
  };
}

describe('a large tensor that is written to a file', function () {
  this.timeout(60_000);

  for (const form of fileForms) {
    for (const fortranOrder of form.id === 'npy' ? [false] : [false, true]) {
      it(`takes little memory as .${form.extension}, in ${fortranOrder ? 'Fortran' : 'C'} order`, async () => {
        const source = largeSource(fortranOrder);
        const before = process.memoryUsage();
        let [total, most, done] = [0, 0, 0];
        const onProgress = (elements: number, of: number): void => {
          assert.ok(elements > done && of === 25_000_000);
          done = elements;
        };
        for await (const chunk of form.write({ source }, { onProgress })) {
          assert.ok(chunk.length <= 3 * 1024 * 1024);
          total += chunk.length;
          const now = process.memoryUsage();
          most = Math.max(most, now.arrayBuffers - before.arrayBuffers + now.heapUsed - before.heapUsed);
          // Text takes its time: of that some slabs are enough.
          if (form.id !== 'npy' && total > 40_000_000) break;
        }
        if (form.id === 'npy') assert.deepEqual([total, done], [form.mostBytes({ source }), 25_000_000]);
        assert.ok(total > 40_000_000 && most < 100_000_000, `${Math.round(most / 1e6)} MB`);
        assert.ok(Math.max(...source.pieces) <= 1024 * 1024);
        const readAhead = source.pieces.reduce((sum, piece) => sum + piece, 0) - done;
        assert.ok(readAhead <= 3 * 1024 * 1024, `${readAhead}`);
      });
    }

    it(`is written no further as .${form.extension} once that is cancelled, nor read ahead`, async () => {
      const source = largeSource(true);
      const controller = new AbortController();
      const reason = new Error('enough');
      let chunks = 0;
      await assert.rejects(
        async () => {
          for await (const chunk of form.write({ source }, { signal: controller.signal })) {
            assert.ok(chunk.length > 0);
            if (++chunks === 3) controller.abort(reason);
          }
        },
        (error) => error === reason,
      );
      assert.equal(chunks, 3);
      assert.ok(source.pieces.reduce((sum, piece) => sum + piece, 0) <= 3 * 1024 * 1024);
      assert.throws(() => controller.signal.throwIfAborted(), reason);
    });

    it(`rejects as .${form.extension} as its source does, in the midst of it`, async () => {
      const whole = largeSource(false);
      const failing: TensorSource = {
        ...whole,
        read: (start, end) =>
          start > 1_000_000 ? Promise.reject(new UserError('unreadable', 'The disk is gone.')) : whole.read(start, end),
      };
      await assertRejects(written(form, { source: failing }), 'unreadable', 'The disk is gone.');
    });
  }
});
