import assert from 'node:assert/strict';
import { ChunkTable } from '../../../../src/core/kernel/chunkTable.js';
import { Crew, type CrewPlatform, type Thread, type ThreadEvents } from '../../../../src/core/kernel/crew.js';
import type { CrewPass } from '../../../../src/core/kernel/crewPass.js';
import { decodeInto, dtypes } from '../../../../src/core/dtype.js';
import { Distribution } from '../../../../src/core/distribution.js';
import type { StoredDType } from '../../../../src/core/kernel/crewPlan.js';
import { nodeThreads } from '../../../../src/host/nodeThreads.js';
import { storedRows } from './crewTensors.js';

const rows = 48;
const classCount = 20_011;

describe('A crew of threads', () => {
  for (const dtype of ['float32', 'float64', 'float16', 'bfloat16'] as const) {
    it(`finds in ${dtype} what one thread finds, bit by bit, and what a Distribution of each row has`, async () => {
      const stored = storedRows(dtype, rows, classCount);
      const alone = await found(crewOf(realThreads(0)), dtype, stored);
      const crew = crewOf(realThreads(3));
      const pass = begin(crew, dtype);
      const together = await run(pass, stored);
      assert.deepEqual(together, alone);
      for (let row = 0; row < 24; row++) assertSameAsDistribution(pass, row, decoded(dtype, stored, row));
      crew.end();
    });
  }

  it('goes on without threads that are killed at work', async () => {
    const threads: Thread[] = [];
    const crew = crewOf(watched(realThreads(2), threads));
    const stored = storedRows('float32', rows, classCount);
    const pass = begin(crew, 'float32');
    pass.input(0, rows).set(stored);
    pass.offer(0, rows);
    const finished = pass.finish(0);
    for (const thread of threads) thread.end();
    await finished;
    assert.deepEqual(records(pass), await found(crewOf(realThreads(0)), 'float32', stored));
  });

  it('does the chunk of a thread that ends while it has one', async () => {
    const stored = storedRows('float32', rows, classCount);
    const pass = begin(crewOf(threadThatTakesOne((_, { onEnd }) => onEnd())), 'float32');
    assert.deepEqual(await run(pass, stored), await found(crewOf(realThreads(0)), 'float32', stored));
  });

  it('works alone where threads cannot be started, and soon stops trying', async () => {
    let starts = 0;
    const platform: CrewPlatform = {
      ...realThreads(2),
      start: () => {
        starts++;
        throw new Error('no more threads');
      },
    };
    const crew = crewOf(platform);
    const stored = storedRows('float32', rows, classCount);
    const expected = await found(crewOf(realThreads(0)), 'float32', stored);
    for (let pass = 0; pass < 3; pass++) assert.deepEqual(await found(crew, 'float32', stored), expected);
    assert.equal(starts, 3);
  });

  it('works alone where the script of its threads is missing', async () => {
    const crew = crewOf(nodeThreads('/nowhere/thread.cjs', 1));
    const stored = storedRows('float32', rows, classCount);
    assert.deepEqual(await found(crew, 'float32', stored), await found(crewOf(realThreads(0)), 'float32', stored));
  });

  it('stops when cancelled, and offers nothing any more', async () => {
    const reason = new Error('enough');
    const cancelled = new AbortController();
    const tables: ChunkTable[] = [];
    const pass = begin(
      crewOf(
        threadThatTakesOne((table, { onMessage }) => {
          tables.push(table);
          cancelled.abort(reason);
          onMessage(1);
        }),
      ),
      'float32',
    );
    await assert.rejects(run(pass, storedRows('float32', rows, classCount), cancelled.signal), reason);
    pass.close();
    assert.equal(tables[0]?.take(3), undefined);
  });

  it('lets its threads rest when the last pass is over, and calls them again', async () => {
    const ends: string[] = [];
    let rest: () => void = () => undefined;
    const platform: CrewPlatform = {
      threadCount: 1,
      start: ({ onEnd }) => {
        ends.push('start');
        return {
          post: () => undefined,
          end: () => {
            ends.push('end');
            onEnd();
          },
        };
      },
      pause: () => Promise.resolve(),
      afterAWhile: (then) => {
        rest = then;
        return () => (rest = () => undefined);
      },
    };
    const crew = crewOf(platform);
    const [first, second] = [begin(crew, 'float32'), begin(crew, 'float32')];
    first.close();
    rest();
    assert.deepEqual(ends, ['start']);
    second.close();
    const third = begin(crew, 'float32');
    rest();
    assert.deepEqual(ends, ['start']);
    third.close();
    rest();
    assert.deepEqual(ends, ['start', 'end']);
    await found(crew, 'float32', storedRows('float32', rows, classCount));
    assert.deepEqual(ends, ['start', 'end', 'start', 'end']);
  });
});

function crewOf(platform: CrewPlatform): Crew {
  const crew = Crew.on(platform);
  assert.ok(crew);
  return crew;
}

function realThreads(threadCount: number): CrewPlatform {
  return nodeThreads(new URL('../../../../src/host/kernelThread.js', import.meta.url), threadCount);
}

function watched(platform: CrewPlatform, threads: Thread[]): CrewPlatform {
  return {
    ...platform,
    start: (events) => {
      const thread = platform.start(events);
      threads.push(thread);
      return thread;
    },
  };
}

/** Its thread takes a chunk as soon as there is one, and never does it: something else happens soon after. */
const threadThatTakesOne = (then: (table: ChunkTable, events: ThreadEvents) => void): CrewPlatform => ({
  ...realThreads(1),
  start: (events) => {
    let table: ChunkTable | undefined;
    return {
      post: (order) => {
        if (order.kind === 'open') {
          table = new ChunkTable(order.memory, order.plan.slots[0]?.table ?? NaN, order.plan.chunksPerSlot);
        }
        if (order.kind !== 'work' || table === undefined) return;
        assert.equal(table.take(2), 0);
        setImmediate(then, table, events);
      },
      end: () => undefined,
    };
  },
});

function begin(crew: Crew, dtype: StoredDType): CrewPass {
  const pass = crew.begin({ dtype, classCount, listed: 2, float32: false, rowsPerSlot: rows, slotCount: 1 });
  assert.ok(pass);
  return pass;
}

async function found(crew: Crew, dtype: StoredDType, stored: Uint8Array): Promise<unknown[][]> {
  const pass = begin(crew, dtype);
  const figures = await run(pass, stored);
  pass.close();
  crew.end();
  return figures;
}

async function run(pass: CrewPass, stored: Uint8Array, cancel?: AbortSignal): Promise<unknown[][]> {
  pass.input(0, rows).set(stored);
  pass.offer(0, rows);
  await pass.finish(0, cancel);
  return records(pass);
}

function records(pass: CrewPass): unknown[][] {
  return Array.from({ length: rows }, (_, row) => [
    ...Object.values<unknown>({ ...pass.record(0, row) }),
    ...pass.largest(0, row),
  ]);
}

function decoded(dtype: StoredDType, stored: Uint8Array, row: number): Float64Array {
  const out = new Float64Array(classCount);
  const rowBytes = classCount * dtypes[dtype].bytes;
  decodeInto(dtype, stored.subarray(row * rowBytes, (row + 1) * rowBytes), true, out);
  return out;
}

function assertSameAsDistribution(pass: CrewPass, row: number, logits: Float64Array): void {
  const record = pass.record(0, row);
  const distribution = new Distribution(logits);
  const { scan } = distribution;
  assert.equal(record.nan, scan.nan);
  assert.equal(record.positiveInfinity, scan.positiveInfinity);
  // Logits above 500,000 are left to a Distribution.
  if (!distribution.exists || Math.abs(scan.max) > 500_000) {
    assert.ok(Number.isNaN(record.weight));
    return;
  }
  const { argmax, ties, runnerUp, runnerUpLogit, negativeInfinity } = record;
  assert.deepEqual(
    { argmax, ties, runnerUp, runnerUpLogit, negativeInfinity, max: pass.largest(0, row)[1] },
    {
      argmax: scan.argmax,
      ties: scan.ties,
      runnerUp: scan.runnerUp,
      runnerUpLogit: scan.runnerUpLogit,
      negativeInfinity: scan.negativeInfinity,
      max: scan.max,
    },
  );
  assert.equal(1 + record.weight, distribution.normaliser);
  assert.equal(Math.log1p(record.weight), distribution.logNormaliser);
  assert.equal(record.moment / (1 + record.weight), distribution.meanExponent);
}
