import assert from 'node:assert/strict';
import { menuTarget } from '../../../../src/host/debugger/menuTarget.js';

describe('The argument of the menus of Variables and Watch', () => {
  it('names the expression that the adapter gives, and the session', () => {
    const variable = {
      name: 'logits',
      value: 'tensor(…)',
      type: 'Tensor',
      variablesReference: 4,
      evaluateName: 'self.logits',
    };
    const found = menuTarget({ sessionId: 's1', container: { name: 'self', variablesReference: 3 }, variable });
    assert.equal(found?.sessionId, 's1');
    assert.equal(found.target.expression, 'self.logits');
    assert.equal(found.target.name, 'self.logits');
    assert.equal(found.target.variable?.variablesReference, 4);
  });

  it('keeps the reference of a variable that has no expression', () => {
    const variable = { name: '[0]', value: '{…}', variablesReference: 9, evaluateName: '', memoryReference: '0x10' };
    const found = menuTarget({ sessionId: 's1', variable });
    assert.ok(found);
    assert.equal(found.target.expression, undefined);
    assert.equal(found.target.name, '[0]');
    assert.equal(found.target.variable?.memoryReference, '0x10');
  });

  it('is recognised, and nothing else is', () => {
    for (const other of [undefined, null, 'logits', {}, { variable: {} }, { variable: { name: 3 } }]) {
      assert.equal(menuTarget(other), undefined);
    }
  });
});
