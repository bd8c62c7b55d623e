import assert from 'node:assert/strict';
import { optionRowOf, rowOf } from '../../../src/core/logits.js';
import { assertRefuses } from './refusal.js';

/** What a caller without types may pass. */
const untyped = (value: unknown) => value as ArrayLike<number>;

describe('rowOf', () => {
  it('takes arrays, typed arrays and array-likes', () => {
    const doubles = Float64Array.of(1, 2);
    assert.deepEqual(rowOf(doubles), doubles);
    assert.equal(rowOf(doubles).buffer, doubles.buffer);
    assert.deepEqual(rowOf(new Float64Array([1, 2, 3, 4]).subarray(1, 3)), Float64Array.of(2, 3));
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
    assertRefuses(() => rowOf(untyped([1, '2'])), 'not-numeric', /number 1 .*is "2", not/);
    assertRefuses(() => rowOf(untyped(new Array(3))), 'not-numeric', /is undefined/);
    assertRefuses(() => rowOf(untyped([null])), 'not-numeric', /null/);
    assertRefuses(() => rowOf(untyped([true])), 'not-numeric', /true/);
    assertRefuses(() => rowOf(untyped([[1]])), 'not-numeric', /an array/);
    assertRefuses(() => rowOf(untyped([{}])), 'not-numeric', /an object/);
    assertRefuses(() => rowOf(untyped(BigInt64Array.of(7n))), 'not-numeric', /bigint 7n/);
  });

  it('goes by the entries, whatever the array says of itself', () => {
    const odd = Object.assign([1, 2], { [Symbol.iterator]: () => [7, 8, 9].values() });
    assert.deepEqual(rowOf(odd), Float64Array.of(1, 2));
    const short = Object.defineProperty(Float64Array.of(1, 2), 'length', { value: 1 });
    assert.equal(rowOf(short).length, 2);
    assert.deepEqual(
      rowOf(new Proxy(Float64Array.of(1, 2), { get: (array, key): unknown => Reflect.get(array, key) })),
      Float64Array.of(1, 2),
    );
    const lying = Object.defineProperty({}, Symbol.toStringTag, { value: 'Float64Array' });
    assertRefuses(() => rowOf(untyped(lying)), 'not-numeric');
  });

  it('looks at each entry once', () => {
    let looks = 0;
    const changing = {
      length: 1,
      get 0() {
        return looks++ === 0 ? 5 : 'no number';
      },
    };
    assert.deepEqual(rowOf(untyped(changing)), Float64Array.of(5));
  });

  it('refuses what cannot be read', () => {
    const fail = () => {
      throw new RangeError('trap');
    };
    assertRefuses(() => rowOf(new Proxy([1], { get: fail })), 'not-numeric', /length cannot be read/);
    assertRefuses(
      () =>
        rowOf({
          length: 1,
          get 0() {
            return fail();
          },
        }),
      'not-numeric',
      /Number 0 .*cannot be read/,
    );
    // A Float64Array behind a proxy has no length: the getter wants the array itself.
    assertRefuses(() => rowOf(new Proxy(Float64Array.of(1), {})), 'not-numeric');
    const revoked = Proxy.revocable([1], {});
    revoked.revoke();
    assertRefuses(() => rowOf(revoked.proxy), 'not-numeric');
    const detached = Float64Array.of(1, 2);
    structuredClone(detached, { transfer: [detached.buffer] });
    assertRefuses(() => rowOf(detached), 'empty');
  });

  it('names a length that is none', () => {
    assertRefuses(() => rowOf({ length: NaN }), 'not-numeric', /length is NaN/);
    assertRefuses(() => rowOf(untyped({ length: '2' })), 'not-numeric', /length is "2"/);
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
