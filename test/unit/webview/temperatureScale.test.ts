import assert from 'node:assert/strict';
import { nudged, snapped, stepOf, steps, temperatureAt } from '../../../webview/temperatureScale.js';

describe('The slider of the temperature', () => {
  it('goes from 0.05 to 20 with 1 in the very middle', () => {
    assert.deepEqual([0, steps / 2, steps].map(temperatureAt), [0.05, 1, 20]);
  });

  it('comes back to the same step', () => {
    for (let step = 0; step <= steps; step++) assert.equal(stepOf(temperatureAt(step)), step);
  });

  it('stands at its end for a temperature beyond', () => {
    assert.deepEqual([stepOf(1e-6), stepOf(1e6)], [0, steps]);
  });

  it('is moved by keys past its ends, and through 1 exactly', () => {
    assert.ok(nudged(20, 1) > 20);
    assert.ok(nudged(0.05, -1) < 0.05);
    assert.equal(nudged(nudged(1, 1), -1), 1);
    assert.equal(nudged(0.93, 1), 1);
  });

  it('catches a pointer that is all but at 1', () => {
    assert.equal(snapped(1.02), 1);
    assert.equal(snapped(1.05), 1.05);
    assert.equal(snapped(0.70710678), 0.707);
  });
});
