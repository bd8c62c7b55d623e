import assert from 'node:assert/strict';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InspectorPage } from './inspector.js';
import { broken, hostileLabels, odd } from './oddFiles.js';
import { until } from './until.js';
import { Workbench } from './workbench.js';

describe('a file that is odd, changes, breaks or lies', () => {
  let workbench: Workbench;
  const place = (name: string): string => join(workbench.folder, name);
  before(async () => {
    const files = [...odd, ...broken].map(({ name, content }) => [name, content] as const);
    workbench = await Workbench.start(Object.fromEntries(files));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  it('edited on disk is read anew in place, keeping row and temperature', async () => {
    const inspector = await workbench.openJson('edited.json');
    await inspector.untilShown('edited.json');
    await inspector.goTo('[1, :]');
    await inspector.setTemperature(2);
    const kept = inspector.part('figures').filter({ hasText: 'Row 1' }).filter({ hasText: 'at T = 2' });
    await kept.waitFor();
    await writeFile(place('edited.json'), '{"logits": [[1, 2], [3, 4], [0, 0]], "classNames": ["yes", "no"]}');
    await inspector.part('shape').filter({ hasText: '3 × 2' }).waitFor();
    await until(async () => {
      const labels = (await inspector.bars()).map(({ label }) => label);
      assert.deepEqual(labels, ['no', 'yes']);
    });
    await kept.waitFor();
  });

  it('that disappears is said to be gone; put back, it is read again', async () => {
    const inspector = await workbench.open('comes-and-goes.npy');
    await rename(place('comes-and-goes.npy'), place('elsewhere.npy'));
    await inspector.part('outdated').filter({ hasText: 'gone' }).waitFor();
    await inspector.part('figures').waitFor();
    await workbench.screenshot('state-gone');
    await rename(place('elsewhere.npy'), place('comes-and-goes.npy'));
    await inspector.part('outdated').waitFor({ state: 'detached' });
  });

  it('cut off while it is open says so above figures that it dates, and recovers', async () => {
    const inspector = await workbench.open('digits-overconfident.npy');
    const whole = await readFile(place('digits-overconfident.npy'));
    await writeFile(place('digits-overconfident.npy'), whole.subarray(0, 1000));
    const said = inspector.part('outdated').filter({ hasText: 'declares 59880 bytes' }).filter({ hasText: 'read at' });
    await said.waitFor();
    await workbench.screenshot('state-cut-off');
    await writeFile(place('digits-overconfident.npy'), whole);
    await said.waitFor({ state: 'detached' });
  });

  it('gets its labels when a label file appears beside it', async () => {
    const inspector = await workbench.open('unlabelled.npy');
    assert.deepEqual((await labels(inspector)).slice(0, 2), ['1', '8']);
    await copyFile(place('digits.labels.txt'), place('unlabelled.labels.txt'));
    await until(async () => assert.deepEqual((await labels(inspector)).slice(0, 2), ['one', 'eight']));
  });

  it('gets its labels from a file that the user picks', async () => {
    const inspector = await workbench.open('picks.npy');
    await inspector.part('labels').click();
    // The dialog is ready when it lists its folder; until then it overwrites what is typed.
    await workbench.page
      .locator('.quick-input-list .label-name')
      .filter({ hasText: /^digits\.labels\.txt$/ })
      .click();
    await until(async () => assert.deepEqual((await labels(inspector)).slice(0, 2), ['one', 'eight']));
  });

  for (const { name, says } of broken) {
    it(`${name} is refused in a sentence`, async () => {
      const inspector = await workbench.click(name);
      await inspector.part('problem').filter({ hasText: says }).waitFor();
      await inspector.part('try-again').waitFor();
      await workbench.screenshot(`state-${name}`);
    });
  }

  it('of bfloat16, as NumPy writes it, is read after the user says so', async () => {
    const inspector = await workbench.click('brain.npy');
    await inspector.part('read-as-bfloat16').click();
    await inspector.untilShown('brain.npy');
    await inspector.part('scale').selectOption('logits');
    await until(async () => {
      const logits = (await inspector.bars()).map(({ value }) => value);
      assert.deepEqual(logits, [2, 1, -1.5]);
    });
  });

  it('with hostile labels shows them as text', async () => {
    const inspector = await workbench.openJson('hostile.json');
    await inspector.untilShown('hostile.json');
    for (const label of hostileLabels.slice(0, 2)) {
      await inspector.part('distribution-bars').filter({ hasText: label }).waitFor();
    }
    assert.equal(await inspector.frame.locator('img').count(), 0);
    assert.notEqual(await inspector.frame.locator('html').evaluate(() => document.title), 'owned');
    await workbench.screenshot('state-hostile-labels');
  });

  for (const { name, says } of odd.filter(({ says: words }) => words !== undefined)) {
    it(`${name} has a state of its own`, async () => {
      const inspector = await workbench.openJson(name);
      await inspector.frame
        .locator('main')
        .filter({ hasText: says ?? '' })
        .waitFor();
      await workbench.screenshot(`state-${name}`);
    });
  }

  it('keeps row, temperature, target and order while hidden, and over a reload', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.goTo('[7, :]');
    await inspector.setTemperature(3);
    await inspector.setTarget('nine');
    await inspector.part('sort-entropy').click();
    const settled = async (): Promise<void> => {
      await inspector.part('figures').filter({ hasText: 'Row 7' }).filter({ hasText: 'at T = 3' }).waitFor();
      await until(async () => assert.equal(await inspector.caption('loss'), 'loss for target nine'));
      await inspector.frame
        .locator('[role=columnheader][aria-sort=descending]')
        .filter({ hasText: 'entropy' })
        .waitFor();
    };
    await settled();
    const tab = workbench.page.locator('.tab[data-resource-name="digits.npy"]');
    await tab.dblclick();
    await workbench.open('nan-row.npy');
    await tab.click();
    await settled();
    await workbench.command('Developer: Reload Window');
    await workbench.page.waitForEvent('load');
    await settled();
  });
});

async function labels(inspector: InspectorPage): Promise<string[]> {
  return (await inspector.bars()).map(({ label }) => label);
}
