import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/userError.js';
import {
  firstThread,
  functionOf,
  lineOf,
  sameFunction,
  stackPlaces,
} from '../../../../src/host/debugger/stackPlace.js';

describe('A place on the stack', () => {
  const places = stackPlaces({
    stackFrames: [
      { id: 3, name: 'evaluate', line: 88, column: 1, source: { name: 'train.py', path: '/home/u/my run/train.py' } },
      { id: 4, name: '<module>', line: 9, column: 1, source: { path: 'C:\\work\\main.py' } },
      { id: 5, name: 'std::vector<float>::at(unsigned long)', line: 1, column: 1 },
    ],
  });

  it('is said as file, line and function', () => {
    assert.deepEqual(places.map(lineOf), ['train.py:88', 'main.py:9', 'line 1']);
    assert.deepEqual(places.map(functionOf), ['evaluate()', 'module', 'std::vector<float>::at(unsigned long)']);
  });

  it('is of the same function when name and file are', () => {
    const [evaluate] = places;
    assert.ok(evaluate);
    assert.ok(sameFunction(evaluate, { ...evaluate, line: 90, frameId: 77 }));
    assert.ok(!sameFunction(evaluate, { ...evaluate, source: '/home/u/other/train.py' }));
    assert.ok(!sameFunction(evaluate, { ...evaluate, functionName: 'train' }));
  });

  it('is on the first thread that the adapter lists, if it lists any', () => {
    assert.equal(firstThread({ threads: [{ id: 7, name: 'MainThread' }, { id: 8 }] }), 7);
    for (const body of [undefined, {}, { threads: [] }, { threads: [{ id: 'x' }] }])
      assert.equal(firstThread(body), undefined);
  });

  it('is refused in a sentence where the adapter lists none', () => {
    assert.throws(
      () => stackPlaces({ stackFrames: 'none' }),
      (error) => error instanceof UserError && error.code === 'debugger',
    );
  });
});
