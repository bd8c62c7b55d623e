import assert from 'node:assert/strict';
import { State } from '../../../webview/state.js';
import { FakeHost, refusal } from './fakeHost.js';
import { turn } from './pending.js';
import { documentView, scanView } from './views.js';

async function opened(host: FakeHost): Promise<State> {
  const state = new State(host);
  state.start();
  await turn();
  return state;
}

describe('The tensor that is open', () => {
  it('is opened as it was read last', async () => {
    const reading = { classAxis: 0, valuesKind: 'probabilities', dtype: null };
    const host = new FakeHost({}, { reading, row: 3 });
    const state = await opened(host);
    assert.deepEqual(host.asked('open'), [{ reading: { ...reading, stop: null } }]);
    assert.equal(state.row.view.value?.row, 3);
  });

  it('keeps of what was saved only what fits it', async () => {
    const saved = { row: 500, scope: [0, 1], target: 99, sort: { column: 'loss', descending: true }, temperature: 2 };
    const { choices } = await opened(new FakeHost({}, saved));
    assert.equal(choices.row.value, 63);
    assert.deepEqual(choices.scope.value, [null]);
    assert.equal(choices.target.value, 'file');
    assert.equal(choices.sort.value.column, 'row');
    assert.equal(choices.temperature.value, 2);
  });

  it('is not read whole on opening for the sake of a saved order', async () => {
    const large = documentView({ scan: scanView({ state: 'waiting', rowsDone: 0 }) });
    const host = new FakeHost({ open: () => large }, { sort: { column: 'entropy', descending: true } });
    await opened(host);
    assert.deepEqual(
      host.asked('rows').map(({ sort }) => sort.column),
      ['row'],
    );
    assert.equal(host.asked('scan').length, 0);
  });

  it('that cannot be opened says why, and opens when it is read another way', async () => {
    const host = new FakeHost({
      open: ({ reading }) => {
        if (reading.dtype === null) throw refusal({ code: 'unsupported-dtype', remedy: 'read-as-bfloat16' });
        return documentView({ reading });
      },
    });
    const state = await opened(host);
    assert.equal(state.document.problem.value?.remedy, 'read-as-bfloat16');
    await state.document.readAs({ dtype: 'bfloat16' });
    assert.equal(state.document.problem.value, null);
    assert.equal(state.document.view.value?.reading.dtype, 'bfloat16');
  });

  it('stays as it was when another way of reading it is refused', async () => {
    const host = new FakeHost({
      open: ({ reading }) => {
        if (reading.classAxis === 0) throw refusal({ message: 'Axis 0 is empty.' });
        return documentView({ reading });
      },
    });
    const state = await opened(host);
    await state.document.readAs({ classAxis: 0 });
    assert.equal(state.speech.mishap.value, 'Axis 0 is empty.');
    assert.equal(state.choices.reading.value.classAxis, null);
    assert.equal(state.document.outdated.value, null);
  });

  it('is read anew in place when its file changed', async () => {
    let rowCount = 64;
    const host = new FakeHost(
      { open: () => documentView({ generation: 65 - rowCount, rowCount, shape: [rowCount, 10] }) },
      { row: 40 },
    );
    const state = await opened(host);
    rowCount = 12;
    host.tell('change', { state: 'changed', message: '' });
    assert.notEqual(state.document.view.value, null);
    await turn();
    assert.equal(state.choices.row.value, 11);
    assert.equal(state.document.view.value?.rowCount, 12);
  });

  it('that is gone keeps its figures, dated, and says what happened', async () => {
    const host = new FakeHost();
    const state = await opened(host);
    host.tell('change', { state: 'gone', message: 'logits.npy was deleted.' });
    assert.equal(state.document.outdated.value?.message, 'logits.npy was deleted.');
    assert.notEqual(state.row.view.value, null);
    await state.document.open();
    assert.equal(state.document.outdated.value, null);
  });

  it('takes news of a check only for itself', async () => {
    const host = new FakeHost();
    const state = await opened(host);
    host.tell('scan', { generation: 7, view: scanView({ rowsDone: 1 }) });
    assert.equal(state.document.scan.value?.rowsDone, 64);
    host.tell('scan', { generation: 1, view: scanView({ state: 'running', rowsDone: 30 }) });
    assert.equal(state.document.scan.value.rowsDone, 30);
  });

  it('shows no more of a check that was given up', async () => {
    const running = scanView({ state: 'running', rowsDone: 30 });
    const host = new FakeHost({
      scan: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(refusal({ kind: 'cancelled' }))),
        ),
    });
    const state = await opened(host);
    host.tell('scan', { generation: 1, view: running });
    state.document.cancelCheck();
    host.tell('scan', { generation: 1, view: running });
    assert.equal(state.document.scan.value?.state, 'waiting');
    assert.equal(host.questions.find(({ call }) => call === 'scan')?.signal?.aborted, true);
    assert.equal(state.speech.mishap.value, null);
  });
});
