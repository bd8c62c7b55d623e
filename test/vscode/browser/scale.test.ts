import assert from 'node:assert/strict';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.js';
import { Workbench } from './workbench.js';

const ROWS = 1_000_000;
const CLASSES = 4;

describe('tensors larger than life', () => {
  let workbench: Workbench;
  before(async () => (workbench = await Workbench.start({ 'million-rows.npy': millionRows() })));
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  it('scrolls through a million rows to the last, and sorts them', async () => {
    const inspector = await workbench.open('million-rows.npy');
    await inspector.part('rows').filter({ hasText: '1,000,000 rows' }).waitFor();
    const grid = inspector.frame.getByRole('grid', { name: 'Rows' });
    await grid.focus();
    await grid.press('End');
    await until(async () => assert.equal((await inspector.rowNumbers()).at(-1), ROWS - 1));
    await inspector.part('sort-margin').click();
    // Row 777,777 alone has a margin of 1; all others have 100.
    await until(async () => assert.equal((await inspector.rowNumbers())[0], 777_777));
    await workbench.screenshot('million-rows');
  });

  it('says how far it has read a file that must be read whole, and lets that be cancelled', async () => {
    // JSON, which its content tells, under a name that opens in the inspector: some seconds of reading.
    const place = join(workbench.folder, 'long.npy');
    const numbers = '0.12345678901234567, ';
    await writeFile(
      place,
      Buffer.concat([Buffer.from('['), Buffer.alloc(numbers.length * 25_000_000, numbers), Buffer.from('0]')]),
    );
    const inspector = await workbench.click('long.npy');
    await inspector.frame
      .locator('main')
      .filter({ hasText: /Reading .*MB of 501.MB/ })
      .waitFor();
    await inspector.part('opening-cancel').click();
    await inspector.part('problem').filter({ hasText: 'Reading was cancelled' }).waitFor();
    await rm(place);
  });

  it('opens a file of 8 GB at once, and reads all of it only when asked', async () => {
    // Sparse: it takes no room on the disk, and reads as zeros.
    const shape = '(16384, 128256)';
    const file = await open(join(workbench.folder, 'eight-gigabytes.npy'), 'w');
    await file.write(header('<f4', shape));
    await file.truncate(128 + 16_384 * 128_256 * 4);
    await file.close();
    const inspector = await workbench.open('eight-gigabytes.npy');
    await inspector.part('shape').filter({ hasText: '16,384 × 128,256' }).waitFor();
    await inspector.part('scan-start').waitFor();
    // 128,256 equal logits: the entropy is ln 128256.
    assert.ok(Math.abs((await inspector.figure('entropy')) - Math.log(128_256)) < 1e-12);
    await inspector.goTo('[-1, :]');
    await inspector.part('figures').filter({ hasText: 'Row 16383' }).waitFor();
    await workbench.screenshot('eight-gigabytes');
    await inspector.part('scan-start').click();
    await inspector.part('scan-cancel').click();
    await inspector.part('scan-start').waitFor();
  });
});

function header(dtype: string, shape: string): Uint8Array {
  const text = `${`{'descr': '${dtype}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)}\n`;
  return Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0, ...Buffer.from(text));
}

/** int8 rows whose first class leads by 100, but for one row where it leads by 1. */
function millionRows(): Uint8Array {
  const bytes = new Uint8Array(128 + ROWS * CLASSES);
  bytes.set(header('|i1', `(${ROWS}, ${CLASSES})`));
  for (let row = 0; row < ROWS; row++) bytes[128 + row * CLASSES] = row === 777_777 ? 1 : 100;
  return bytes;
}
