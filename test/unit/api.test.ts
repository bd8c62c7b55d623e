import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as api from '../../src/api.js';

const { calibrate, compare, inspectRow, inspectTensor, readTensor, sweepTemperature, UserError } = api;

const read = (text: string, options?: api.ReadOptions) => readTensor(new TextEncoder().encode(text), 'x.json', options);

/** What a caller without types may pass. */
const untyped = (value: unknown) => value as never;

function codeOf(error: unknown): string {
  assert.ok(error instanceof UserError, String(error));
  return error.code;
}

const refuses =
  (code: string, says = /./) =>
  (error: unknown) =>
    codeOf(error) === code && says.test(error instanceof Error ? error.message : '');

describe('the API', () => {
  it('has the softmax of a row', () => {
    const places = (value: number) => value.toFixed(8);
    const { probabilities } = inspectRow([2, 1, 0.1]);
    assert.deepEqual(Array.from(probabilities, places), ['0.65900114', '0.24243297', '0.09856589']);
  });

  it('has softmax and its logarithms on their own, at any temperature', () => {
    const near = (a: number | undefined, b: number) => assert.ok(Math.abs((a ?? NaN) - b) < 1e-15, `${a} ${b}`);
    near(api.softmax([0, Math.log(3)])[1], 0.75);
    near(api.softmax([0, 2 * Math.log(3)], 2)[1], 0.75);
    near(api.logSoftmax(Float32Array.of(0, 0), 7)[0], -Math.LN2);
    near(api.logSumExp([-Infinity, 0, 0]), Math.LN2);
    assert.equal(api.logSumExp([800, 0], null), 800);
    assert.deepEqual([...api.softmax([1, NaN])], [NaN, NaN]);
    assert.throws(() => api.logSoftmax([1], 0), refuses('bad-option', /temperature is 0/));
    assert.throws(() => api.logSumExp([]), refuses('empty'));
  });

  it('reads C and Fortran order alike', async () => {
    const c = await readTensor(readFileSync('test/fixtures/npy/grid.npy'), 'grid.npy');
    const fortran = await readTensor(readFileSync('test/fixtures/npy/grid_fortran.npy'), 'grid_fortran.npy');
    assert.deepEqual([c.fortranOrder, fortran.fortranOrder], [false, true]);
    assert.deepEqual(fortran.shape, c.shape);
    assert.deepEqual(fortran.toFloat64Array(), c.toFloat64Array());
    assert.deepEqual(fortran.row(0), c.row(0));
    assert.deepEqual(inspectTensor(fortran), inspectTensor(c));
  });

  it('takes options that are null as absent', async () => {
    assert.equal(inspectRow([1, 2], { temperature: null, topK: null, target: null, labelSmoothing: null }).argmax, 1);
    assert.equal(sweepTemperature([1, 2], null).temperatures.length, 64);
    assert.deepEqual((await read('[1]', { dtype: null, classAxis: null, signal: null })).shape, [1]);
    assert.equal(inspectRow([1, 2], untyped(null)).argmax, 1);
  });

  it('compares two tensors that it has read', async () => {
    const [a, b] = await Promise.all([read('[[0, 0], [1, 2]]'), read('[[0, 0], [2, 1]]')]);
    const { overall, totalVariation, rowCount } = compare(a, b, { temperature: null, topK: null });
    const difference = Math.tanh(0.5);
    assert.deepEqual([rowCount, overall.topOneAgreement, overall.topKOverlap], [2, 0.5, 1]);
    assert.ok(totalVariation[0] === 0 && Math.abs((totalVariation[1] ?? NaN) - difference) < 1e-15);
    assert.throws(() => compare(a, untyped({ shape: [2, 3], row: fail })), refuses('shape-mismatch', /\(2, 3\)/));
    assert.throws(() => compare(a, b, untyped(7)), refuses('bad-option', /compare/));
  });

  it('calibrates a tensor that it has read', async () => {
    const tensor = await read('[[0, 1], [0, 1], [0, 1], [1, 0]]');
    // Three of four are right, so the best margin is ln 3 for a margin of 1 in the logits.
    const { fittedTemperature, atOptimum, accuracy, after } = calibrate(tensor, [1, 1, 0, 0], { bins: null });
    assert.deepEqual([atOptimum, accuracy, after.accuracy], ['interior', 0.75, 0.75]);
    assert.ok(Math.abs(fittedTemperature * Math.log(3) - 1) < 1e-15);
    assert.ok(after.ece < 1e-15);
    assert.throws(() => calibrate(tensor, [0], {}), refuses('bad-option', /1 label for 4 rows/));
    assert.throws(() => calibrate(tensor, [1, 1, 0, 0], untyped('15')), refuses('bad-option', /calibrate/));
  });

  it('reads a tensor from what a program printed', () => {
    const tensor = api.parseText('logits = tensor([[2.0000, 1.0000], [0.5000, 0.1000]])', { classAxis: 0 });
    assert.deepEqual([[...tensor.shape], tensor.dtype, tensor.classAxis], [[2, 2], 'float32', 0]);
    assert.deepEqual([...tensor.row(1)], [1, 0.1]);
    assert.deepEqual(
      tensor.notices.map(({ code }) => code),
      ['display-precision'],
    );
    assert.throws(() => api.parseText('tensor([0., 1., ..., 9.])'), refuses('elided', /Print the whole/));
    assert.throws(() => api.parseText('[1, 2]', { classAxis: 1 }), refuses('bad-option', /axis/));
    assert.throws(() => api.parseText(untyped(7)), refuses('bad-option', /7/));
    assert.throws(() => api.parseText('[1]', untyped(7)), refuses('bad-option', /parseText/));
    assert.deepEqual(api.parseText('[1]', { classAxis: null }).shape, [1]);
  });

  it('reads each option once, inherited ones too', () => {
    let looks = 0;
    const options = {
      get temperature() {
        return looks++ === 0 ? 2 : 'hot';
      },
    };
    assert.equal(inspectRow([0, 2], untyped(Object.create(options))).logSumExp, inspectRow([0, 1]).logSumExp);
    assert.equal(looks, 1);
  });

  it('checks label smoothing where there is no target, too', () => {
    assert.throws(
      () => inspectRow([1, 2], { labelSmoothing: { epsilon: 7, convention: 'pytorch' } }),
      refuses('bad-option'),
    );
    assert.throws(() => inspectRow([1, 2], { labelSmoothing: untyped(0) }), refuses('bad-option'));
  });

  it('does not run what it is given only to describe it', async () => {
    const fail = () => assert.fail('was run');
    const loud = { toString: fail, valueOf: fail, toJSON: fail };
    assert.throws(() => inspectRow([1], { temperature: untyped(loud) }), refuses('bad-option', /an object/));
    await assert.rejects(read('[1]', { dtype: untyped(1n) }), refuses('bad-option', /bigint 1n/));
    await assert.rejects(read('[1]', { classAxis: untyped('0') }), refuses('bad-option', /is "0"/));
    await assert.rejects(read('[1]', { signal: untyped({}) }), refuses('bad-option', /AbortSignal/));
    await assert.rejects(readTensor(untyped(loud), 'x'), refuses('bad-option', /an object/));
    assert.deepEqual((await readTensor(Uint8Array.of(0x31), untyped(loud))).shape, []);
  });

  it('hands no option to the reader that it does not know', async () => {
    assert.deepEqual((await read('[1]', untyped({ onProgress: 5 }))).shape, [1]);
  });

  it('reads shared memory, and views with a mind of their own', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([0x5b, 0x31, 0x5d]);
    assert.deepEqual([...(await readTensor(shared, 'x')).row(0)], [1]);
    class Odd extends Uint8Array {
      override subarray(): never {
        throw new TypeError('trap');
      }
    }
    assert.deepEqual([...(await readTensor(Odd.of(0x5b, 0x31, 0x5d), 'x')).row(0)], [1]);
  });

  it('ends a reading with the signal’s reason', async () => {
    const reason = new Error('enough');
    await assert.rejects(read('[1]', { signal: AbortSignal.abort(reason) }), reason);
  });

  it('takes the axis that was chosen before that of the file', async () => {
    assert.equal((await read('{"logits": [[1, 2]], "axis": 7}', { classAxis: 0 })).classAxis, 0);
    await assert.rejects(read('{"logits": [[1, 2]], "axis": 7}'), refuses('bad-option', /no axis 7/));
    await assert.rejects(read('{"logits": [[1, 2]], "axis": 0}', { classAxis: 2 }), refuses('bad-option', /no axis 2/));
  });
});

describe('the labels that readTensor finds', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['"labels": [0]', /targets were left out\. There is 1 target for 2 rows\./],
    ['"targets": [0, 2]', /The target of row 1 is 2, but the classes are 0 to 1\./],
    ['"targets": [-1, 0]', /row 0 is -1/],
    ['"targets": [[0, 1], [1, 0]]', /4 targets for 2 rows: .*one-hot/],
    ['"classNames": ["a"]', /class names were left out\. There is 1 name for 2 classes\./],
  ];
  for (const [labels, says] of cases) {
    it(`are left out where they do not fit: ${labels}`, async () => {
      const tensor = await read(`{"logits": [[1, 2], [3, 4]], ${labels}}`);
      assert.deepEqual(
        tensor.notices.map(({ code }) => code),
        ['attribute-ignored'],
      );
      assert.match(tensor.notices[0]?.message ?? '', says);
      assert.deepEqual([tensor.targets, tensor.classNames], [undefined, undefined]);
      assert.equal('loss' in inspectTensor(tensor), false);
    });
  }

  it('are kept where they fit', async () => {
    const tensor = await read('{"logits": [[1, 2], [3, 4]], "targets": [-100, 1], "classNames": ["a", "b"]}');
    assert.deepEqual([tensor.notices, tensor.classNames, tensor.targets], [[], ['a', 'b'], Float64Array.of(-100, 1)]);
    assert.deepEqual(Number.isNaN(inspectTensor(tensor).loss?.[0]), true);
    assert.equal('loss' in inspectTensor(tensor, { targets: null }), false);
  });

  it('are fitted to the axis that was chosen', async () => {
    const text = '{"logits": [[1, 2, 3], [4, 5, 6]], "targets": [0, 1, 1]}';
    assert.equal((await read(text)).targets, undefined);
    assert.equal((await read(text, { classAxis: 0 })).targets?.length, 3);
  });
});

const fail = (): never => {
  throw new TypeError('trap');
};

/** A new value of each odd kind; some change when they are looked at. */
const odd: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => 'abc',
  () => '5',
  () => NaN,
  () => -1,
  () => 0,
  () => 0.5,
  () => 1,
  () => 1e308,
  () => 1n,
  () => Symbol('s'),
  () => fail,
  () => ({}),
  () => [],
  () => [1, 2],
  () => ['1'],
  () => [[1]],
  () => [1, Symbol('s')],
  () => Object.assign(new Array<number>(2), { 1: 1 }),
  () => Object.create(null) as unknown,
  () => ({ toString: fail, valueOf: fail, toJSON: fail, [Symbol.toPrimitive]: fail, [Symbol.iterator]: fail }),
  () => ({ length: NaN }),
  () => ({ length: 1e12 }),
  () => ({ length: '2', 0: 1, 1: 2 }),
  () => ({
    length: 2,
    0: 1,
    get 1() {
      return fail();
    },
  }),
  () => new BigInt64Array(2),
  () => new Float32Array(2),
  () => new DataView(new ArrayBuffer(8)),
  () => new Date(),
  () => new Proxy([1, 2], { get: fail, getPrototypeOf: fail, has: fail }),
  () => new Proxy(Float64Array.of(1, 2), {}),
  () => {
    const { proxy, revoke } = Proxy.revocable([1, 2], {});
    revoke();
    return proxy;
  },
  () => {
    const array = Float64Array.of(1, 2);
    structuredClone(array, { transfer: [array.buffer] });
    return array;
  },
  () => ({ temperature: 2, shape: [2, 2], row: () => [1, 2] }),
  () => ({ epsilon: 0.1, convention: 'classic' }),
];

describe('any arguments to the API', () => {
  // In a function, since fast-check looks at the values that it hands out.
  const anything: fc.Arbitrary<() => unknown> = fc.oneof(
    fc.constantFrom(...odd),
    fc
      .anything({ withTypedArray: true, withSparseArray: true, withBigInt: true, withNullPrototype: true })
      .map((value) => () => value),
  );
  const [mixture, bytes] = [{ seed: 3, numRuns: 3000 }, new TextEncoder().encode('[[1, 2], [3, 4]]')];

  it('give a result or a UserError: rows', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const one = untyped(a());
        allows(() => inspectRow(one, untyped(b())));
        allows(() => inspectRow([1, 2], { temperature: one, topK: untyped(b()), target: untyped(c()) }));
        allows(() => inspectRow([1, 2], { target: one, labelSmoothing: untyped(b()) }));
        allows(() => inspectRow([1, 2], { labelSmoothing: { epsilon: one, convention: untyped(b()) } }));
        allows(() => inspectRow([1, 2], { target: 0, labelSmoothing: { epsilon: 0.1, convention: one } }));
        allows(() => sweepTemperature(one, untyped(b())));
        allows(() => sweepTemperature([1, 2], one));
      }),
      mixture,
    );
  });

  it('refuse a row whose memory goes while the options are read', () => {
    const taking = (name: string, value: unknown, call: (logits: Float64Array, given: never) => unknown) => {
      const logits = Float64Array.of(1, 2);
      const take = () => {
        if (logits.length > 0) structuredClone(logits.buffer, { transfer: [logits.buffer] });
        return value;
      };
      assert.throws(
        () =>
          call(
            logits,
            untyped(Object.defineProperty({ length: 2, 1: value, convention: 'pytorch' }, name, { get: take })),
          ),
        UserError,
      );
    };
    taking('0', 1, (logits, target) => inspectRow(logits, { target }));
    taking('epsilon', 0, (logits, labelSmoothing) => inspectRow(logits, { labelSmoothing }));
    taking('0', 1, (logits, target) => api.checkGradient(logits, { target }));
    taking('0', 1, (logits, gradient) => api.checkGradient(logits, { target: 0, gradient }));
    taking('0', { step: 'greedy' }, (logits, steps) => api.sample(logits, { steps }));
  });

  it('give a result or a UserError: decoding', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const one = untyped(a());
        allows(() => api.sample(one, untyped(b())));
        allows(() => api.sample([1, 2], { steps: one, draws: untyped(b()), seed: untyped(c()) }));
        allows(() => api.sample([1, 2], { steps: untyped([a(), b()]), keepAtLeast: untyped(c()) }));
        for (const step of ['temperature', 'top-k', 'top-p', 'min-p', 'typical', 'greedy', a()]) {
          allows(() => api.sample([1, 2], { steps: untyped([{ step, temperature: b(), k: c(), p: b(), mass: c() }]) }));
        }
        allows(() => api.softmax(one, untyped(b())));
        allows(() => api.logSoftmax([1, 2], one));
        allows(() => api.logSumExp(one, untyped(c())));
      }),
      mixture,
    );
  });

  it('give a result or a UserError: derivatives and distillation', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const one = untyped(a());
        allows(() => api.jacobian(one, untyped(b())));
        allows(() => api.jacobianRow([1, 2], one, { temperature: untyped(b()) }));
        allows(() => api.jacobianVectorProduct(untyped(c()), one, untyped(b())));
        allows(() => api.jacobianVectorProduct([1, 2], one));
        allows(() => api.checkGradient(one, untyped(b())));
        allows(() => api.checkGradient([1, 2], { target: one, gradient: untyped(b()), seed: untyped(c()) }));
        allows(() => api.checkGradient([1, 2], { target: 0, gradient: one, temperature: untyped(c()) }));
        allows(() => api.distillationLoss(one, untyped(b()), untyped(c())));
        allows(() => api.distillationLoss([1, 2], one, { alpha: untyped(b()), target: untyped(c()) }));
        allows(() => api.distillationLoss([1, 2], [2, 1], { temperature: one, target: 0, alpha: untyped(c()) }));
      }),
      mixture,
    );
  });

  it('give a result or a UserError: tensors', async () => {
    const tensor = await readTensor(bytes, 'x');
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const one = untyped(a());
        allows(() => inspectTensor(one, untyped(b())));
        allows(() => inspectTensor(tensor, { temperature: one, targets: untyped(b()), labelSmoothing: untyped(c()) }));
        allows(() => inspectTensor(tensor, { targets: one }));
        allows(() => inspectTensor(untyped({ shape: a(), row: b, classAxis: c() })));
        allows(() => inspectTensor(untyped({ shape: [2, 2], row: a, targets: b() })));
        allows(() => inspectTensor(untyped({ shape: [2, 2], row: a(), classAxis: 1 })));
        allows(() => inspectTensor(untyped({ shape: [2, 2], row: () => [1, 2], classAxis: a() })));
        allows(() => tensor.row(one));
        allows(() => compare(one, untyped(b()), untyped(c())));
        allows(() => compare(tensor, one));
        allows(() => compare(tensor, tensor, { temperature: one, topK: untyped(b()) }));
        allows(() => compare(tensor, untyped({ shape: [2, 2], row: a, classAxis: b() })));
        allows(() => calibrate(one, untyped(b()), untyped(c())));
        allows(() => calibrate(tensor, one, { bins: untyped(b()) }));
        allows(() => calibrate(tensor, [0, 1], { bins: one }));
        allows(() => calibrate(untyped({ shape: [2, 2], row: a }), [0, 1]));
      }),
      mixture,
    );
  });

  it('give a result or a UserError: files', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (a, b, c) => {
        const one = untyped(a());
        for (const reading of [
          readTensor(one, untyped(b()), untyped(c())),
          readTensor(bytes, one, { classAxis: untyped(b()) }),
          readTensor(bytes, 'x', { dtype: one }),
          readTensor(bytes, 'x', { signal: one }),
        ])
          await reading.catch(codeOf);
      }),
      mixture,
    );
  });
});

function allows(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    codeOf(error);
  }
}
