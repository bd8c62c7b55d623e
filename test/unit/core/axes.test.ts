import assert from 'node:assert/strict';
import { classAxisOf, elementCount, fortranToC } from '../../../src/core/axes.js';
import { assertRefuses } from './refusal.js';

describe('elementCount', () => {
  it('multiplies the lengths: 1 for a scalar, 0 with an empty axis', () => {
    assert.equal(elementCount([2, 3, 4]), 24);
    assert.equal(elementCount([]), 1);
    assert.equal(elementCount([5, 0, 7]), 0);
  });
});

describe('classAxisOf', () => {
  it('is the last axis by default and counts negative ones from the end', () => {
    assert.equal(classAxisOf([2, 3, 4]), 2);
    assert.equal(classAxisOf([2, 3, 4], -3), 0);
    assert.equal(classAxisOf([2, 3, 4], 1), 1);
    assert.equal(classAxisOf([]), 0);
  });

  it('refuses an axis that is not there', () => {
    for (const axis of [3, -4]) assertRefuses(() => classAxisOf([2, 3, 4], axis), 'bad-option', /\(2, 3, 4\).*-3 to 2/);
    for (const axis of [0.5, NaN]) assertRefuses(() => classAxisOf([2, 3, 4], axis), 'bad-option', /whole number/);
    assertRefuses(() => classAxisOf([], 1), 'bad-option', /has no axes/);
  });
});

describe('fortranToC', () => {
  it('turns columns into rows', () => {
    assert.deepEqual([...fortranToC(Float64Array.of(1, 4, 2, 5, 3, 6), [2, 3])], [1, 2, 3, 4, 5, 6]);
  });

  it('leaves scalars, vectors and empty tensors as they are', () => {
    assert.deepEqual([...fortranToC(Float64Array.of(7), [])], [7]);
    assert.deepEqual([...fortranToC(Float64Array.of(1, 2, 3), [3])], [1, 2, 3]);
    assert.deepEqual([...fortranToC(new Float64Array(0), [2, 0, 3])], []);
    assert.deepEqual([...fortranToC(new Float64Array(0), [0, 2])], []);
    assert.deepEqual([...fortranToC(new Float64Array(0), [2, 0])], []);
  });
});
