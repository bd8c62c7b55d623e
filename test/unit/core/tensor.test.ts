import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lanes } from '../../../src/core/lanes.js';
import { memoryTensor, type Tensor, tensorSourceOf } from '../../../src/core/tensor.js';
import { assertRefuses } from './refusal.js';

function iota(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => index);
}

describe('memoryTensor', () => {
  it('gives the rows and the values in C order of either storage', () => {
    const c = memoryTensor({ shape: [2, 3], dtype: 'float32', values: Float64Array.of(1, 2, 3, 4, 5, 6) });
    const f = memoryTensor({
      shape: [2, 3],
      dtype: 'float32',
      values: Float64Array.of(1, 4, 2, 5, 3, 6),
      fortranOrder: true,
    });
    for (const tensor of [c, f]) {
      assert.deepEqual([...tensor.toFloat64Array()], [1, 2, 3, 4, 5, 6]);
      assert.deepEqual([...tensor.row(0)], [1, 2, 3]);
      assert.deepEqual([...tensor.row(1)], [4, 5, 6]);
    }
    assert.deepEqual([c.fortranOrder, f.fortranOrder, c.classAxis], [false, true, 1]);
  });

  it('hands out copies', () => {
    const tensor = memoryTensor({ shape: [2], dtype: 'float64', values: Float64Array.of(1, 2) });
    tensor.row(0)[0] = 9;
    tensor.toFloat64Array()[0] = 9;
    assert.deepEqual([...tensor.row(0)], [1, 2]);
  });

  it('takes a scalar as one row of one class', () => {
    const tensor = memoryTensor({ shape: [], dtype: 'int8', values: Float64Array.of(3) });
    assert.deepEqual([...tensor.row(0)], [3]);
    assert.deepEqual([...tensor.toFloat64Array()], [3]);
  });

  it('carries what the reader says', () => {
    const notices = [{ severity: 'info', code: 'x', message: 'Y.' }] as const;
    const tensor = memoryTensor({
      shape: [1],
      dtype: 'bool',
      values: iota(1),
      targets: [0],
      classNames: ['a'],
      notices,
    });
    assert.deepEqual([tensor.targets, tensor.classNames, tensor.notices], [[0], ['a'], notices]);
    const bare = memoryTensor({ shape: [1], dtype: 'bool', values: iota(1) });
    assert.equal('targets' in bare, false);
    assert.equal('classNames' in bare, false);
  });

  it('refuses rows that are not there and shapes that do not fit', () => {
    const tensor = memoryTensor({ shape: [2, 3], dtype: 'float64', values: iota(6) });
    for (const row of [-1, 2, 0.5, NaN]) assertRefuses(() => tensor.row(row), 'bad-option', /0 to 1/);
    assertRefuses(
      () => memoryTensor({ shape: [0, 3], dtype: 'float64', values: iota(0) }).row(0),
      'bad-option',
      /no rows/,
    );
    assertRefuses(
      () => memoryTensor({ shape: [2, 2], dtype: 'float64', values: iota(6) }),
      'shape-mismatch',
      /\(2, 2\).*6/,
    );
    assertRefuses(() => memoryTensor({ shape: [-2, -3], dtype: 'float64', values: iota(6) }), 'shape-mismatch');
    assertRefuses(() => memoryTensor({ shape: [6], dtype: 'float64', values: iota(6), classAxis: 1 }), 'bad-option');
  });

  it('agrees with Lanes on every row of any small tensor', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(shapes, fc.boolean(), fc.nat(), async (shape, fortranOrder, seed) => {
        const values = iota(shape.reduce((a, b) => a * b, 1));
        const classAxis = seed % shape.length;
        const tensor = memoryTensor({ shape, dtype: 'int32', values, fortranOrder, classAxis });
        const lanes = new Lanes(tensorSourceOf(tensor), classAxis);
        const rows = await lanes.readRows(0, lanes.rowCount);
        const expected = Array.from({ length: lanes.rowCount }, (_, row) => [...tensor.row(row)]).flat();
        assert.deepEqual([...rows], expected);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('tensorSourceOf', () => {
  it('reads ranges of storage', async () => {
    const values = Float64Array.of(1, 4, 2, 5, 3, 6);
    const source = tensorSourceOf(memoryTensor({ shape: [2, 3], dtype: 'float16', values, fortranOrder: true }));
    assert.equal(source.fortranOrder, true);
    assert.deepEqual([...(await source.read(1, 4))], [4, 2, 5]);
  });

  it('takes any other tensor through its values in C order', async () => {
    const tensor: Tensor = {
      shape: [2, 2],
      dtype: 'float32',
      fortranOrder: true,
      classAxis: 1,
      notices: [],
      toFloat64Array: () => Float64Array.of(1, 2, 3, 4),
      row: () => Float64Array.of(1, 2),
    };
    const source = tensorSourceOf(tensor);
    assert.equal(source.fortranOrder, false);
    assert.deepEqual([...(await source.read(0, 4))], [1, 2, 3, 4]);
  });

  it('does not read when it is cancelled', async () => {
    const source = tensorSourceOf(memoryTensor({ shape: [1], dtype: 'float64', values: iota(1) }));
    await assert.rejects(source.read(0, 1, AbortSignal.abort()), { name: 'AbortError' });
  });
});
