import assert from 'node:assert/strict';
import { RowScope } from '../../../src/inspector/rowScope.js';

describe('RowScope', () => {
  // np.arange(24).reshape(2, 3, 4)[…].ravel()
  const cases = [
    { scope: [], rows: Array.from({ length: 24 }, (_, row) => row) },
    { scope: [null, null, null], rows: Array.from({ length: 24 }, (_, row) => row) },
    { scope: [1, null, null], rows: [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23] },
    { scope: [null, 1, null], rows: [4, 5, 6, 7, 16, 17, 18, 19] },
    { scope: [null, null, 3], rows: [3, 7, 11, 15, 19, 23] },
    { scope: [0, null, 2], rows: [2, 6, 10] },
    { scope: [1, 2, 3], rows: [23] },
  ];
  for (const { scope, rows } of cases) {
    it(`[${scope.map((index) => index ?? ':').join(', ')}] leaves the rows that NumPy's indexing leaves`, () => {
      const rowScope = new RowScope([2, 3, 4], scope);
      assert.deepEqual(
        Array.from({ length: rowScope.count }, (_, position) => rowScope.rowAt(position)),
        rows,
      );
      for (let row = 0; row < 24; row++) {
        const position = rows.indexOf(row);
        assert.equal(rowScope.positionOf(row), position < 0 ? null : position);
      }
    });
  }

  it('costs nothing over a billion rows', () => {
    const rowScope = new RowScope([1000, 1000, 1000], [null, 999, null]);
    assert.equal(rowScope.count, 1_000_000);
    assert.equal(rowScope.rowAt(999_999), 999_999_999);
    assert.equal(rowScope.positionOf(999_999_999), 999_999);
  });

  it('has one row where there is no row axis, and none where an axis is empty', () => {
    assert.equal(new RowScope([], []).count, 1);
    assert.equal(new RowScope([3, 0], []).count, 0);
  });
});
