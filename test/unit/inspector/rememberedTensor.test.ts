import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';
import { RememberedTensor } from '../../../src/inspector/rememberedTensor.js';
import { LiveTensor } from './stopsSamples.js';

const large = { shape: [400, 1000], logit: (row: number, index: number) => row + index / 1024 };
const small = { shape: [3, 4], logit: (row: number, index: number) => 4 * row + index };

describe('A tensor that is remembered', () => {
  it('reads each row once, and neighbours that are missing in one request', async () => {
    const live = new LiveTensor(large);
    const tensor = new RememberedTensor(live);
    await tensor.readRows(1, 5, 6);
    const rows = await tensor.readRows(1, 3, 8);
    assert.deepEqual(live.requests, ['rows 5-6', 'rows 3-5', 'rows 6-8']);
    assert.deepEqual(
      rows,
      Float64Array.from({ length: 5000 }, (_, at) => 3 + Math.floor(at / 1000) + (at % 1000) / 1024),
    );
    assert.deepEqual(await tensor.readRows(1, 3, 8), rows);
    assert.equal(live.requests.length, 3);
    assert.equal(tensor.movedBytes, 5 * 4000);
  });

  it('lets those who ask for the same row at once share one request', async () => {
    const live = new LiveTensor(large);
    const tensor = new RememberedTensor(live);
    const [a, b, both] = await Promise.all([
      tensor.readRows(1, 5, 6),
      tensor.readRows(1, 5, 6),
      tensor.readRows(1, 4, 7),
    ]);
    assert.deepEqual(live.requests, ['rows 5-6', 'rows 4-5', 'rows 6-7']);
    assert.deepEqual(a, b);
    assert.deepEqual(both.subarray(1000, 2000), a);
  });

  it('reads on for the others when one of them gives up, and begins anew when all did', async () => {
    const live = new LiveTensor(large);
    const tensor = new RememberedTensor(live);
    let open = (): void => undefined;
    live.gate = new Promise((resolve) => (open = resolve));
    const [first, second] = [new AbortController(), new AbortController()];
    const given = tensor.readRows(1, 0, 1, first.signal);
    const wanted = tensor.readRows(1, 0, 1, second.signal);
    first.abort();
    open();
    await assert.rejects(given, { name: 'AbortError' });
    assert.equal((await wanted).length, 1000);

    live.gate = new Promise((resolve) => (open = resolve));
    const third = new AbortController();
    const abandoned = tensor.readRows(1, 1, 2, third.signal);
    third.abort();
    const anew = tensor.readRows(1, 1, 2);
    open();
    await assert.rejects(abandoned, { name: 'AbortError' });
    assert.equal((await anew)[0], 1);
    assert.deepEqual(live.requests, ['rows 0-1', 'rows 1-2', 'rows 1-2']);
  });

  it('reads one of at most 1 MiB whole, at the first touch, and knows it along every axis', async () => {
    const live = new LiveTensor(small);
    const tensor = new RememberedTensor(live);
    const [row, column] = await Promise.all([tensor.readRows(1, 2, 3), tensor.readRows(0, 1, 2)]);
    assert.deepEqual(live.requests, ['read 0-12']);
    assert.deepEqual([...row], [8, 9, 10, 11]);
    assert.deepEqual([...column], [1, 5, 9]);
    tensor.leave('The program is running.');
    assert.ok(tensor.isComplete);
    assert.deepEqual([...(tensor.knownRow(0, 3) ?? [])], [3, 7, 11]);
    assert.deepEqual([...(await tensor.read(4, 6))], [4, 5]);
  });

  it('refuses what was not read once the program has gone on, and answers what was', async () => {
    const live = new LiveTensor(large);
    const tensor = new RememberedTensor(live);
    const row = await tensor.readRows(1, 5, 6);
    tensor.leave('The program is running.');
    assert.deepEqual(await tensor.readRows(1, 5, 6), row);
    await assert.rejects(tensor.readRows(1, 17, 18), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, 'not-paused');
      assert.match(
        error.message,
        /^Row 17 was not read at this stop\. The program is running\. Only what was looked at/,
      );
      return true;
    });
    assert.equal(live.requests.length, 1);
    assert.ok(!tensor.isComplete);
  });

  it('does not take what arrives after the program went on', async () => {
    const live = new LiveTensor(large);
    const tensor = new RememberedTensor(live);
    let open = (): void => undefined;
    live.gate = new Promise((resolve) => (open = resolve));
    const late = tensor.readRows(1, 5, 6);
    tensor.leave('The program is running.');
    open();
    await assert.rejects(late, { code: 'not-paused' });
    assert.equal(tensor.knownRow(1, 5), undefined);
  });

  it('passes sums on while it is live, and keeps them', async () => {
    const live = new LiveTensor({ ...large, sums: true });
    const tensor = new RememberedTensor(live);
    const targets = Int32Array.of(3, -1);
    const sums = await tensor.sumRows?.(1, 0, 2, targets);
    await tensor.readRows(1, 7, 8);
    tensor.leave('The program is running.');
    assert.deepEqual(
      (await tensor.sumRows?.(1, 0, 2, targets))?.map(({ sums: { weight }, targetLogit }) => [weight, targetLogit]),
      sums?.map(({ sums: { weight }, targetLogit }) => [weight, targetLogit]),
    );
    assert.deepEqual(live.requests, ['sums 0-2', 'rows 7-8']);
    // Of a row that was read the sums follow: Σ e^(−k/1024), a geometric series without its first term.
    const [known] = (await tensor.sumRows?.(1, 7, 8, Int32Array.of(0))) ?? [];
    const ratio = Math.exp(-1 / 1024);
    assert.ok(Math.abs((known?.sums.weight ?? 0) - (ratio - ratio ** 1000) / (1 - ratio)) < 1e-9);
    assert.equal(known?.targetLogit, 7);
    await assert.rejects(async () => tensor.sumRows?.(1, 0, 3, Int32Array.of(3, -1, -1)), { code: 'not-paused' });
  });

  it('keeps float64 values as they are', async () => {
    const tensor = new RememberedTensor(new LiveTensor({ ...large, dtype: 'float64', logit: () => 0.1 }));
    await tensor.readRows(1, 0, 1);
    assert.equal(tensor.knownRow(1, 0)?.[0], 0.1);
  });

  it('does not keep all of a pass over a huge tensor', async () => {
    const tensor = new RememberedTensor(new LiveTensor({ shape: [64, 1 << 18], logit: (row) => row }));
    for (let row = 0; row < 40; row++) await tensor.readRows(1, row, row + 1);
    assert.ok(tensor.keptBytes <= 32 << 20);
    assert.equal(tensor.knownRow(1, 0), undefined);
    assert.equal(tensor.knownRow(1, 39)?.[0], 39);
  });
});
