import assert from 'node:assert/strict';
import { caretExpression } from '../../../../src/host/debugger/caretExpression.js';

describe('The expression at the caret', () => {
  /** `|` marks the caret. */
  const cases: readonly [line: string, expression: string | undefined][] = [
    ['    log|its = model(x)', 'logits'],
    ['|logits = 1', 'logits'],
    ['x = logits|', 'logits'],
    ['loss = self.head.log|its.sum()', 'self.head.logits'],
    ['loss = se|lf.head.logits', 'self'],
    ['y = out.logits|[0]', 'out.logits'],
    ['y = out.logits[|0]', 'out.logits[0]'],
    ['y = out["lo|gits"][-1]', 'out["logits"]'],
    ['y = batch[0].scores|', 'batch[0].scores'],
    ['y = model(lo|gits)', 'logits'],
    ['y = mod|el(logits)', undefined],
    ['y = logits.soft|max(-1)', undefined],
    ['auto p = net->out->log|its;', 'net->out->logits'],
    ['let z = nn::LOG|ITS;', 'nn::LOGITS'],
    ['f(1e|5)', undefined],
    ['re|turn logits', undefined],
    ['größe_| = 1', 'größe_'],
    ['a +| b', undefined],
    ['', undefined],
  ];
  for (const [marked, expected] of cases) {
    it(`in “${marked}” is ${expected ?? 'none'}`, () => {
      const column = Math.max(0, marked.indexOf('|'));
      assert.equal(caretExpression(marked.replace('|', ''), column)?.text, expected);
    });
  }

  it('takes time in proportion to the line', () => {
    const line = 'a.'.repeat(200_000);
    assert.equal(caretExpression(line, 1)?.text, 'a');
  });
});
