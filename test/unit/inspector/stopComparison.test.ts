import assert from 'node:assert/strict';
import type { StopComparisonView } from '../../../src/protocol/views.js';
import { Stops } from '../../../src/inspector/stops.js';
import { asGuessed, inspect, never } from './samples.js';
import { addStop } from './stopsSamples.js';

/** A row whose probabilities are the given ones: their logarithms as logits. */
const rowOf = (...p: readonly number[]) => ({
  shape: [1, p.length],
  dtype: 'float64' as const,
  logit: (_: number, index: number) => Math.log(p[index] ?? 0) + 3,
});
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);

async function compared(stops: Stops, a: number, b: number): Promise<StopComparisonView> {
  const { answers } = inspect(stops, 0);
  const { generation } = await answers.open({ reading: { ...asGuessed, valuesKind: 'logits' } }, never);
  return answers.compareStops({ generation, a, b, row: 0, temperature: 1 }, never);
}

async function stopsOf(...rows: readonly (readonly number[])[]): Promise<Stops> {
  const stops = new Stops('logits');
  for (const [at, row] of rows.entries()) {
    addStop(stops, rowOf(...row), at + 1);
    await stops.capture(never);
  }
  return stops;
}

describe('Two stops compared', () => {
  it('have the divergences of p = (1/2, 1/4, 1/4) and q = (1/4, 1/2, 1/4) in closed form', async () => {
    const { klForward, klBackward, jensenShannon, totalVariation, a, b, moves } = await compared(
      await stopsOf([0.5, 0.25, 0.25], [0.25, 0.5, 0.25]),
      1,
      2,
    );
    // ½ ln 2 − ¼ ln 2 both ways; the mean of the two has (3/8, 3/8, 1/4).
    close(klForward, Math.LN2 / 4);
    close(klBackward, Math.LN2 / 4);
    close(jensenShannon, 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3));
    close(totalVariation, 0.25);
    assert.deepEqual([a.top.index, b.top.index], [0, 1]);
    close(a.entropyNats, 1.5 * Math.LN2);
    close(b.topProbability, 0.5);
    assert.deepEqual(
      moves.map(({ index }) => index),
      [0, 1, 2],
    );
    close(moves[0]?.probabilityOfA ?? NaN, 0.5);
    close(moves[0]?.probabilityOfB ?? NaN, 0.25);
    close(moves[0]?.logitOfA ?? NaN, Math.log(0.5) + 3);
  });

  it('have an infinite KL towards one that masks a class, and not the other way', async () => {
    const { klForward, klBackward } = await compared(await stopsOf([0.5, 0.5], [1, 0]), 1, 2);
    assert.equal(klForward, Infinity);
    close(klBackward, Math.LN2);
  });

  it('are refused with different numbers of classes, without a softmax, and when one was dropped', async () => {
    await assert.rejects(compared(await stopsOf([0.5, 0.5], [0.5, 0.25, 0.25]), 1, 2), {
      code: 'shape-mismatch',
      message: /2 classes at train\.py:1 .* and 3 at train\.py:2/,
    });
    await assert.rejects(compared(await stopsOf([0, 0], [0.5, 0.5]), 1, 2), {
      code: 'no-data',
      message: /no softmax at train\.py:1/,
    });
    await assert.rejects(compared(await stopsOf([0.5, 0.5], [0.5, 0.5]), 7, 2), { code: 'bad-option' });
  });

  it('are refused where the row was not read at one of them', async () => {
    const stops = new Stops('logits');
    const large = { shape: [400, 1000], logit: (row: number) => row };
    addStop(stops, large, 1);
    addStop(stops, large, 2);
    const { answers } = inspect(stops, 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    await assert.rejects(async () => answers.compareStops({ generation, a: 1, b: 2, row: 17, temperature: 1 }, never), {
      code: 'not-paused',
      message: /^Row 17 was not read at this stop/,
    });
  });
});
