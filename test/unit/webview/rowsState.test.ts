import assert from 'node:assert/strict';
import type { Question } from '../../../src/protocol/messages.js';
import type { RowsView } from '../../../src/protocol/views.js';
import type { Ask } from '../../../webview/host.js';
import type { Order } from '../../../webview/order.js';
import { RowsState } from '../../../webview/rowsState.js';
import { Speech } from '../../../webview/speech.js';
import { refusal } from './fakeHost.js';
import { Pending } from './pending.js';
import { rowLine } from './views.js';

const order: Order = { generation: 1, scope: [null], sort: { column: 'row', descending: false } };
const byEntropy: Order = { ...order, sort: { column: 'entropy', descending: true } };

function million() {
  const pending = new Pending<Question<'rows'>, RowsView>();
  const speech = new Speech();
  const ask = ((_call, question, signal) => pending.ask(question as Question<'rows'>, signal)) as Ask;
  const rows = new RowsState(ask, speech);
  const answer = (start: number): Promise<void> =>
    pending.answer({ start, total: 1e6, lines: Array.from({ length: 128 }, (_, at) => rowLine(start + at)) });
  const starts = (): number[] => pending.asked.map((question) => question.start);
  return { pending, rows, answer, starts };
}

describe('The lines of the rows table', () => {
  it('are read in pages, each once', async () => {
    const { rows, answer, starts } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await answer(0);
    rows.want({ start: 5, end: 35 });
    rows.want({ start: 110, end: 140 });
    rows.want({ start: 111, end: 141 });
    assert.deepEqual(starts(), [0, 128]);
    await answer(128);
    assert.equal(rows.lineAt(140)?.row, 140);
    assert.equal(rows.lineAt(5000), undefined);
  });

  it('are asked for a few at a time where rows are dear, and all that are in view are kept', async () => {
    const { pending, rows } = million();
    rows.list(order, { start: 0, end: 40 }, 1);
    assert.deepEqual(
      pending.asked.map(({ start, count }) => [start, count]),
      Array.from({ length: 40 }, (_, at) => [at, 1]),
    );
    for (let start = 0; start < 40; start++) await pending.answer({ start, total: 1e6, lines: [rowLine(start)] });
    for (let position = 0; position < 40; position++) assert.equal(rows.lineAt(position)?.row, position);
  });

  it('are no longer asked for once they were scrolled past', async () => {
    const { pending, rows, answer, starts } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await answer(0);
    rows.want({ start: 500_000, end: 500_030 });
    rows.want({ start: 900_000, end: 900_030 });
    assert.deepEqual(starts(), [0, 499_968, 899_968]);
    assert.deepEqual(
      pending.signals.map((signal) => signal?.aborted),
      [false, true, false],
    );
  });

  it('of the former order stay until those of the new one are there', async () => {
    const { rows, answer } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await answer(0);
    rows.list(byEntropy, { start: 0, end: 30 }, 128);
    assert.equal(rows.book.value?.order, order);
    assert.equal(rows.coming.value, byEntropy);
    rows.want({ start: 0, end: 30 });
    await answer(0);
    assert.equal(rows.book.value.order, byEntropy);
    assert.equal(rows.coming.value, null);
  });

  it('stay where an order is given up', async () => {
    const { pending, rows, answer } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await answer(0);
    rows.list(byEntropy, { start: 0, end: 30 }, 128);
    assert.equal(rows.keep(), order);
    assert.equal(pending.signals[1]?.aborted, true);
    await answer(0);
    assert.equal(rows.book.value?.order, order);
  });

  it('say why they cannot be read, once, and can be asked for again', async () => {
    const { pending, rows, starts } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await pending.refuse(refusal());
    rows.want({ start: 0, end: 30 });
    assert.equal(rows.problem.value, 'The file ends at byte 7.');
    assert.deepEqual(starts(), [0]);
    rows.retry();
    assert.deepEqual(starts(), [0, 0]);
  });

  it('say nothing of answers that came too late', async () => {
    const { pending, rows } = million();
    rows.list(order, { start: 0, end: 30 }, 128);
    await pending.refuse(refusal({ kind: 'stale' }));
    assert.equal(rows.problem.value, null);
  });

  it('far from view are forgotten', async () => {
    const { rows, answer } = million();
    rows.list(order, { start: 0, end: 1 }, 128);
    await answer(0);
    for (let page = 1; page <= 40; page++) {
      rows.want({ start: page * 128, end: page * 128 + 1 });
      await answer(page * 128);
    }
    assert.ok((rows.book.value?.pages.size ?? 0) <= 24);
    assert.equal(rows.lineAt(0), undefined);
    assert.equal(rows.lineAt(40 * 128)?.row, 40 * 128);
  });
});
