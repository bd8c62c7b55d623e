import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { Stops } from '../../../src/inspector/stops.js';
import { asGuessed, inFileOrder, inspect, never, plainSmoothing, sampleOrigin } from './samples.js';
import { addStop, described, LiveTensor, placeAt } from './stopsSamples.js';

/** Two classes a row with p = 1/(1 + e^−d) for the first, so that every figure has a closed form. */
const two = (difference: number) => ({
  shape: [3, 2],
  logit: (row: number, index: number) => (index === 0 ? difference + row : row),
});
const large = { shape: [400, 1000], logit: (row: number, index: number) => (index === row ? 5 : 0) };
const atOne = { temperature: 1, target: null, smoothing: plainSmoothing, topK: 5 } as const;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** The entropy of a coin in nats. */
const coin = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
const close = (actual: number | null | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-12, `${actual ?? 'nothing'} instead of ${expected}`);

describe('The stops of an expression', () => {
  it('are opened by their number, the newest by none, and the newest instead of one that is not there', async () => {
    const stops = new Stops('logits');
    addStop(stops, two(0), 88);
    addStop(stops, two(1), 89);
    const { answers } = inspect(stops, 0);
    const newest = await answers.open({ reading: asGuessed }, never);
    assert.equal(newest.stop?.line, 'train.py:89');
    assert.equal(newest.place, 'train.py:89 · evaluate() · rank 0');
    assert.equal(newest.device, 'cuda:0');
    const first = await answers.open({ reading: { ...asGuessed, stop: 1 } }, never);
    assert.deepEqual(first.stop, {
      id: 1,
      line: 'train.py:88',
      functionName: 'evaluate()',
      process: 'rank 0',
      at: 88_000,
      isLive: false,
      isComplete: false,
    });
  });

  it('that are only tensors side by side can each be read on, and compared', async () => {
    const pair = new Stops('a against b', { isProgram: false });
    for (const difference of [0, 2]) addStop(pair, two(difference));
    const { answers } = inspect(pair, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const question = { generation, row: 2, temperature: 1 };
    const view = await answers.compareStops({ ...question, a: 1, b: 2 }, never);
    const [p, q] = [1 / 2, sigmoid(2)];
    close(view.klForward, p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)));
    assert.equal((await answers.stops(question, never))?.isFollowing, null);
  });

  it('before the first are refused in a sentence', async () => {
    const { answers } = inspect(new Stops('logits'), 0);
    await assert.rejects(async () => answers.open({ reading: asGuessed }, never), { code: 'not-paused' });
  });

  it('have the figures of the row that is looked at, in closed form, at its temperature', async () => {
    const stops = new Stops('logits');
    for (const [at, difference] of [2, 0.5, -1].entries()) {
      addStop(stops, two(difference), 80 + at);
      await stops.capture(never);
    }
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const view = await answers.stops({ generation, row: 1, temperature: 2 }, never);
    assert.deepEqual(
      view?.stops.map(({ figures }) => figures?.topLabel),
      ['0', '0', '1'],
    );
    for (const [at, difference] of [2, 0.5, 1].entries()) {
      const figures = view.stops[at]?.figures;
      close(figures?.topProbability, sigmoid(difference / 2));
      close(figures?.entropyNats, coin(sigmoid(difference / 2)));
    }
    assert.equal(view.shown, 3);
    assert.ok(view.isLive);
    assert.equal(view.movedBytes, 24);
  });

  it('remember of a large tensor the row that is looked at, and nothing of one that is not', async () => {
    const stops = new Stops('logits');
    addStop(stops, large, 88);
    await stops.capture(never);
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    await answers.row({ generation, row: 17, ...atOne }, never);
    const second = addStop(stops, large, 89);
    await stops.capture(never);
    assert.deepEqual(second.requests, ['rows 17-18']);
    const { generation: next } = await answers.open({ reading: asGuessed }, never);
    const of17 = await answers.stops({ generation: next, row: 17, temperature: 1 }, never);
    assert.ok(of17?.stops.every(({ figures }) => figures?.topIndex === 17));
    const of300 = await answers.stops({ generation: next, row: 300, temperature: 1 }, never);
    assert.ok(of300?.stops.every(({ figures }) => figures === null));
  });

  it('read one row once for the guess, the table, the row and the memory', async () => {
    const stops = new Stops('logits');
    const live = addStop(stops, { ...large, shape: [4, 200_000] });
    const { answers } = inspect(stops, 0);
    const [{ generation }] = await Promise.all([answers.open({ reading: asGuessed }, never), stops.capture(never)]);
    await answers.row({ generation, row: 0, ...atOne }, never);
    await answers.rows({ generation, scope: [null], sort: inFileOrder, start: 0, count: 1 }, never);
    await answers.sweep({ generation, row: 0 }, never);
    assert.deepEqual(live.requests, ['rows 0-1']);
  });

  it('show an earlier one from memory, and say of a row that was not read why it is not there', async () => {
    const stops = new Stops('logits');
    addStop(stops, large, 88);
    await stops.capture(never);
    stops.leave('The program is running.');
    const { answers, scans } = inspect(stops);
    const { generation, scan, stop } = await answers.open({ reading: asGuessed }, never);
    assert.equal(stop?.isLive, false);
    assert.equal(scan.state, 'waiting');
    assert.deepEqual(scans, []);
    const row = await answers.row({ generation, row: 0, ...atOne }, never);
    close(row.top[0]?.probability, Math.exp(5) / (Math.exp(5) + 999));
    await assert.rejects(async () => answers.row({ generation, row: 300, ...atOne }, never), { code: 'not-paused' });
    const table = await answers.rows({ generation, scope: [null], sort: inFileOrder, start: 0, count: 100 }, never);
    assert.equal(table.lines[0]?.topLabel, '0');
    assert.equal(table.lines[99]?.warning, 'not read at this stop');
    assert.equal(table.lines[99].probability, null);
  });

  it('keep what the values are taken for from the first to the others', async () => {
    const stops = new Stops('p');
    addStop(stops, { shape: [2, 2], logit: (_, index) => [0.2, 0.8][index] ?? 0 }, 88);
    const { answers } = inspect(stops, 0);
    await answers.open({ reading: asGuessed }, never);
    addStop(stops, { shape: [2, 2], logit: (_, index) => [0.2, 0.9][index] ?? 0 }, 89);
    const { values } = await answers.open({ reading: asGuessed }, never);
    assert.equal(values.kind, 'probabilities');
  });

  it('may have another shape and type at the next', async () => {
    const stops = new Stops('logits');
    addStop(stops, two(1), 88);
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    await answers.row({ generation, row: 2, ...atOne }, never);
    addStop(stops, { shape: [1, 4], dtype: 'float16', logit: () => 0 }, 89);
    await stops.capture(never);
    const next = await answers.open({ reading: asGuessed }, never);
    assert.deepEqual([next.shape, next.dtype], [[1, 4], 'float16']);
    const view = await answers.stops({ generation: next.generation, row: 0, temperature: 1 }, never);
    close(view?.stops[1]?.figures?.entropyNats, Math.log(4));
    // Row 2 is there at the first stop alone.
    const first = await answers.open({ reading: { ...asGuessed, stop: 1 } }, never);
    const of2 = await answers.stops({ generation: first.generation, row: 2, temperature: 1 }, never);
    assert.deepEqual(
      of2?.stops.map(({ figures }) => figures === null),
      [false, true],
    );
  });

  it('remember one where the expression failed, with its sentence', async () => {
    const stops = new Stops('logits');
    addStop(stops, two(1), 88);
    await stops.capture(never);
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const failure = new UserError('not-found', 'There is no “logits” here.');
    stops.addFailure(failure, placeAt(89));
    await assert.rejects(async () => answers.open({ reading: asGuessed }, never), failure);
    const view = await answers.stops({ generation, row: 0, temperature: 1 }, never);
    assert.deepEqual(
      view?.stops.map(({ failure: why, figures }) => [why, figures === null]),
      [
        [null, false],
        ['There is no “logits” here.', true],
      ],
    );
    assert.equal(view.shown, 1);
    assert.equal(stops.headline(), null);
  });

  it('hold one stop where a value was described and then could not be read', () => {
    const stops = new Stops('logits');
    addStop(stops, large, 88);
    stops.addFailure(new UserError('no-data', 'The device is in an error state.'), placeAt(88));
    assert.deepEqual(
      stops.all.map(({ failure }) => failure?.code),
      ['no-data'],
    );
  });

  it('are at most 100 and 64 MiB, the oldest dropped first and counted, the newest never', async () => {
    const many = new Stops('logits');
    for (let stop = 0; stop < 130; stop++) addStop(many, two(stop), stop);
    assert.deepEqual([many.all.length, many.all[0]?.id, many.droppedCount], [100, 31, 30]);

    const wide = new Stops('logits');
    // 8 MiB a row as float32.
    for (let stop = 0; stop < 10; stop++) {
      addStop(wide, { shape: [2, 2 << 20], logit: (_, index) => index % 7 }, stop);
      await wide.capture(never);
    }
    assert.equal(wide.droppedCount, 3);
    assert.equal(wide.all.at(-1)?.id, 10);
  });

  it('open anew when a file of labels is picked, and name the classes', async () => {
    const names = memorySource(Buffer.from('cat\ndog\n'));
    const labelFiles = [{ name: 'pets.txt', isPicked: true, source: names }];
    let picked: typeof labelFiles = [];
    const stops = new Stops('logits', { labelFiles: () => Promise.resolve(picked) });
    addStop(stops, two(2));
    const { answers } = inspect(stops, 0);
    await answers.open({ reading: asGuessed }, never);
    picked = labelFiles;
    const { labels, generation } = await answers.open({ reading: asGuessed }, never);
    assert.equal(labels.names, 'pets.txt');
    const view = await answers.stops({ generation, row: 0, temperature: 1 }, never);
    assert.equal(view?.stops[0]?.figures?.topLabel, 'cat');
  });

  it('ask a tensor anew for its notices', async () => {
    const stops = new Stops('logits');
    const live = new LiveTensor(two(1));
    const notices: { severity: 'warning'; code: string; message: string }[] = [];
    const opened = { ...described(live).opened };
    Object.defineProperty(opened, 'notices', { get: () => [...notices] });
    stops.add({ opened, sizeBytes: 24 }, placeAt(88));
    const origin = await stops.open(never, null);
    const remembered = await origin.openTensor({});
    notices.push({ severity: 'warning', code: 'inexact-integers', message: 'Rounded.' });
    assert.equal(remembered.notices.length, 1);
  });

  it('are of no file', async () => {
    const { answers } = inspect(sampleOrigin('digits.npy'), 0);
    const { generation, stop } = await answers.open({ reading: asGuessed }, never);
    assert.equal(stop, null);
    assert.equal(await answers.stops({ generation, row: 0, temperature: 1 }, never), null);
    await assert.rejects(async () => answers.compareStops({ generation, a: 1, b: 2, row: 0, temperature: 1 }, never), {
      code: 'bad-option',
    });
  });
});
