import assert from 'node:assert/strict';
import { inspectRow } from '../../../src/core/inspectRow.js';
import { inspectTensor } from '../../../src/core/inspectTensor.js';
import { memoryTensor } from '../../../src/core/tensor.js';
import { assertRefuses } from './refusal.js';

const rows = [
  [2, 1, 0.1],
  [NaN, 1, 2],
  [0, -Infinity, 5],
  [1, Infinity, 0],
  [-Infinity, -Infinity, -Infinity],
  [3, 3, -1e9],
];
const tensor = memoryTensor({ shape: [6, 3], dtype: 'float32', values: Float64Array.from(rows.flat()) });
const figures = [
  'max',
  'logSumExp',
  'topProbability',
  'oneMinusTop',
  'entropyNats',
  'entropyBits',
  'perplexity',
] as const;
const counts = [
  'liveCount',
  'nan',
  'positiveInfinity',
  'negativeInfinity',
  'finiteMasks',
  'argmax',
  'ties',
  'runnerUp',
] as const;
const others = ['normalisedEntropy', 'logitMargin', 'probabilityMargin'] as const;

describe('inspectTensor', () => {
  it('has the figures of each row in its columns, and no row spoils another', () => {
    const inspection = inspectTensor(tensor, { temperature: 0.7 });
    assert.deepEqual([inspection.rowCount, inspection.classCount], [6, 3]);
    for (const [at, logits] of rows.entries()) {
      const row = inspectRow(logits, { temperature: 0.7 });
      for (const name of [...figures, ...counts, ...others])
        assert.equal(inspection[name][at], row[name], `${name} of row ${at}`);
    }
    assert.equal('loss' in inspection, false);
  });

  it('has the figures of the loss with targets, given or its own', () => {
    const targets = [1, 0, 1, 0, 0, -100];
    const labelSmoothing = { epsilon: 0.1, convention: 'classic' } as const;
    const given = inspectTensor(tensor, { targets, labelSmoothing });
    const own = inspectTensor(
      memoryTensor({
        shape: [6, 3],
        dtype: 'float32',
        values: tensor.toFloat64Array(),
        targets: Int32Array.from(targets),
      }),
      { labelSmoothing },
    );
    assert.deepEqual(own, given);
    for (const at of [0, 2]) {
      const row = inspectRow(rows[at] ?? [], { target: targets[at], labelSmoothing });
      for (const name of ['loss', 'targetMargin', 'targetRank', 'klFromTarget'] as const) {
        assert.equal(given[name]?.[at], row[name], `${name} of row ${at}`);
      }
    }
    for (const at of [1, 3, 4, 5]) assert.deepEqual([given.loss?.[at], given.targetRank?.[at]], [NaN, 0]);
  });

  it('says how many rows it left out and why', () => {
    const { warnings } = inspectTensor(tensor, { targets: [0, 0, 0, 0, 0, -100] });
    assert.deepEqual(
      warnings.map(({ code, message }) => [code, message.replace(/ (and|mask|−100).*/, '')]),
      [
        ['nan', '1 of 6 rows holds NaN'],
        ['positive-infinity', '1 of 6 rows holds +inf'],
        ['fully-masked', '1 of 6 rows is −inf throughout'],
        ['finite-mask', '1 of 6 rows holds finite'],
        ['ignored-target', '1 of 6 rows has the target'],
      ],
    );
  });

  it('goes along any class axis', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    const { argmax, max, rowCount } = inspectTensor(
      memoryTensor({ shape: [2, 3], dtype: 'int8', values, classAxis: 0 }),
    );
    assert.deepEqual([[...argmax], [...max], rowCount], [[1, 1, 1], [4, 5, 6], 3]);
  });

  it('has NaN for the margins of one class, and empty columns for no rows', () => {
    const scalar = inspectTensor(memoryTensor({ shape: [], dtype: 'float64', values: Float64Array.of(2) }));
    assert.deepEqual([scalar.logitMargin[0], scalar.probabilityMargin[0], scalar.logSumExp[0]], [NaN, NaN, 2]);
    const none = inspectTensor(memoryTensor({ shape: [0, 3], dtype: 'float64', values: new Float64Array(0) }), {
      targets: [],
    });
    assert.deepEqual([none.rowCount, none.entropyNats.length, none.loss?.length, none.warnings], [0, 0, 0, []]);
  });

  it('leaves the tensor’s own targets out where it is asked to', () => {
    const own = memoryTensor({ shape: [1, 2], dtype: 'float64', values: Float64Array.of(1, 2), targets: [5] });
    assertRefuses(() => inspectTensor(own), 'bad-option', /row 0 is 5/);
    assert.equal('loss' in inspectTensor(own, { targets: null }), false);
  });

  it('refuses rows without classes and targets that do not fit', () => {
    const empty = memoryTensor({ shape: [3, 0], dtype: 'float64', values: new Float64Array(0) });
    assertRefuses(() => inspectTensor(empty), 'empty', /\(3, 0\).*another class axis/);
    const vector = memoryTensor({ shape: [0], dtype: 'float64', values: new Float64Array(0) });
    assertRefuses(() => inspectTensor(vector), 'empty', /\(0,\) have no classes: check/);
    assertRefuses(() => inspectTensor(tensor, { targets: [0] }), 'bad-option', /There is 1 target for 6 rows/);
    assertRefuses(() => inspectTensor(tensor, { targets: [0, 1] }), 'bad-option', /2 targets for 6 rows/);
    assertRefuses(() => inspectTensor(tensor, { targets: [0, 1, 2, 3, 0, 0] }), 'bad-option', /row 3 is 3/);
    assertRefuses(() => inspectTensor(tensor, { temperature: 0 }), 'bad-option');
    assertRefuses(() => inspectTensor(tensor, { labelSmoothing: { epsilon: 2, convention: 'pytorch' } }), 'bad-option');
  });
});
