import assert from 'node:assert/strict';
import { NumberStore } from '../../../src/formats/numberStore.js';

const piece = 128 * 1024;
const runLength = 1000;

/** What stands at each index. */
const kinds = {
  'integers of 32 bits': (index: number) => (index % 2 === 0 ? index : -(2 ** 31) + index),
  fractions: (index: number) => index + 0.5,
  'integers of 32 bits, and then one of more': (index: number) => (index === 2 * piece ? 2 ** 31 : index),
  'integers of 32 bits, and then −0': (index: number) => (index === 2 * piece ? -0 : index),
  'integers of 32 bits, and then NaN': (index: number) => (index === 2 * piece ? NaN : index),
} as const;
type Kind = keyof typeof kinds;

function numbers(kind: Kind, start: number, end: number): Float64Array {
  return Float64Array.from({ length: end - start }, (_, index) => kinds[kind](start + index));
}

/** A store of `count` numbers, told that the text ends after `announced`. */
function filled(kind: Kind, count: number, announced: number, expected = Infinity): NumberStore {
  const store = new NumberStore(expected);
  for (let start = 0; start < count; start += runLength) {
    store.append(numbers(kind, start, Math.min(count, start + runLength)), start / announced);
  }
  return store;
}

function checkHolds(store: NumberStore, kind: Kind, count: number): void {
  assert.equal(store.length, count);
  assert.ok(Buffer.from(store.copy(0, count).buffer).equals(Buffer.from(numbers(kind, 0, count).buffer)));
  assert.deepEqual(store.copy(count - 3, count), numbers(kind, count - 3, count));
  assert.equal(
    store.sum((part) => part.length),
    count,
  );
}

const allKinds = Object.keys(kinds) as readonly Kind[];

describe('NumberStore', () => {
  it('holds few numbers', () => {
    for (const kind of allKinds) checkHolds(filled(kind, 5, 5, 5), kind, 5);
    assert.equal(filled('fractions', 0, 1).length, 0);
  });

  it('has all in one array where the first piece foretells the rest', () => {
    for (const kind of allKinds) {
      const count = Math.ceil(3.3 * piece);
      const store = filled(kind, count, count);
      checkHolds(store, kind, count);
      const all = store.view(0, count);
      assert.equal(all?.dtype, kind === 'integers of 32 bits' ? 'int32' : 'float64');
      assert.deepEqual(Float64Array.from(all.values), numbers(kind, 0, count));
      assert.deepEqual(store.view(5, 8)?.values, all.values.slice(5, 8));
    }
  });

  it('goes on in pieces where there are more', () => {
    for (const kind of allKinds) {
      for (const count of [3 * piece, 2.5 * piece, 5 * piece + 1]) {
        const store = filled(kind, count, 2 * piece);
        checkHolds(store, kind, count);
        assert.equal(store.view(0, 1), undefined);
      }
    }
  });

  it('goes on in pieces where memory does not hold what was foretold', () => {
    for (const kind of allKinds) checkHolds(filled(kind, 3 * piece, 1e300), kind, 3 * piece);
  });

  it('changes nothing of its own through a copy', () => {
    const store = filled('fractions', 3, 3, 3);
    store.copy(0, 3).fill(9);
    checkHolds(store, 'fractions', 3);
  });
});
