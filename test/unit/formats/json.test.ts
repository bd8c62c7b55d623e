import assert from 'node:assert/strict';
import { openJson } from '../../../src/formats/json.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { openTensor } from '../../../src/formats/open.js';
import { bitsOf, fixtures, readAll } from './fixtures.js';
import { assertRejects } from './refusal.js';

const textSource = (text: string) => memorySource(new TextEncoder().encode(text));

describe('openTensor of JSON', () => {
  for (const { name, bytes, expected } of fixtures('json')) {
    const { refusal, says, notices = [], classAxis, classNames, targets } = expected;
    if (refusal) {
      it(`refuses ${name} as ${refusal}`, async () => {
        await assertRejects(openTensor(memorySource(bytes), name), refusal, says);
      });
      continue;
    }
    it(`reads ${name} as Python does`, async () => {
      const opened = await openTensor(memorySource(bytes), name);
      assert.equal(opened.format, 'json');
      assert.deepEqual(opened.tensor.shape, expected.shape);
      assert.equal(opened.tensor.dtype, expected.dtype);
      assert.equal(opened.tensor.fortranOrder, false);
      assert.deepEqual(bitsOf(await readAll(opened)), expected.values);
      assert.deepEqual(
        opened.notices.map(({ code }) => code),
        notices,
      );
      assert.equal(opened.classAxis, classAxis);
      assert.deepEqual(opened.classNames, classNames);
      assert.deepEqual(opened.targets && [...opened.targets], targets);
    });
  }

  it('reads or refuses every file alike, wherever the pieces of it are cut', async () => {
    for (const { name, bytes } of fixtures('json')) {
      if (bytes.length > 3000 || name.startsWith('utf')) continue;
      const outcome = async (chunkBytes?: number): Promise<unknown> => {
        try {
          const opened = await openJson(memorySource(bytes), name, {}, chunkBytes);
          return [
            opened.tensor.shape,
            bitsOf(await readAll(opened)),
            opened.notices,
            opened.targets,
            opened.classNames,
          ];
        } catch (error) {
          return String(error);
        }
      };
      const whole = await outcome();
      for (const chunkBytes of [1, 2, 3, 5, 7, 16, 61]) {
        assert.deepEqual(await outcome(chunkBytes), whole, `${name} in pieces of ${chunkBytes}`);
      }
    }
  });

  it('refuses ten million brackets at once', async () => {
    const brackets = Buffer.alloc(10_000_000, '[');
    await assertRejects(openTensor(memorySource(brackets), 'x.json'), 'too-large');
    const inOther = Buffer.concat([Buffer.from('{"x": '), brackets]);
    await assertRejects(openTensor(memorySource(inOther), 'x.json'), 'too-large');
  });

  it('reads a number of a million digits, and refuses one of 40 million', async () => {
    const digits = '1234567890'.repeat(100_000);
    const opened = await openTensor(textSource(`[0.${digits}, ${digits}e-1000000]`), 'x.json');
    assert.deepEqual([...(await readAll(opened))], [Number(`0.${digits}`), Number(`${digits}e-1000000`)]);
    const long = Buffer.concat([Buffer.from('[0.'), Buffer.alloc(40_000_000, '7'), Buffer.from(']')]);
    await assertRejects(openTensor(memorySource(long), 'x.json'), 'too-large');
  });

  it('passes over a string of 20 million characters', async () => {
    const text = Buffer.concat([
      Buffer.from('{"x": "'),
      Buffer.alloc(20_000_000, 'é'),
      Buffer.from('", "logits": [1]}'),
    ]);
    assert.deepEqual([...(await readAll(await openTensor(memorySource(text), 'x.json')))], [1]);
  });

  it('keeps many numbers in their order, over all pieces of its store', async () => {
    const count = 300_001;
    const text = `[${Array.from({ length: count }, (_, index) => index / 8).join(',')}]`;
    const { tensor } = await openTensor(textSource(text), 'x.json');
    const part = await tensor.read(131_000, 263_000);
    assert.ok(part.every((value, index) => value === (131_000 + index) / 8));
    assert.equal(part.length, 132_000);
    assert.deepEqual([...(await tensor.read(count - 1, count))], [(count - 1) / 8]);
    await assertRejects(tensor.read(0, count + 1), 'bad-option');
  });

  it('reads a long number that reaches over the end of a piece', async () => {
    const number = `0.${'1'.repeat(100)}`;
    const array = `[${' '.repeat(1024 * 1024 - 71)}${number}]`;
    const alone = await openTensor(textSource(array), 'x.json');
    assert.deepEqual([...(await readAll(alone))], [Number(number)]);
    const beside = await openTensor(textSource(`{"x":${array},"logits":[1]}`), 'x.json');
    assert.deepEqual([...(await readAll(beside))], [1]);
  });

  it('takes the shape of arrays that end at an axis of length 0', async () => {
    const shapes: readonly (readonly [string, string, readonly number[]])[] = [
      ['[[],[]]', '[2, 0, 5]', [2, 0, 5]],
      ['[[],[]]', '[2, 0]', [2, 0]],
      ['[]', '[0, 3]', [0, 3]],
    ];
    for (const [logits, shape, expected] of shapes) {
      const { tensor } = await openTensor(textSource(`{"logits": ${logits}, "shape": ${shape}}`), 'x.json');
      assert.deepEqual(tensor.shape, expected);
    }
    for (const shape of ['[0, 2]', '[3, 0, 5]', '[2, 1, 0]', '[2]']) {
      await assertRejects(openTensor(textSource(`{"logits": [[],[]], "shape": ${shape}}`), 'x.json'), 'shape-mismatch');
    }
  });

  it('takes the dtypes of PyTorch and safetensors', async () => {
    const names = {
      'torch.float': 'float32',
      'torch.half': 'float16',
      'torch.double': 'float64',
      'torch.long': 'int64',
    };
    const others = { F32: 'float32', F16: 'float16', BF16: 'bfloat16', F64: 'float64', longlong: 'int64' };
    for (const [name, dtype] of Object.entries({ ...names, ...others })) {
      const { tensor } = await openTensor(textSource(`{"logits": [1], "dtype": "${name}"}`), 'x.json');
      assert.equal(tensor.dtype, dtype);
    }
  });

  it('does not look at the file’s axis where another was chosen', async () => {
    const source = textSource('{"logits": [[1, 2]], "axis": 7}');
    await assertRejects(openTensor(source, 'x.json'), 'bad-option', 'no axis 7');
    assert.equal((await openTensor(source, 'x.json', { classAxis: 0 })).classAxis, undefined);
  });

  it('is told by content: an array in a .txt file, but a number only where no table is meant', async () => {
    assert.deepEqual((await openTensor(textSource('[[1, 2]]'), 'x.txt')).tensor.shape, [1, 2]);
    assert.deepEqual((await openTensor(textSource('42'), 'x')).tensor.shape, []);
    await assertRejects(openTensor(textSource('1,2\n3,4\n'), 'x.csv'), 'unsupported-format', 'CSV');
  });

  it('cannot be read as bfloat16', async () => {
    await assertRejects(openTensor(textSource('[1]'), 'x.json', { dtype: 'bfloat16' }), 'bad-option');
  });

  it('tells its progress, and ends with the reason of its signal between two pieces', async () => {
    const source = textSource(`[${'1,'.repeat(1000)}1]`);
    const told: number[] = [];
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = (done: number, total: number): void => {
      assert.equal(total, source.size);
      told.push(done);
      if (done >= 500) controller.abort(reason);
    };
    const opening = openJson(source, 'x.json', { signal: controller.signal, onProgress }, 300);
    await assert.rejects(opening, reason);
    assert.deepEqual(told, [300, 600]);
  });

  it('lets other work in while a long text in memory is read', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await openTensor(textSource(`[${'0.125, '.repeat(5_000_000)}1]`), 'x.json');
    clearInterval(timer);
    assert.ok(turns >= 2, `${turns} turns`);
  });
});
