import assert from 'node:assert/strict';
import { Answerer, type Answers, Asker, CallError } from '../../../src/protocol/channel.js';
import type { CallErrorRecord, EventName, Question } from '../../../src/protocol/messages.js';

describe('the channel', () => {
  it('carries a question to its answer', async () => {
    const { asker } = connect({ classes: ({ query }) => ({ total: 1, classes: [{ index: 3, label: query }] }) });
    const answer = await asker.ask('classes', { generation: 1, query: 'cat', limit: 10 });
    assert.deepEqual(answer, { total: 1, classes: [{ index: 3, label: 'cat' }] });
  });

  it('carries infinities and NaN through a transport that is JSON', async () => {
    const { asker } = connect({
      rows: () => ({ start: 0, total: 1, lines: [{ ...line, margin: Infinity, loss: Number.NaN }] }),
    });
    const { lines } = await asker.ask('rows', rowsQuestion);
    assert.deepEqual(lines, [{ ...line, margin: Infinity, loss: Number.NaN }]);
  });

  it('brings an error back as an error, with its record', async () => {
    const { asker } = connect({ scan: () => Promise.reject(new Error('no')) });
    await assert.rejects(
      asker.ask('scan', { generation: 1 }),
      (error) => error instanceof CallError && error.record.code === 'told',
    );
  });

  it('cancels at the host, and answers the asker at once', async () => {
    let signalled = false;
    const started = deferred();
    const { asker } = connect({
      scan: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            signalled = true;
            reject(new Error('ended'));
          });
          started.resolve();
        }),
    });
    const controller = new AbortController();
    const asked = asker.ask('scan', { generation: 1 }, controller.signal);
    await started.promise;
    controller.abort();
    await assert.rejects(asked, (error) => error instanceof CallError && error.record.kind === 'cancelled');
    await Promise.resolve();
    assert.equal(signalled, true);
  });

  it('posts exactly one answer or error for each question, cancelled ones too', async () => {
    const posted: unknown[] = [];
    const answerer = new Answerer(
      { post: (message) => posted.push(message) },
      answers({
        scan: (_, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
      }),
      tell,
    );
    answerer.receive({ kind: 'question', id: 1, call: 'scan', body: { generation: 1 } });
    answerer.receive({ kind: 'cancel', id: 1 });
    answerer.receive({ kind: 'cancel', id: 1 });
    await settled();
    assert.deepEqual(
      posted.map((message) => (message as { kind: string; id: number }).kind),
      ['error'],
    );
  });

  for (const message of [
    null,
    7,
    'question',
    {},
    { kind: 'question' },
    { kind: 'question', id: -1, call: 'scan', body: {} },
    { kind: 'question', id: 1.5, call: 'scan', body: {} },
    { kind: 'delete', id: 1 },
  ]) {
    it(`the host drops what is not of the protocol: ${JSON.stringify(message)}`, async () => {
      const posted: unknown[] = [];
      new Answerer({ post: (reply) => posted.push(reply) }, answers({}), tell).receive(message);
      await settled();
      assert.deepEqual(posted, []);
    });
  }

  for (const { call, body } of [
    { call: 'constructor', body: {} },
    { call: '__proto__', body: {} },
    {
      call: 'rows',
      body: { generation: 1, scope: [], sort: { column: 'row', descending: false }, start: 0, count: 1e9 },
    },
    { call: 'row', body: { generation: 1, row: 0, temperature: 0 } },
    { call: 'row', body: null },
  ]) {
    it(`the host refuses the malformed question ${call} ${JSON.stringify(body)}`, async () => {
      const posted: unknown[] = [];
      const answerer = new Answerer({ post: (reply) => posted.push(reply) }, answers({}), tell);
      answerer.receive({ kind: 'question', id: 5, call, body });
      await settled();
      assert.equal(posted.length, 1);
      const [reply] = posted as { kind: string; id: number; error: CallErrorRecord }[];
      assert.deepEqual([reply?.kind, reply?.id, reply?.error.code], ['error', 5, 'malformed']);
    });
  }

  it('the webview rejects an answer that is not what the call promises', async () => {
    const asker: Asker = new Asker(
      {
        post: (message) =>
          asker.receive({ kind: 'answer', id: (message as { id: number }).id, body: { total: 'many' } }),
      },
      () => undefined,
    );
    await assert.rejects(
      asker.ask('classes', { generation: 1, query: '', limit: 1 }),
      (error) => error instanceof CallError && error.record.code === 'malformed',
    );
  });

  it('the webview drops late answers, unknown events and malformed ones', () => {
    const heard: EventName[] = [];
    const asker = new Asker({ post: () => undefined }, (event) => heard.push(event));
    asker.receive({ kind: 'answer', id: 99, body: {} });
    asker.receive({ kind: 'event', event: 'hasOwnProperty', body: {} });
    asker.receive({ kind: 'event', event: 'change', body: { state: 'exploded' } });
    asker.receive({ kind: 'event', event: 'change', body: { state: 'gone', message: 'Gone.' } });
    assert.deepEqual(heard, ['change']);
  });
});

const rowsQuestion: Question<'rows'> = {
  generation: 1,
  scope: [],
  sort: { column: 'row', descending: false },
  start: 0,
  count: 1,
};
const line = {
  row: 0,
  index: '0',
  topLabel: 'cat',
  probability: 1,
  entropyNats: 0,
  margin: 1,
  loss: null,
  severity: null,
  warning: '',
};

/** Two ends with a transport between them that is JSON, as VS Code's is. */
function connect(some: Partial<Answers>): { readonly asker: Asker } {
  const asker: Asker = new Asker({ post: (message) => answerer.receive(asJson(message)) }, () => undefined);
  const answerer = new Answerer({ post: (message) => asker.receive(asJson(message)) }, answers(some), tell);
  return { asker };
}

function asJson(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}

function answers(some: Partial<Answers>): Answers {
  const unused = (): never => assert.fail('asked for something that the test does not expect');
  const none: Answers = {
    open: unused,
    rows: unused,
    position: unused,
    row: unused,
    sweep: unused,
    precision: unused,
    locate: unused,
    classes: unused,
    scan: unused,
    stops: unused,
    compareStops: unused,
    follow: unused,
    pickLabels: unused,
    copy: unused,
    openAsText: unused,
  };
  return { ...none, ...some };
}

function tell(): CallErrorRecord {
  return { kind: 'user', code: 'told', message: 'Told.', remedy: null };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** Resolves when all microtasks that are queued now have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
