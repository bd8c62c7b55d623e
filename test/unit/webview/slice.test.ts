import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  contains,
  fittingScope,
  indexesOf,
  isWhole,
  rowAt,
  scopeExpression,
  wholeScope,
} from '../../../webview/slice.js';

const axes = { shape: [2, 3, 10, 4], classAxis: 2, rowAxes: [0, 1, 3] };

describe('Where a row lies', () => {
  it('follows C order over the axes that hold no classes', () => {
    assert.deepEqual(indexesOf(0, axes), [0, 0, 0]);
    assert.deepEqual(indexesOf(17, axes), [1, 1, 1]);
    assert.equal(rowAt([1, 2, 3], axes), 23);
  });

  it('is the same there and back', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shapes, fc.nat(), (lengths, seed) => {
        const some = { shape: [...lengths, 5], classAxis: lengths.length, rowAxes: lengths.map((_, axis) => axis) };
        const row = seed % lengths.reduce((product, length) => product * length, 1);
        assert.equal(rowAt(indexesOf(row, some), some), row);
      }),
    );
  });

  it('is exact in a tensor of a billion rows', () => {
    const large = { shape: [1_000_000_000, 10], classAxis: 1, rowAxes: [0] };
    assert.deepEqual(indexesOf(999_999_999, large), [999_999_999]);
  });
});

describe('A scope', () => {
  it('is written with the axis of the classes whole', () => {
    assert.equal(scopeExpression([0, null, 3], axes), '[0, :, :, 3]');
    assert.equal(scopeExpression(wholeScope(axes), axes), '[:, :, :, :]');
  });

  it('knows which rows it leaves', () => {
    assert.equal(contains([1, null, null], 17, axes), true);
    assert.equal(contains([0, null, null], 17, axes), false);
    assert.equal(isWhole(wholeScope(axes)), true);
    assert.equal(isWhole([null, 2, null]), false);
  });

  it('that does not fit the tensor is the whole', () => {
    assert.deepEqual(fittingScope([1, null, 3], axes), [1, null, 3]);
    assert.deepEqual(fittingScope([2, null, 3], axes), [null, null, null]);
    assert.deepEqual(fittingScope([0], axes), [null, null, null]);
  });
});
