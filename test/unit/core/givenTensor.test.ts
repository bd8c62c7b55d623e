import assert from 'node:assert/strict';
import { inspectTensor } from '../../../src/core/inspectTensor.js';
import type { Tensor } from '../../../src/core/tensor.js';
import { assertRefuses } from './refusal.js';

/** A tensor that a caller without types made up. */
const madeUp = (parts: object) => parts as Tensor;
const row = () => Float64Array.of(1, 2);

describe('a tensor that is not ours', () => {
  it('needs no more than a shape and rows', () => {
    const { max, classCount } = inspectTensor(madeUp({ shape: [2, 2], row: () => [3, 4] }));
    assert.deepEqual([[...max], classCount], [[4, 4], 2]);
  });

  it('is refused where it says what no tensor can be', () => {
    for (const shape of [null, undefined, 5, 'ab', {}, [-1, 2], [1.5, 2], [NaN], ['2'], new Array(65).fill(1)]) {
      assertRefuses(() => inspectTensor(madeUp({ shape, row })), 'bad-option', /shape|axes/);
    }
    assertRefuses(() => inspectTensor(madeUp({ shape: [2, 2] })), 'bad-option', /row function/);
    assertRefuses(() => inspectTensor(madeUp({ shape: [2, 2], row, classAxis: '1' })), 'bad-option', /is "1"/);
    assertRefuses(() => inspectTensor(madeUp({ shape: [2, 2], row, targets: 5 })), 'bad-option', /targets/);
    const unreadable = {
      row,
      get shape(): never {
        throw new TypeError('trap');
      },
    };
    assertRefuses(() => inspectTensor(madeUp(unreadable)), 'bad-option', /cannot be read/);
  });

  it('is refused where a row is not of its classes', () => {
    for (const wrong of [null, 'ab', [1], Float64Array.of(1), [1, '2'], { length: 2 }, undefined]) {
      assertRefuses(() => inspectTensor(madeUp({ shape: [1, 2], row: () => wrong })), 'bad-option', /row 0/i);
    }
    const failing = () => {
      throw new TypeError('trap');
    };
    assertRefuses(() => inspectTensor(madeUp({ shape: [1, 2], row: failing })), 'bad-option', /Row 0 .*cannot be read/);
  });

  it('is refused before columns are made that no memory holds', () => {
    for (const shape of [
      [2 ** 40, 1],
      [2 ** 24 + 1, 2],
      [2 ** 30, 2 ** 30, 1],
    ]) {
      assertRefuses(() => inspectTensor(madeUp({ shape, row })), 'too-large', /rows/);
    }
  });
});
