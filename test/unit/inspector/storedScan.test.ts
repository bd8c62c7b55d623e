import assert from 'node:assert/strict';
import { Crew, type CrewPlatform } from '../../../src/core/kernel/crew.js';
import type { StoredDType } from '../../../src/core/kernel/crewPlan.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { nodeThreads } from '../../../src/host/nodeThreads.js';
import { openDocument, type TensorDocument } from '../../../src/inspector/document.js';
import { bytesOrigin } from '../../../src/inspector/origin.js';
import { type RowColumns, Scan } from '../../../src/inspector/scan.js';
import type { BadgeView, ScanView, ValuesKind } from '../../../src/protocol/views.js';
import { npyOf, storedRows } from '../core/kernel/crewTensors.js';
import { never } from './samples.js';

const rows = 131;
const classCount = 16_411;

describe('The pass over all rows of a large tensor, in several threads', () => {
  for (const dtype of ['float32', 'float64', 'float16', 'bfloat16'] as const) {
    it(`has in ${dtype} the columns, to the last bit, and the badges that it has in one`, async () => {
      const document = await open(dtype);
      const { crew, passes } = counted(realThreads);
      const together = await scanned(document, crew);
      assert.equal(passes(), 1);
      const alone = await scanned(document, undefined);
      assert.ok(alone.badges.length >= 6);
      assert.deepEqual(together.badges, alone.badges);
      assertSame(together.columns, alone.columns);
      crew.end();
    });
  }

  it('goes as before where the rows are not as stored: probabilities, another axis, little to do', async () => {
    const { crew, passes } = counted(realThreads);
    await scanned(await open('float32', { kind: 'probabilities' }), crew);
    await scanned(await open('float32', { classAxis: 0 }), crew);
    await scanned(await open('float32', { rowCount: 100 }), crew);
    assert.equal(passes(), 0);
  });

  it('stops when nobody wants it any more, and goes on where it was left', async () => {
    const { crew } = counted(realThreads);
    const document = await open('float64', { rowCount: 400 });
    const first = new AbortController();
    const scan: Scan = new Scan(
      document,
      ({ rowsDone }) => rowsDone > 0 && first.abort(),
      () => crew,
    );
    await assert.rejects(scan.finish(first.signal), { name: 'AbortError' });
    const { rowsDone, state } = scan.view();
    assert.equal(state, 'waiting');
    assert.ok(rowsDone > 0 && rowsDone < 400, `${rowsDone} rows done`);
    const columns = await scan.finishedColumns(never);
    assertSame(columns, (await scanned(document, undefined)).columns);
    crew.end();
  });
});

/** As plain arrays: typed ones that hold NaN are never equal. */
function assertSame(found: RowColumns, expected: RowColumns): void {
  for (const name of ['topClass', 'probability', 'entropyNats', 'margin', 'loss'] as const) {
    assert.deepEqual([...found[name]], [...expected[name]], name);
  }
}

const realThreads = nodeThreads(new URL('../../../src/host/kernelThread.js', import.meta.url), 2);

/** A crew, and how many passes it had. */
function counted(platform: CrewPlatform): { readonly crew: Crew; readonly passes: () => number } {
  const crew = Crew.on(platform);
  assert.ok(crew);
  const begin = crew.begin.bind(crew);
  let count = 0;
  crew.begin = (work) => {
    count++;
    return begin(work);
  };
  return { crew, passes: () => count };
}

interface Opened {
  readonly rowCount?: number;
  readonly classAxis?: number;
  readonly kind?: ValuesKind;
}

function open(
  dtype: StoredDType,
  { rowCount = rows, classAxis, kind = 'logits' }: Opened = {},
): Promise<TensorDocument> {
  const bytes = npyOf(dtype, rowCount, classCount, storedRows(dtype, rowCount, classCount, 5));
  const targets = JSON.stringify({ labels: Array.from({ length: rowCount }, (_, row) => (row * 7919) % classCount) });
  const labelFiles = [{ name: 'labels.json', isPicked: true, source: memorySource(Buffer.from(targets)) }];
  const reading = {
    classAxis: classAxis ?? null,
    valuesKind: kind,
    dtype: dtype === 'bfloat16' ? dtype : null,
    stop: null,
  };
  const origin = bytesOrigin('tensor.npy', memorySource(bytes), labelFiles, '1');
  return openDocument(1, 'tensor.npy', origin, reading, { signal: never, onProgress: () => undefined });
}

async function scanned(
  document: TensorDocument,
  crew: Crew | undefined,
): Promise<{ readonly columns: RowColumns; readonly badges: readonly BadgeView[] }> {
  const views: ScanView[] = [];
  const scan = new Scan(
    document,
    (view) => views.push(view),
    () => crew,
  );
  const columns = await scan.finishedColumns(never);
  return { columns, badges: views.at(-1)?.badges ?? [] };
}
