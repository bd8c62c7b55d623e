import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { expressionOf, locate } from '../../../src/inspector/slice.js';

const context = { shape: [4, 6, 10], classAxis: 2, current: [1, 2] };

describe('a slice expression', () => {
  const good = [
    { expression: '[0, -1, :]', scope: [null, null], indexes: [0, 5], text: '[0, 5, :]' },
    { expression: '3, 2', scope: [null, null], indexes: [3, 2], text: '[3, 2, :]' },
    { expression: '[-4, ...]', scope: [0, null], indexes: [0, 2], text: '[0, :, :]' },
    { expression: '[:, -1]', scope: [null, 5], indexes: [1, 5], text: '[:, 5, :]' },
    { expression: '[..., 3, :]', scope: [null, 3], indexes: [1, 3], text: '[:, 3, :]' },
    { expression: '', scope: [null, null], indexes: [1, 2], text: '[:, :, :]' },
    { expression: '[2,]', scope: [2, null], indexes: [2, 2], text: '[2, :, :]' },
  ];
  for (const { expression, scope, indexes, text } of good) {
    it(`“${expression}” is read as ${text}`, () => {
      assert.deepEqual(locate(expression, context), { scope, indexes, expression: text });
    });
  }

  const bad = [
    { expression: '[0, 6, :]', says: '6 is outside axis 1, which has 6 indexes' },
    { expression: '[-5]', says: '-5 is outside axis 0, which has 4 indexes' },
    { expression: '[0, 0, 3]', says: 'Axis 2 holds the classes' },
    { expression: '[0, 0, :, :]', says: '4 indexes for 3 axes' },
    { expression: '[0:2]', says: '“0:2” is a range' },
    { expression: '[..., ...]', says: '“...” may stand once only' },
    { expression: '[x]', says: '“x” is not an index' },
    { expression: '[1.5]', says: '“1.5” is not an index' },
    { expression: '[,]', says: '“” is not an index' },
    { expression: '[__import__("os")]', says: 'is not an index' },
  ];
  for (const { expression, says } of bad) {
    it(`“${expression}” is refused in a sentence`, () => {
      assert.throws(
        () => locate(expression, context),
        (error) => error instanceof UserError && error.code === 'bad-option' && error.message.includes(says),
      );
    });
  }

  it('writes the class axis whole, wherever it is', () => {
    assert.equal(expressionOf([0, null], 1), '[0, :, :]');
    assert.equal(expressionOf([], 0), '[:]');
    assert.equal(expressionOf([7, 8], 0), '[:, 7, 8]');
  });
});
