import assert from 'node:assert/strict';
import { Stops } from '../../../src/inspector/stops.js';
import { asGuessed, inspect, never, plainSmoothing } from './samples.js';
import { described, LiveTensor, placeAt } from './stopsSamples.js';

async function headlineOf(
  row: readonly number[],
  classNames?: readonly string[],
): Promise<{ readonly stops: Stops; readonly text: string | null }> {
  const stops = new Stops('logits');
  const live = new LiveTensor({ shape: [2, row.length], logit: (at, index) => (row[index] ?? 0) * (at + 1) });
  stops.add(described(live, classNames && { classNames }), placeAt(88));
  await stops.capture(never);
  return { stops, text: stops.headline() };
}

describe('The headline of the newest stop', () => {
  it('has the top class, its probability and the entropy in bits', async () => {
    // p = (2/3, 1/3): H = log2 3 − 2/3 = 0.918…
    assert.equal((await headlineOf([Math.LN2, 0], ['cat', 'dog'])).text, 'cat 0.67 · H 0.918 bit');
    assert.equal((await headlineOf([0, 0, 0, 0])).text, 'class 0 0.25 · H 2 bit');
    assert.equal((await headlineOf([10.9, 0])).text, 'class 0 1.00 · H <0.001 bit');
  });

  it('warns where a naive softmax in float16 overflows', async () => {
    // e^12 > 65504.
    assert.equal((await headlineOf([12, 12])).text, 'class 0 0.50 · H 1 bit · ⚠ f16');
  });

  it('says why a row has no figures, and nothing of a row that was not read', async () => {
    assert.equal((await headlineOf([NaN, 1])).text, '✕ NaN');
    assert.equal((await headlineOf([Infinity, 1])).text, '✕ +∞');
    assert.equal((await headlineOf([-Infinity, -Infinity])).text, '✕ fully masked');
    const stops = new Stops('logits');
    assert.equal(stops.headline(), null);
    stops.add(described(new LiveTensor({ shape: [2, 2], logit: () => 0 })), placeAt(88));
    assert.equal(stops.headline(), null);
  });

  it('follows the row that is looked at', async () => {
    const { stops } = await headlineOf([Math.LN2, 0], ['cat', 'dog']);
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const question = { generation, row: 1, temperature: 3, target: null, smoothing: plainSmoothing, topK: 5 };
    await answers.row(question, never);
    // p = (4/5, 1/5): H = log2 5 − 8/5 = 0.7219…
    assert.equal(stops.headline(), 'cat 0.80 · H 0.722 bit');
  });

  it('keeps a strange label on its line', async () => {
    assert.equal((await headlineOf([1, 1], ['a\n\u202eb', 'c'])).text, 'a b 0.50 · H 1 bit');
    assert.equal((await headlineOf([1, 1], [' \u200b', 'c'])).text, 'class 0 0.50 · H 1 bit');
    assert.match((await headlineOf([1, 1], ['x'.repeat(99), 'c'])).text ?? '', /^x{23}… 0\.50/);
  });
});
