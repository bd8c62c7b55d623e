import assert from 'node:assert/strict';
import type { DocumentView, StopsView } from '../../../src/protocol/views.js';
import type { Outdated } from '../../../webview/document.js';
import { State } from '../../../webview/state.js';
import { FakeHost, refusal } from './fakeHost.js';
import { turn } from './pending.js';
import { stopComparisonView, stopsView, stopView } from './stopsViews.js';
import { documentView } from './views.js';

/** A document found at a stop. */
function documentAt(id: number, isLive = true): DocumentView {
  const stop = { id, line: 'train.py:88', functionName: 'evaluate()', process: null, at: 1000 * id, isLive };
  return documentView({ generation: id, stop: { ...stop, isComplete: isLive } });
}

/** A host whose program has the stops of `view`. */
function host(view: StopsView = stopsView(), saved?: unknown): FakeHost {
  const newest = view.stops.at(-1)?.id ?? 0;
  return new FakeHost(
    {
      open: ({ reading }) => documentAt(reading.stop ?? newest, reading.stop === null && view.isLive),
      stops: ({ generation }) => ({ ...view, shown: generation }),
      compareStops: () => stopComparisonView(),
      follow: () => ({}),
    },
    saved,
  );
}

async function started(from: FakeHost): Promise<State> {
  const state = new State(from);
  state.start();
  await turn();
  return state;
}

describe('The stops of the page', () => {
  it('are asked for of a tensor in a program, and of none in a file', async () => {
    const file = new FakeHost();
    await started(file);
    assert.deepEqual(file.asked('stops'), []);
    const program = host();
    const { stops } = await started(program);
    assert.deepEqual(program.asked('stops').at(-1), { generation: 3, row: 0, temperature: 1 });
    assert.equal(stops.view.value?.shown, 3);
  });

  it('are gone back to by number, and the newest by none', async () => {
    const program = host();
    const { stops, choices } = await started(program);
    stops.choose(1);
    await turn();
    assert.equal(choices.reading.value.stop, 1);
    assert.equal(stops.view.value?.shown, 1);
    stops.choose(3);
    await turn();
    assert.equal(choices.reading.value.stop, null);
  });

  it('are stepped through past those without a value', async () => {
    const failed = stopView(2, { failure: 'There is no “logits” here.', figures: null });
    const program = host(stopsView({ stops: [stopView(1), failed, stopView(3)] }));
    const { stops } = await started(program);
    assert.equal(stops.step(-1), 0);
    await turn();
    assert.equal(stops.view.value?.shown, 1);
    assert.equal(stops.step(-1), -1);
    assert.equal(stops.step(1), 2);
    await turn();
    assert.equal(stops.view.value.shown, 3);
  });

  it('give way to a new one, with row, temperature, target and order kept', async () => {
    const program = host(stopsView(), {
      row: 17,
      temperature: 2,
      target: 3,
      sort: { column: 'entropy', descending: true },
    });
    const { stops, choices } = await started(program);
    stops.choose(1);
    await turn();
    program.tell('change', { state: 'changed', message: '' });
    await turn();
    assert.deepEqual(
      program.asked('open').map(({ reading }) => reading.stop),
      [null, 1, null],
    );
    assert.deepEqual(
      [choices.row.value, choices.temperature.value, choices.target.value, choices.sort.value.column],
      [17, 2, 3, 'entropy'],
    );
  });

  it('stay on the one shown where another is refused, and say why', async () => {
    const program = host();
    const { stops, speech, choices } = await started(program);
    const usual = program.answering.open;
    program.answering.open = (question) => {
      if (question.reading.stop === 1) throw refusal({ message: 'There is no “logits” here.' });
      return usual?.(question) ?? documentView();
    };
    stops.choose(1);
    await turn();
    assert.equal(choices.reading.value.stop, null);
    assert.equal(speech.mishap.value, 'There is no “logits” here.');
  });

  it('are stepped through quickly though the program runs: of two steps only the last counts', async () => {
    const program = host(stopsView({ isLive: false }));
    const { stops, choices, speech } = await started(program);
    const usual = program.answering.open;
    program.answering.open = async (question, signal) => {
      await turn();
      if (signal?.aborted === true) throw refusal({ kind: 'stale' });
      return usual?.(question) ?? documentView();
    };
    stops.choose(2);
    stops.choose(1);
    await turn();
    await turn();
    assert.equal(choices.reading.value.stop, 1);
    assert.equal(stops.view.value?.shown, 1);
    assert.equal(speech.mishap.value, null);
  });

  it('are compared, again at each that is shown, and say why where they cannot be', async () => {
    const program = host();
    const { stops } = await started(program);
    stops.compareWith(1);
    await turn();
    assert.deepEqual(program.asked('compareStops').at(-1), { generation: 3, row: 0, temperature: 1, a: 1, b: 3 });
    assert.equal(stops.comparison.value?.klForward, 0.125);
    stops.choose(2);
    await turn();
    assert.deepEqual(program.asked('compareStops').at(-1)?.b, 2);
    program.answering.compareStops = () => {
      throw refusal({ message: 'The row has 10 classes there and 12 here.' });
    };
    stops.choose(3);
    await turn();
    assert.equal(stops.comparison.value, null);
    assert.equal(stops.problem.value, 'The row has 10 classes there and 12 here.');
    stops.compareWith(null);
    assert.equal(stops.problem.value, null);
  });

  it('that are no stops but tensors side by side are compared at once, until that is closed', async () => {
    const pair = host(stopsView({ isFollowing: null, stops: [stopView(2), stopView(3)] }));
    const { stops, choices } = await started(pair);
    await turn();
    assert.deepEqual(pair.asked('compareStops'), [{ generation: 3, row: 0, temperature: 1, a: 2, b: 3 }]);
    stops.compareWith(null);
    choices.temperature.value = 2;
    await turn();
    assert.equal(stops.comparedWith.value, null);
  });

  it('are followed or not as the user says, and asked for anew then', async () => {
    const program = host();
    const { stops } = await started(program);
    const before = program.asked('stops').length;
    await stops.setFollowing(false);
    await turn();
    assert.deepEqual(program.asked('follow'), [{ on: false }]);
    assert.equal(program.asked('stops').length, before + 1);
  });
});

describe('A program that runs', () => {
  it('makes the figures stale, dated by their stop, unless it stops again at once', async () => {
    const program = host();
    const { document } = await started(program);
    program.tell('change', { state: 'stale', message: 'The program is running.' });
    assert.equal(document.outdated.value, null);
    program.tell('change', { state: 'changed', message: '' });
    await turn();
    const told = new Promise<Outdated>((resolve) =>
      document.outdated.subscribe((outdated) => {
        if (outdated !== null) resolve(outdated);
      }),
    );
    program.tell('change', { state: 'stale', message: 'The program has ended.' });
    const { message, readAt } = await told;
    assert.deepEqual([message, readAt.getTime()], ['The program has ended.', 3000]);
  });

  it('is said of a newest stop that was opened after it went on, and not of an earlier one', async () => {
    const { document, stops } = await started(host(stopsView({ isLive: false })));
    assert.equal(document.outdated.value?.message, 'The program has gone on.');
    stops.choose(1);
    await turn();
    assert.equal(document.outdated.value, null);
  });
});
