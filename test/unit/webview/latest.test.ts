import assert from 'node:assert/strict';
import { Latest } from '../../../webview/latest.js';
import { Pending, turn } from './pending.js';

function observed() {
  const pending = new Pending<string>();
  const answers: string[] = [];
  const errors: string[] = [];
  const latest = new Latest<string, string>({
    ask: (question, signal) => pending.ask(question, signal),
    onAnswer: (answer) => void answers.push(answer),
    onError: (error) => void errors.push(String(error)),
  });
  return { pending, answers, errors, latest };
}

describe('Asking where only the newest question matters', () => {
  it('asks the first question at once and keeps one under way', () => {
    const { pending, latest } = observed();
    latest.ask('a');
    latest.ask('b');
    assert.deepEqual(pending.asked, ['a']);
    assert.equal(latest.busy.value, true);
  });

  it('asks next only the last of those that came meanwhile', async () => {
    const { pending, answers, latest } = observed();
    for (const question of ['a', 'b', 'c', 'd']) latest.ask(question);
    await pending.answer('A');
    assert.deepEqual(pending.asked, ['a', 'd']);
    await pending.answer('D');
    assert.deepEqual(answers, ['A', 'D']);
    assert.equal(latest.busy.value, false);
  });

  it('tells every answer that arrives, so that a slow host still moves the view', async () => {
    const { pending, answers, latest } = observed();
    latest.ask('a');
    latest.ask('b');
    await pending.answer('A');
    assert.deepEqual(answers, ['A']);
  });

  it('goes on after an error', async () => {
    const { pending, answers, errors, latest } = observed();
    latest.ask('a');
    latest.ask('b');
    await pending.refuse(new Error('no'));
    await pending.answer('B');
    assert.deepEqual([errors, answers], [['Error: no'], ['B']]);
  });

  it('tells nothing after it was stopped, and can be asked anew', async () => {
    const { pending, answers, errors, latest } = observed();
    latest.ask('a');
    latest.stop();
    assert.equal(pending.signals[0]?.aborted, true);
    latest.ask('b');
    await pending.answer('A');
    await pending.answer('B');
    await turn();
    assert.deepEqual([answers, errors], [['B'], []]);
  });
});
