import assert from 'node:assert/strict';
import { memoryTensor, tensorSourceOf } from '../../../src/core/tensor.js';
import { UserError } from '../../../src/core/userError.js';
import type { Uncertainty } from '../../../src/formats/format.js';
import type { RowView } from '../../../src/protocol/views.js';
import { expected, near } from '../../expected/samples.js';
import { asGuessed, inFileOrder, inspect, never, origin, plainSmoothing, sampleOrigin } from './samples.js';

describe('the inspector, against NumPy on every sample', () => {
  for (const [name, file] of Object.entries(expected)) {
    it(`${name}: shape, dtype, and each row's figures at T = 1 and 2`, async () => {
      const { answers } = inspect(sampleOrigin(name), 0);
      const document = await answers.open({ reading: asGuessed }, never);
      assert.deepEqual(document.shape, file.shape);
      assert.equal(document.dtype, file.dtype);
      for (const row of file.rows) {
        for (const temperature of [1, 2] as const) {
          const view = await answers.row(
            {
              generation: document.generation,
              row: row.row,
              temperature,
              target: 'file',
              smoothing: plainSmoothing,
              topK: 5,
            },
            never,
          );
          assert.equal(view.index, row.index.join(', '));
          assert.equal(view.refusal === null, row.status === 'ok');
          const figures = row[`T=${temperature}`];
          if (row.status !== 'ok') continue;
          assert.deepEqual(
            view.top.slice(0, figures.top5.length).map(({ index }) => index),
            figures.top5,
          );
          figures.top5Probabilities.forEach((p, place) => near(view.top[place]?.probability, p));
          near(view.figures.entropyNats, figures.entropyNats);
          near(view.figures.logSumExp, figures.logSumExp);
          if (figures.logitMargin !== null) near(view.figures.logitMargin, figures.logitMargin * temperature);
          if (figures.loss !== undefined) near(view.target?.loss, figures.loss);
        }
      }
    });
  }

  it('sums top and rest to 1, over a whole vocabulary too', async () => {
    for (const name of ['digits.npy', 'language-model.npy']) {
      const view = await firstRow(name);
      near(
        view.top.reduce((sum, { probability }) => sum + probability, view.rest.probability),
        1,
      );
      assert.equal(view.top.length + view.rest.count, view.classCount);
    }
  });
});

describe('the pass over all rows', () => {
  it('counts the rows without figures and names the first, and says which would overflow', async () => {
    const { answers } = inspect(sampleOrigin('nan-row.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const { badges, state } = await answers.scan({ generation }, never);
    assert.equal(state, 'done');
    assert.deepEqual(
      badges.filter(({ severity }) => severity === 'error').map(({ text, row }) => [text, row]),
      [
        ['row 23 holds NaN', 23],
        ['row 41 holds +∞', 41],
      ],
    );
  });

  it('agrees with NumPy on how many rows overflow float16', async () => {
    const { answers } = inspect(sampleOrigin('overflow-float16.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const { badges } = await answers.scan({ generation }, never);
    const count = expected['overflow-float16.npy']?.whole.float16RowsWhereExpOverflows;
    assert.ok(
      badges.some(({ text }) => text === `${String(count)} rows overflow float16`),
      JSON.stringify(badges),
    );
  });

  it('finds integers that float64 cannot hold, however late in the file they come', async () => {
    const shape = "{'descr': '<i8', 'fortran_order': False, 'shape': (200000, 2), }".padEnd(117) + '\n';
    const bytes = new Uint8Array(128 + 200_000 * 16);
    bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0, ...Buffer.from(shape)]);
    new DataView(bytes.buffer).setBigInt64(bytes.length - 8, 2n ** 53n + 1n, true);
    const { answers } = inspect(origin('x.npy', bytes));
    const { generation, notices } = await answers.open({ reading: asGuessed }, never);
    assert.deepEqual(notices, []);
    const { badges } = await answers.scan({ generation }, never);
    assert.ok(badges.some(({ text, severity }) => text === 'integers rounded' && severity === 'warning'));
  });

  it('does not begin by itself above the limit, and then says so', async () => {
    const { answers, scans } = inspect(sampleOrigin('digits.npy'), 1000);
    const { scan } = await answers.open({ reading: asGuessed }, never);
    assert.equal(scan.state, 'waiting');
    assert.deepEqual(scan.badges, []);
    assert.deepEqual(scans, []);
  });
});

describe('a check of all rows that is cancelled', () => {
  // A million rows of two classes: many batches, so that there is something to cancel.
  const header = "{'descr': '|i1', 'fortran_order': False, 'shape': (1000000, 2), }".padEnd(117) + '\n';
  const bytes = new Uint8Array(128 + 2_000_000);
  bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0, ...Buffer.from(header)]);

  it('stops, keeps what it found, and goes on from there when asked again', async () => {
    const { answers, scans } = inspect(origin('x.npy', bytes), 0);
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const controller = new AbortController();
    const cancelled = answers.scan({ generation }, controller.signal);
    controller.abort();
    await assert.rejects(async () => cancelled);
    const stopped = scans.at(-1);
    assert.equal(stopped?.state, 'waiting');
    assert.ok(stopped.rowsDone < 1_000_000);
    const done = await answers.scan({ generation }, never);
    assert.deepEqual([done.state, done.rowsDone], ['done', 1_000_000]);
    assert.ok(
      done.badges.some(({ text }) => text === '1,000,000 rows have a tie for the top'),
      JSON.stringify(done.badges),
    );
  });

  it('does not take a sort that waits for it down with it', async () => {
    const { answers } = inspect(origin('x.npy', bytes));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const sort = { column: 'entropy', descending: true } as const;
    const sorted = answers.rows({ generation, scope: [], sort, start: 0, count: 2 }, never);
    const controller = new AbortController();
    const checked = answers.scan({ generation }, controller.signal);
    controller.abort();
    await assert.rejects(async () => checked);
    assert.deepEqual(
      (await sorted).lines.map(({ row }) => row),
      [0, 1],
    );
  });

  it('ends for everybody when the tensor is opened anew', async () => {
    const { answers, inspector } = inspect(origin('x.npy', bytes));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const checked = answers.scan({ generation }, never);
    await Promise.all([
      answers.open({ reading: { ...asGuessed, classAxis: 0 } }, never),
      assert.rejects(
        async () => checked,
        (error) => inspector.tell(error)?.kind === 'stale',
      ),
    ]);
  });
});

describe('the table of rows', () => {
  it('sorts by each column as sorting NumPy’s figures does, broken rows first', async () => {
    const { answers } = inspect(sampleOrigin('nan-row.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const all = { generation, scope: [], start: 0, count: 64 };
    for (const column of ['probability', 'entropy', 'margin', 'loss'] as const) {
      const field = column === 'entropy' ? 'entropyNats' : column;
      const { lines } = await answers.rows({ ...all, sort: { column, descending: true } }, never);
      assert.deepEqual(
        lines.slice(0, 2).map(({ row }) => row),
        [23, 41],
      );
      const figures = lines.slice(2).map((line) => line[field] ?? Number.NaN);
      assert.equal(figures.some(Number.isNaN), false);
      assert.deepEqual(
        figures,
        figures.toSorted((a, b) => b - a),
      );
      for (const { row } of lines) {
        const at = await answers.position({ generation, row, scope: [], sort: { column, descending: true } }, never);
        assert.equal(lines[at.position ?? -1]?.row, row);
      }
    }
  });

  it('narrows to a scope, and finds positions in it', async () => {
    const { answers } = inspect(sampleOrigin('attention-causal.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const { total, lines } = await answers.rows(
      { generation, scope: [2, null], sort: inFileOrder, start: 46, count: 10 },
      never,
    );
    assert.equal(total, 48);
    assert.deepEqual(
      lines.map(({ row, index }) => [row, index]),
      [
        [142, '2, 46'],
        [143, '2, 47'],
      ],
    );
    assert.equal(
      (await answers.position({ generation, row: 142, scope: [2, null], sort: inFileOrder }, never)).position,
      46,
    );
    assert.equal(
      (await answers.position({ generation, row: 0, scope: [2, null], sort: inFileOrder }, never)).position,
      null,
    );
  });

  it('refuses a scope outside the tensor', async () => {
    const { answers } = inspect(sampleOrigin('digits.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const question = { generation, scope: [1497], sort: inFileOrder, start: 0, count: 1 };
    await assert.rejects(
      async () => answers.rows(question, never),
      (error) => error instanceof UserError && error.code === 'bad-option',
    );
  });
});

describe('what the values are taken for', () => {
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const cases = [
    {
      values: [
        [0.2, 0.8],
        [0.5, 0.5],
      ],
      kind: 'probabilities',
    },
    { values: [[Math.log(0.2), Math.log(0.8)]], kind: 'log-probabilities' },
    { values: [[2, 1, 0.1]], kind: 'logits' },
    { values: [[0.2, 0.9]], kind: 'logits' },
    { values: [[1], [1]], kind: 'logits' },
  ];
  for (const { values, kind } of cases) {
    it(`${JSON.stringify(values)} look like ${kind}`, async () => {
      const { answers } = inspect(origin('x.json', json(values)));
      const { values: guess } = await answers.open({ reading: asGuessed }, never);
      assert.deepEqual([guess.guess, guess.kind], [kind, kind]);
    });
  }

  it('says how far figures of rounded values may be off, of logits and of probabilities', async () => {
    const errorsOf = async (values: readonly number[], uncertainty: Uncertainty) => {
      const tensor = memoryTensor({ shape: [2], dtype: 'float32', values: Float64Array.from(values) });
      const opened = { format: 'pytorch', tensor: tensorSourceOf(tensor), notices: [], uncertainty };
      const { answers } = inspect({
        name: 'clipboard',
        place: 'text',
        open: () =>
          Promise.resolve({ sizeBytes: 8, labelFiles: [], version: '1', openTensor: () => Promise.resolve(opened) }),
      });
      const { generation } = await answers.open({ reading: asGuessed }, never);
      const question = { temperature: 1, target: null, smoothing: plainSmoothing, topK: 5 } as const;
      return (await answers.row({ generation, row: 0, ...question }, never)).errors;
    };
    const close = (actual: number | undefined, expected: number) =>
      assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-12, `${actual ?? 'nothing'} instead of ${expected}`);
    close((await errorsOf([3, 1], { absolute: 0.01, relative: 0 }))?.logSumExp, 0.01);
    close((await errorsOf([3, 1], { absolute: 0, relative: 0.01 }))?.logitMargin, 0.04);
    // ln(0.25 − 0.01) is 0.04082 from ln 0.25, ln(0.75 − 0.01) is 0.01342 from ln 0.75.
    const ofProbabilities = await errorsOf([0.75, 0.25], { absolute: 0.01, relative: 0 });
    close(ofProbabilities?.logitMargin, Math.log(0.25 / 0.24) + Math.log(0.75 / 0.74));
  });

  it('takes probabilities back to logits by the logarithm, so that they come out as they were', async () => {
    const { answers } = inspect(origin('x.json', json([[0.2, 0.7, 0.1, 0]])));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const { top, liveCount } = await answers.row(
      { generation, row: 0, temperature: 1, target: null, smoothing: plainSmoothing, topK: 4 },
      never,
    );
    assert.deepEqual(
      top.map(({ index }) => index),
      [1, 0, 2, 3],
    );
    [0.7, 0.2, 0.1, 0].forEach((p, place) => near(top[place]?.probability, p));
    assert.equal(liveCount, 3);
  });
});

describe('an opening', () => {
  it('is kept when nothing changed, and questions about an earlier one are stale', async () => {
    const { answers, inspector } = inspect(sampleOrigin('digits.npy'));
    const first = await answers.open({ reading: asGuessed }, never);
    assert.equal((await answers.open({ reading: asGuessed }, never)).generation, first.generation);
    const second = await answers.open({ reading: { ...asGuessed, classAxis: 0 } }, never);
    assert.deepEqual([second.classCount, second.rowCount], [1497, 10]);
    const late = Promise.resolve().then(() => answers.sweep({ generation: first.generation, row: 0 }, never));
    await assert.rejects(late, (error) => inspector.tell(error)?.kind === 'stale');
  });

  it('that a later one overtakes is stale, and the later one stands', async () => {
    const { answers, inspector } = inspect(sampleOrigin('digits.npy'));
    const first = answers.open({ reading: asGuessed }, never);
    const second = answers.open({ reading: { ...asGuessed, classAxis: 0 } }, never);
    await assert.rejects(
      async () => first,
      (error) => inspector.tell(error)?.kind === 'stale',
    );
    assert.equal((await second).classCount, 1497);
  });

  it('that is cancelled leaves the earlier one as it was', async () => {
    const { answers } = inspect(sampleOrigin('digits.npy'));
    const { generation } = await answers.open({ reading: asGuessed }, never);
    const controller = new AbortController();
    const cancelled = answers.open({ reading: { ...asGuessed, classAxis: 0 } }, controller.signal);
    controller.abort();
    await assert.rejects(async () => cancelled, { name: 'AbortError' });
    const { total } = await answers.rows({ generation, scope: [], sort: inFileOrder, start: 0, count: 1 }, never);
    assert.equal(total, 1497);
  });

  it('of a tensor without elements, or with one, has no figures or those of one class', async () => {
    const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    const empty = inspect(origin('x.json', bytes([[], []])));
    const { shape, generation: emptyGeneration } = await empty.answers.open({ reading: asGuessed }, never);
    assert.deepEqual(shape, [2, 0]);
    assert.deepEqual((await empty.answers.scan({ generation: emptyGeneration }, never)).badges, []);
    const single = inspect(origin('x.json', bytes(3.5)));
    const { generation, rowCount, classCount } = await single.answers.open({ reading: asGuessed }, never);
    assert.deepEqual([rowCount, classCount], [1, 1]);
    const view = await single.answers.row(
      { generation, row: 0, temperature: 1, target: null, smoothing: plainSmoothing, topK: 1 },
      never,
    );
    assert.deepEqual([view.figures.logSumExp, view.figures.logitMargin, view.top[0]?.probability], [3.5, null, 1]);
  });
});

async function firstRow(name: string): Promise<RowView> {
  const { answers } = inspect(sampleOrigin(name));
  const { generation } = await answers.open({ reading: asGuessed }, never);
  return answers.row(
    { generation, row: 0, temperature: 1, target: 'file', smoothing: plainSmoothing, topK: 10 },
    never,
  );
}
