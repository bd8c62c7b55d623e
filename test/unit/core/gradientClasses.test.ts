import assert from 'node:assert/strict';
import { classesToCheck } from '../../../src/core/gradientClasses.js';

describe('classesToCheck', () => {
  const formula = Float64Array.from({ length: 1000 }, (_, index) => (index < 200 ? index - 200 : 0.5 / (index + 1)));

  it('are all where there are few', () => {
    assert.deepEqual(classesToCheck(new Float64Array(3), undefined, 0), [0, 1, 2]);
    assert.equal(classesToCheck(new Float64Array(256), undefined, 0).length, 256);
  });

  it('are the largest of either gradient, and others', () => {
    const supplied = new Float64Array(1000);
    supplied[999] = -1e6;
    const classes = classesToCheck(formula, supplied, 0);
    const largest = [999, ...Array.from({ length: 127 }, (_, index) => index)];
    assert.ok(largest.every((index) => classes.includes(index)));
    assert.equal(classes.length, 256);
    assert.deepEqual(
      classes,
      [...new Set(classes)].sort((a, b) => a - b),
    );
  });

  it('are others for another seed, from all over', () => {
    const others = (seed: number) => classesToCheck(formula, undefined, seed).filter((index) => index >= 128);
    assert.deepEqual(others(1), others(1));
    assert.notDeepEqual(others(1), others(2));
    // 128 of 872 in four quarters: 32 each, with a standard deviation of 4.5.
    for (let start = 128; start < 1000; start += 218) {
      const inQuarter = others(3).filter((index) => index >= start && index < start + 218).length;
      assert.ok(inQuarter > 14 && inQuarter < 50, String(inQuarter));
    }
  });

  it('are a few more than the largest where there are few more', () => {
    assert.equal(classesToCheck(new Float64Array(257), undefined, 0).length, 256);
  });
});
