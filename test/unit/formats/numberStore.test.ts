import assert from 'node:assert/strict';
import { NumberStore } from '../../../src/formats/numberStore.js';

const piece = 128 * 1024;

/** A store of 0, 1, 2 …, told that the text ends after `announced` numbers. */
function filled(count: number, announced: number, expected = Infinity): NumberStore {
  const store = new NumberStore(expected);
  for (let index = 0; index < count; index++) {
    store.makeRoom(index / announced);
    store.current[store.used++] = index;
  }
  return store;
}

function checkHolds(store: NumberStore, count: number): void {
  const numbers = Float64Array.from({ length: count }, (_, index) => index);
  assert.equal(store.length, count);
  assert.ok(Buffer.from(store.copy(0, count).buffer).equals(Buffer.from(numbers.buffer)));
  assert.deepEqual(store.copy(count - 3, count), numbers.slice(count - 3));
  assert.equal(
    store.sum((part) => part.length),
    count,
  );
}

describe('NumberStore', () => {
  it('holds few numbers', () => {
    checkHolds(filled(5, 5, 5), 5);
    assert.equal(filled(0, 1).length, 0);
  });

  it('has all in one array where the first piece foretells the rest', () => {
    const store = filled(3.3 * piece, 3.3 * piece);
    checkHolds(store, Math.ceil(3.3 * piece));
    assert.deepEqual(store.inOne(), store.copy(0, store.length));
  });

  it('goes on in pieces where there are more', () => {
    for (const count of [3 * piece, 2.5 * piece, 5 * piece + 1]) {
      const store = filled(count, 2 * piece);
      checkHolds(store, count);
      assert.equal(store.inOne(), undefined);
    }
  });

  it('goes on in pieces where memory does not hold what was foretold', () => {
    checkHolds(filled(3 * piece, 1e300), 3 * piece);
  });

  it('changes nothing of its own through a copy', () => {
    const store = filled(3, 3, 3);
    store.copy(0, 3).fill(9);
    checkHolds(store, 3);
  });
});
