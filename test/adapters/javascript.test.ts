import assert from 'node:assert/strict';
import type { DebugValue } from '../../src/host/debugger/adapter.js';
import { javascriptFamily } from '../../src/host/debugger/javascript.js';
import { EvaluatingFrame } from './evaluatingFrame.js';
import { refused } from './refused.js';

const { signal } = new AbortController();

function describeIn(frame: EvaluatingFrame, expression: string): Promise<DebugValue> {
  return javascriptFamily.describe(frame, { name: expression, expression }, { signal });
}

async function numbers(value: DebugValue): Promise<number[]> {
  const { tensor } = value.opened;
  return Array.from(
    await tensor.read(
      0,
      tensor.shape.reduce((product, length) => product * length, 1),
    ),
  );
}

/** Each: what a program makes, then format, dtype, shape and elements. The values are exact in every type. */
const readable: readonly (readonly [string, string, string, readonly number[], readonly number[]])[] = [
  ['new Float32Array([1, -0.5, NaN])', 'Float32Array', 'float32', [3], [1, -0.5, NaN]],
  ['new Float64Array([0.1, -0])', 'Float64Array', 'float64', [2], [0.1, -0]],
  ['new Int8Array([-128, 127])', 'Int8Array', 'int8', [2], [-128, 127]],
  ['new Uint8Array([0, 255])', 'Uint8Array', 'uint8', [2], [0, 255]],
  ['new Uint8ClampedArray([300, -4])', 'Uint8ClampedArray', 'uint8', [2], [255, 0]],
  ['new Int16Array([-32768])', 'Int16Array', 'int16', [1], [-32768]],
  ['new Uint16Array([65535])', 'Uint16Array', 'uint16', [1], [65535]],
  ['new Int32Array([-(2 ** 31)])', 'Int32Array', 'int32', [1], [-(2 ** 31)]],
  ['new Uint32Array([2 ** 32 - 1])', 'Uint32Array', 'uint32', [1], [2 ** 32 - 1]],
  ['new BigInt64Array([-5n, 2n ** 62n])', 'BigInt64Array', 'int64', [2], [-5, 2 ** 62]],
  ['new BigUint64Array([2n ** 63n])', 'BigUint64Array', 'uint64', [1], [2 ** 63]],
  ['new Float32Array(0)', 'Float32Array', 'float32', [0], []],
  ['new Float32Array([9, 1, 2, 3]).subarray(1, 3)', 'Float32Array', 'float32', [2], [1, 2]],
  ['[1, 2.5, Infinity, -0]', 'Array', 'float64', [4], [1, 2.5, Infinity, -0]],
  ['[]', 'Array', 'float64', [0], []],
  ['[[1, 2, 3], [4, 5, 6]]', 'Array', 'float64', [2, 3], [1, 2, 3, 4, 5, 6]],
  ['[[[1], [2]], [[3], [4]]]', 'Array', 'float64', [2, 2, 1], [1, 2, 3, 4]],
  ['[new Float32Array([1, 2]), new Float32Array([3, 4])]', 'Array', 'float32', [2, 2], [1, 2, 3, 4]],
  ['[[new Int8Array([1])], [new Int8Array([2])]]', 'Array', 'int8', [2, 1, 1], [1, 2]],
  // Of onnxruntime only the fields count; float16 comes as its bits (1 and −2).
  [
    '({ dims: [1, 2], type: "float16", dataLocation: "cpu", cpuData: new Uint16Array([0x3c00, 0xc000]) })',
    'ort.Tensor',
    'float16',
    [1, 2],
    [1, -2],
  ],
  [
    '({ dims: [2, 2], type: "float32", data: new Float32Array([1, 2, 3, 4]) })',
    'ort.Tensor',
    'float32',
    [2, 2],
    [1, 2, 3, 4],
  ],
  ['({ dims: [2], type: "bool", cpuData: new Uint8Array([1, 0]) })', 'ort.Tensor', 'bool', [2], [1, 0]],
  [
    '({ ort_tensor: { dims: [1, 1], type: "int64", cpuData: new BigInt64Array([7n]) } })',
    'ort.Tensor',
    'int64',
    [1, 1],
    [7],
  ],
];

describe('JavaScript values', () => {
  for (const [made, format, dtype, shape, elements] of readable) {
    it(`are read: ${made}`, async () => {
      const frame = new EvaluatingFrame(`globalThis.logits = ${made}`);
      const value = await describeIn(frame, 'logits');
      const { opened } = value;
      assert.deepEqual([opened.format, opened.tensor.dtype, opened.tensor.shape], [format, dtype, shape]);
      assert.deepEqual(await numbers(value), elements);
    });
  }

  it('are read as Float16Array where the engine has it', async () => {
    const frame = new EvaluatingFrame('globalThis.has = typeof Float16Array === "function"');
    const description = describeIn(frame, 'new Float16Array([1.5, -2])');
    if (frame.run('has') === true) assert.deepEqual(await numbers(await description), [1.5, -2]);
    else await refused(description, 'not-found', 'not defined');
  });

  it('are read row by row along any axis, gathered in the program', async () => {
    const frame = new EvaluatingFrame(
      'logits = { dims: [2, 3, 4], type: "int32", cpuData: Int32Array.from({ length: 24 }, (_, index) => index) }',
    );
    const { tensor } = (await describeIn(frame, 'logits')).opened;
    const before = frame.requests;
    assert.deepEqual(Array.from((await tensor.readRows?.(2, 4, 5)) ?? []), [16, 17, 18, 19]);
    // Along axis 1: rows 3 and 4 are [0, :, 3] and [1, :, 0].
    assert.deepEqual(Array.from((await tensor.readRows?.(1, 3, 5)) ?? []), [3, 7, 11, 12, 16, 20]);
    assert.deepEqual(Array.from((await tensor.readRows?.(0, 11, 12)) ?? []), [11, 23]);
    assert.equal(frame.requests - before, 3);
  });

  it('of TensorFlow.js are read from the backend that holds them', async () => {
    const frame = new EvaluatingFrame(`
      const key = {}, held = new WeakMap([[key, { values: new Float32Array([1, 2]), dtype: 'float32' }]]);
      globalThis._tfengine = { state: { tensorInfo: new WeakMap([[key, { backend: { data: { data: held } } }]]) } };
      globalThis.logits = { dataId: key, shape: [1, 2], dtype: 'float32', isDisposedInternal: false };`);
    const value = await describeIn(frame, 'logits');
    assert.deepEqual([value.opened.format, value.opened.tensor.shape], ['tf.Tensor', [1, 2]]);
    assert.deepEqual(await numbers(value), [1, 2]);
    frame.run('held.set(key, { values: null, texture: {} })');
    await refused(describeIn(frame, 'logits'), 'no-data', 'await logits.data()');
    frame.run('logits.dtype = "complex64"');
    await refused(describeIn(frame, 'logits'), 'unsupported-dtype', 'complex64');
    frame.run('logits.isDisposedInternal = true');
    await refused(describeIn(frame, 'logits'), 'no-data', 'disposed');
  });

  it('arrive in pieces that no debugger cuts, in order', async () => {
    const frame = new EvaluatingFrame('logits = Float64Array.from({ length: 300_000 }, (_, index) => index)');
    const value = await describeIn(frame, 'logits');
    assert.equal(value.sizeBytes, 2_400_000);
    const read = await value.opened.tensor.read(1, 300_000);
    assert.ok(read.every((number, index) => number === index + 1));
    assert.ok(frame.largestReply < 100_000);
    assert.equal(frame.requests, 1 + Math.ceil(2_400_000 / 72_000));
  });

  it('are not read once cancelled', async () => {
    const { tensor } = (await describeIn(new EvaluatingFrame('logits = [1]'), 'logits')).opened;
    await assert.rejects(tensor.read(0, 1, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('say that wide integers are rounded, once they were read', async () => {
    const value = await describeIn(new EvaluatingFrame('logits = new BigInt64Array([2n ** 53n + 1n])'), 'logits');
    assert.equal(value.opened.notices.length, 0);
    await numbers(value);
    assert.match(value.opened.notices.map(({ code }) => code).join(), /^inexact-integers$/);
  });
});

/** Each: an expression (after `const` lines), the code of its refusal and words in its sentence. */
const refusedValues: readonly (readonly [string, Parameters<typeof refused>[1], ...string[]])[] = [
  ['nowhere', 'not-found', 'not defined', 'enclosing function'],
  ['logits[', 'not-found', 'SyntaxError'],
  ['1); globalThis.leak = 1; (2', 'not-found', 'without statements'],
  ['undefined', 'no-data', 'undefined', 'stop after'],
  ['"0.1, 0.2"', 'not-numeric', 'string'],
  ['({ scores: [1] })', 'not-numeric', 'Object'],
  ['new Map([[1, 2]])', 'not-numeric', 'values()'],
  ['new ArrayBuffer(8)', 'not-numeric', 'new Float32Array('],
  ['new SharedArrayBuffer(8)', 'not-numeric', 'new Float32Array('],
  ['new DataView(new ArrayBuffer(8))', 'not-numeric', 'byteOffset'],
  ['Promise.resolve([1])', 'no-data', 'await it in the program'],
  ['({ then() {} })', 'no-data', 'await'],
  ['new Proxy(new Float32Array(2), {})', 'no-data', 'Proxy', 'toRaw'],
  ['[1, "2"]', 'not-numeric', '[1] is a string'],
  ['[1, , 2]', 'not-numeric', '[1] is undefined'],
  ['[1n]', 'not-numeric', 'bigint'],
  ['[[1, 2], [3]]', 'ragged', '[1]', '[0]'],
  ['[[1], 2]', 'ragged', '[1]'],
  ['[new Float32Array(2), new Float64Array(2)]', 'ragged', 'Float64Array(2)'],
  ['(() => { const loop = []; loop[0] = loop; return loop; })()', 'ragged', '64 deep'],
  ['Array.from({ length: 60 }).reduce((inner) => [inner, inner], [1])', 'too-large', '[0]'],
  ['[{}]', 'not-numeric', 'object'],
  ['({ dims: [1], type: "float32", dataLocation: "gpu-buffer" })', 'no-data', 'getData()', 'gpu-buffer'],
  ['({ dims: [1], type: "float32", dataLocation: "cpu" })', 'no-data', 'without data'],
  ['({ dims: [1], type: "string", cpuData: ["a"] })', 'not-numeric', 'string'],
  ['({ dims: [2], type: "uint4", cpuData: new Uint8Array(2) })', 'unsupported-dtype', 'uint4'],
  ['({ dims: [3], type: "float32", cpuData: new Float32Array(2) })', 'shape-mismatch', '2 of 3'],
  ['({ get dims() { throw new Error("no") }, get then() { throw new Error("really not") } })', 'unreadable', 'not'],
  ['(() => { throw new Error("two\\nlines \\u202e") })()', 'not-found', 'two'],
];

describe('JavaScript values that cannot be read', () => {
  for (const [expression, code, ...words] of refusedValues) {
    it(`are refused: ${expression}`, async () => {
      const frame = new EvaluatingFrame('');
      await refused(describeIn(frame, expression), code, ...words);
      assert.equal(frame.names().includes('leak'), false);
    });
  }

  it('are refused when they changed since they were described', async () => {
    const frame = new EvaluatingFrame('logits = [[1, 2], [3, 4]]; typed = new Float32Array(2)');
    const [array, typed] = [await describeIn(frame, 'logits'), await describeIn(frame, 'typed')];
    frame.run('logits[1] = [3]; typed = new Float32Array(3)');
    await refused(array.opened.tensor.read(2, 4), 'changed', 'length');
    await refused(typed.opened.tensor.read(0, 2), 'changed');
    frame.run('logits = [[1, 2], [3, null]]; typed = 5');
    await refused(array.opened.tensor.read(2, 4), 'changed', 'null');
    await refused(typed.opened.tensor.read(0, 2), 'not-numeric');
  });

  it('are refused when what arrives is not what the program reads', async () => {
    const frame = new EvaluatingFrame('logits = new Float32Array([1, 2])');
    const { tensor } = (await describeIn(frame, 'logits')).opened;
    frame.run('{ const real = btoa; btoa = (text) => real("\\0" + text.slice(1, -9) + "\\x07" + text.slice(-8)) }');
    await refused(tensor.read(0, 2), 'debugger', 'not what the program holds');
    frame.run('btoa = () => "%%%"');
    await refused(tensor.read(0, 2), 'debugger');
  });

  it('are refused above 64 MB at once, with the cost and a slice', async () => {
    const frame = new EvaluatingFrame('logits = new Float32Array(2 ** 25)');
    const { tensor } = (await describeIn(frame, 'logits')).opened;
    await refused(tensor.read(0, 2 ** 25), 'too-large', '128 MB', /\d+ s/, 'logits.subarray(0, 16777216)');
  });

  it('keep their own code out of it: overridden lengths, names and tags are not asked', async () => {
    const frame = new EvaluatingFrame(`
      logits = new Float32Array([1, 2]);
      globalThis.called = 0;
      for (const key of ['length', 'buffer', 'byteOffset', 'constructor', Symbol.toStringTag, Symbol.iterator, 'toString', 'subarray'])
        Object.defineProperty(logits, key, { get() { called++; throw new Error('hostile'); } });`);
    assert.deepEqual(await numbers(await describeIn(frame, 'logits')), [1, 2]);
    assert.equal(frame.run('called'), 0);
  });

  it('leave no name behind', async () => {
    const frame = new EvaluatingFrame('logits = [[1, 2]]');
    const before = frame.names();
    await numbers(await describeIn(frame, 'logits'));
    assert.deepEqual(frame.names(), before);
  });
});
