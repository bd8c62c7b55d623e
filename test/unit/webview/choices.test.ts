import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choicesFrom, restore, snapshot } from '../../../webview/choices.js';

const fresh = restore(undefined);

describe('What the page saved of itself', () => {
  it('is, on the first day, the first row at temperature 1 in file order', () => {
    assert.equal(fresh.row, 0);
    assert.equal(fresh.temperature, 1);
    assert.deepEqual(fresh.sort, { column: 'row', descending: false });
    assert.equal(fresh.target, 'file');
  });

  it('comes back as it was', () => {
    const saved = {
      ...fresh,
      reading: { classAxis: 2, valuesKind: 'probabilities', dtype: 'bfloat16', stop: 4 },
      row: 17,
      sort: { column: 'entropy', descending: true },
      scope: [0, null],
      temperature: 0.5,
      target: 3,
      smoothing: { epsilon: 0.1, convention: 'classic' },
      scale: 'logits',
      logScale: true,
      topCount: 50,
      tables: { distribution: true, temperature: false, gradient: true, comparison: true },
      topLine: 12.5,
    };
    assert.deepEqual(restore(JSON.parse(JSON.stringify(saved))), saved);
    assert.deepEqual(snapshot(choicesFrom(restore(saved))), saved);
  });

  it('loses only the parts that are not as they should be', () => {
    const restored = restore({
      row: -1,
      temperature: 'hot',
      sort: { column: 'colour' },
      topCount: 9,
      target: 2.5,
      scale: 'logits',
    });
    assert.deepEqual(restored, { ...fresh, scale: 'logits' });
  });

  it('is refused beyond what the protocol allows', () => {
    assert.equal(restore({ temperature: 1e7 }).temperature, 1);
    assert.equal(restore({ temperature: NaN }).temperature, 1);
    assert.equal(restore({ smoothing: { epsilon: 2, convention: 'pytorch' } }).smoothing.epsilon, 0);
    assert.equal(restore({ topLine: Infinity }).topLine, 0);
  });

  it('never keeps the page from starting, whatever it is', () => {
    fc.assert(fc.property(fc.anything(), (saved) => void restore(saved)));
    fc.assert(
      fc.property(fc.record(Object.fromEntries(Object.keys(fresh).map((key) => [key, fc.anything()]))), (saved) => {
        assert.deepEqual(Object.keys(restore(saved)), Object.keys(fresh));
      }),
    );
  });
});
