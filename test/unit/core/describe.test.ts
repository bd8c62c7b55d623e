import assert from 'node:assert/strict';
import { describe as described } from '../../../src/core/describe.js';
import { quoted, shortened } from '../../../src/core/quoted.js';

describe('describe', () => {
  it('says what was given in a few words', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['5', '"5"'],
      [5, '5'],
      [NaN, 'NaN'],
      [7n, 'the bigint 7n'],
      [10n ** 5000n, 'a bigint of more than 40 digits'],
      [null, 'null'],
      [undefined, 'undefined'],
      [true, 'true'],
      [Symbol('s'), 'a symbol'],
      [() => 1, 'a function'],
      [[1], 'an array'],
      [{}, 'an object'],
      [new Map(), 'an object'],
      [new BigInt64Array(2), 'a typed array'],
    ];
    for (const [value, words] of cases) assert.equal(described(value), words);
  });

  it('runs nothing of what was given', () => {
    const fail = () => assert.fail('was run');
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const odd = [
      { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail, toJSON: fail },
      new Proxy({}, { get: fail }),
      Object.create(null) as unknown,
      revoked.proxy,
    ];
    for (const value of odd) assert.equal(described(value), 'an object');
  });
});

describe('quoted', () => {
  it('cuts between characters, and says so', () => {
    assert.equal(quoted('x'.repeat(40)), `"${'x'.repeat(40)}"`);
    assert.equal(quoted('x'.repeat(41)), `"${'x'.repeat(40)}…"`);
    assert.equal(quoted('😀'.repeat(41)), `"${'😀'.repeat(40)}…"`);
    assert.equal(shortened('😀😀😀', 2), '😀😀…');
    assert.equal(shortened('a'.repeat(1e6), 3), 'aaa…');
  });

  it('escapes quotes, and what would break a line or turn the text round', () => {
    assert.equal(quoted('a"b\\c'), String.raw`"a\"b\\c"`);
    assert.equal(quoted('a\nb\u202e\u2028\x7f'), String.raw`"a\nb\u{202e}\u{2028}\u{7f}"`);
  });
});
