import assert from 'node:assert/strict';
import { unmangled } from '../../../../src/host/debugger/python/mangling.js';

describe('Private members in a Python expression', () => {
  for (const expression of [
    'logits',
    'self.logits',
    'self.__dict__',
    'x.__class__.__name__',
    '"self.__x"[0]',
    'a__b.c',
    '__name__',
  ]) {
    it(`there are none in ${expression}`, () => assert.equal(unmangled(expression), expression));
  }

  it('are looked up by their owner and name, wherever they stand', () => {
    assert.match(unmangled('self.__x'), /\(__import__\('builtins'\), self, '__x'\)$/);
    assert.match(unmangled('self.head.__w[0] + 1'), /self\.head, '__w'\)\[0\] \+ 1$/);
    assert.match(unmangled('f(self.__x)'), /^f\(.*, self, '__x'\)\)$/);
  });

  it('take time in proportion to the expression', () => {
    const long = 'a.'.repeat(20_000) + '_';
    assert.equal(unmangled(long), long);
  });
});
