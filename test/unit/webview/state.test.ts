import assert from 'node:assert/strict';
import { State } from '../../../webview/state.js';
import { FakeHost, refusal } from './fakeHost.js';
import { Pending, turn } from './pending.js';
import { documentView, rowLine, rowView } from './views.js';

async function opened(host: FakeHost): Promise<State> {
  const state = new State(host);
  state.selection.viewport.value = 240;
  state.start();
  await turn();
  return state;
}

describe('The selection', () => {
  it('moves by keys, and every part follows', async () => {
    const host = new FakeHost();
    const state = await opened(host);
    state.selection.moveBy('ArrowDown');
    state.selection.moveBy('ArrowDown');
    await turn();
    assert.equal(state.choices.row.value, 2);
    assert.equal(state.row.view.value?.row, 2);
    assert.equal(state.row.sweep.value?.row, 2);
    assert.equal(state.row.precision.value?.row, 2);
  });

  it('arrives at a line that has yet to be read', async () => {
    const lines = new Pending<number>();
    const host = new FakeHost({
      open: () => documentView({ rowCount: 1000, shape: [1000, 10] }),
      rows: async ({ start, count }) => {
        if (start > 0) await lines.ask(start);
        return {
          start,
          total: 1000,
          lines: Array.from({ length: Math.min(count, 1000 - start) }, (_, at) => rowLine(start + at)),
        };
      },
    });
    const state = await opened(host);
    state.selection.moveBy('End');
    assert.equal(state.selection.position.value, 999);
    assert.equal(state.choices.row.value, 0);
    await lines.answer(896);
    assert.equal(state.choices.row.value, 999);
  });

  it('widens a scope that leaves the row out', async () => {
    const host = new FakeHost({ open: () => documentView({ shape: [8, 8, 10], classAxis: 2, rowAxes: [0, 1] }) });
    const state = await opened(host);
    state.choices.scope.value = [0, null];
    await turn();
    state.selection.goTo(5);
    assert.deepEqual(state.choices.scope.value, [0, null]);
    state.selection.goTo(20);
    assert.deepEqual(state.choices.scope.value, [null, null]);
    assert.equal(state.choices.row.value, 20);
  });

  it('shows a row that was selected already and is out of sight', async () => {
    const state = await opened(new FakeHost());
    state.selection.scrollTo(1000);
    state.selection.goTo(0);
    await turn();
    assert.equal(state.selection.top.value, 0);
  });

  it('gives an order up that is refused, and says why', async () => {
    const host = new FakeHost();
    const usual = new FakeHost();
    host.answering.rows = (question) => {
      if (question.sort.column !== 'row') throw refusal({ message: 'Too many rows to sort.' });
      return usual.ask('rows', question);
    };
    const state = await opened(host);
    state.selection.sortBy('entropy');
    await turn();
    assert.equal(state.choices.sort.value.column, 'row');
    assert.equal(state.rows.problem.value, 'Too many rows to sort.');
    assert.equal(state.rows.coming.value, null);
  });

  it('sorts by trouble first, then the other way about', async () => {
    const state = await opened(new FakeHost());
    state.selection.sortBy('entropy');
    assert.deepEqual(state.choices.sort.value, { column: 'entropy', descending: true });
    state.selection.sortBy('entropy');
    assert.deepEqual(state.choices.sort.value, { column: 'entropy', descending: false });
    state.selection.sortBy('margin');
    assert.deepEqual(state.choices.sort.value, { column: 'margin', descending: false });
  });
});

describe('The temperature', () => {
  it('is asked with at most one question under way, and verdicts only once it rests', async () => {
    const rows = new Pending<number>();
    const host = new FakeHost({
      row: async ({ temperature }) => rowView({ temperature: await rows.ask(temperature) }),
    });
    const state = await opened(host);
    await rows.answer(1);
    const judged = host.asked('precision').length;
    state.row.dragging.value = true;
    for (const temperature of [2, 3, 4]) state.setTemperature(temperature);
    assert.deepEqual(rows.asked, [1, 2]);
    await rows.answer(2);
    assert.deepEqual(rows.asked, [1, 2, 4]);
    await rows.answer(4);
    assert.equal(host.asked('precision').length, judged);
    state.row.dragging.value = false;
    await turn();
    assert.equal(host.asked('precision').at(-1)?.temperature, 4);
  });

  it('stays within what the protocol knows', async () => {
    const state = await opened(new FakeHost());
    state.setTemperature(1e9);
    assert.equal(state.choices.temperature.value, 1e6);
    state.setTemperature(NaN);
    assert.equal(state.choices.temperature.value, 1e6);
  });
});

describe('The target', () => {
  const target = {
    index: 1,
    label: 'ship',
    logit: 1,
    probability: 0.3,
    logProbability: -1,
    loss: 1,
    margin: 0,
    rank: 2,
    klFromTarget: null,
    smoothing: { epsilon: 0, convention: 'pytorch' as const },
  };

  it('is a class once clicked, and none when clicked again', async () => {
    const host = new FakeHost({
      row: (question) => rowView({ target: question.target === 1 ? { ...target, fromFile: false } : null }),
    });
    const state = await opened(host);
    state.toggleTarget(1);
    await turn();
    assert.equal(state.choices.target.value, 1);
    state.toggleTarget(1);
    assert.equal(state.choices.target.value, null);
  });

  it('of the file is back when another is given up', async () => {
    const host = new FakeHost({
      open: () => documentView({ labels: { names: null, targets: 'logits.labels.npy' } }),
      row: (question) => rowView({ target: { ...target, fromFile: question.target === 'file' } }),
    });
    const state = await opened(host);
    state.choices.target.value = 1;
    await turn();
    state.toggleTarget(1);
    assert.equal(state.choices.target.value, 'file');
  });
});

describe('The page', () => {
  it('saves what the user chooses as it is chosen', async () => {
    const host = new FakeHost();
    const state = await opened(host);
    state.choices.scale.value = 'logits';
    state.selection.scrollTo(48);
    const again = await opened(new FakeHost({}, host.saved()));
    assert.equal(again.choices.scale.value, 'logits');
    assert.equal(again.selection.top.value, 48);
  });

  it('copies every digit and says so', async () => {
    const host = new FakeHost();
    const state = await opened(host);
    await state.copy('0.5871221504698858', 'p');
    assert.deepEqual(host.asked('copy'), [{ text: '0.5871221504698858' }]);
    assert.equal(state.speech.announcement.value, 'Copied p');
  });

  it('says in one plain line what broke of ours', async () => {
    const host = new FakeHost({
      copy: () => {
        throw refusal({ kind: 'bug', message: 'x is not a function' });
      },
    });
    const state = await opened(host);
    await state.copy('1', 'p');
    assert.equal(
      state.speech.mishap.value,
      'Something broke in Logits Inspector: x is not a function. The details are in the log.',
    );
  });
});
