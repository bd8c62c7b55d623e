import assert from 'node:assert/strict';
import { optionRowOf, rowOf } from '../../../src/core/logits.js';
import { assertRefuses } from './refusal.js';

/** What a caller without types may pass. */
const untyped = (value: unknown) => value as ArrayLike<number>;

describe('rowOf', () => {
  it('takes arrays, typed arrays and array-likes', () => {
    const doubles = Float64Array.of(1, 2);
    assert.equal(rowOf(doubles), doubles);
    assert.deepEqual(rowOf([1, -0, NaN, -Infinity]), Float64Array.of(1, -0, NaN, -Infinity));
    assert.deepEqual(rowOf(Float32Array.of(0.1)), Float64Array.of(Math.fround(0.1)));
    assert.deepEqual(rowOf({ length: 1, 0: 5 }), Float64Array.of(5));
  });

  it('refuses nothing at all', () => {
    assertRefuses(() => rowOf([]), 'empty');
    assertRefuses(() => rowOf(new Float64Array(0)), 'empty');
  });

  it('refuses what is no array', () => {
    for (const wrong of [null, undefined, 5, 'abc', {}, { length: -1 }, { length: 1.5 }, () => 1, new Map()]) {
      assertRefuses(() => rowOf(untyped(wrong)), 'not-numeric', /array of numbers/);
    }
  });

  it('names the first entry that is no number', () => {
    assertRefuses(() => rowOf(untyped([1, '2'])), 'not-numeric', /number 1 .*the text "2"/);
    assertRefuses(() => rowOf(untyped(new Array(3))), 'not-numeric', /missing/);
    assertRefuses(() => rowOf(untyped([null])), 'not-numeric', /null/);
    assertRefuses(() => rowOf(untyped([true])), 'not-numeric', /true/);
    assertRefuses(() => rowOf(untyped([[1]])), 'not-numeric', /an array/);
    assertRefuses(() => rowOf(untyped([{}])), 'not-numeric', /type object/);
    assertRefuses(() => rowOf(untyped(BigInt64Array.of(7n))), 'not-numeric', /bigint 7n/);
  });

  it('refuses a length that no memory holds, before it touches it', () => {
    assertRefuses(() => rowOf({ length: 1e15 }), 'too-large');
  });
});

describe('optionRowOf', () => {
  it('says the same as a wrong option', () => {
    assertRefuses(() => optionRowOf([], 'temperatures'), 'bad-option', /no temperatures/);
  });
});
