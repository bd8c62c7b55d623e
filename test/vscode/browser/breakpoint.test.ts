import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Debugging } from './debugging.js';
import type { InspectorPage } from './inspector.js';
import { debuggersExtension, launchConfigurations, programText } from './programs.js';
import { until } from './until.js';
import { Workbench } from './workbench.js';

/** What the program writes of each step: every row's figures, by PyTorch in float64. */
interface Step {
  readonly entropy: readonly number[];
  readonly log_sum_exp: readonly number[];
  readonly top: readonly number[];
  readonly probability: readonly number[];
}

describe('a Python program at a breakpoint', () => {
  const { text, lineOf } = programText('train.py');
  const line = lineOf('return loss.item()');
  let workbench: Workbench;
  let debugging: Debugging;

  before(async () => {
    const files = { 'train.py': text, '.vscode/launch.json': launchConfigurations };
    workbench = await Workbench.start(files, {
      extensions: [debuggersExtension],
      settings: { 'logitsInspector.inlineValues': true },
    });
    debugging = new Debugging(workbench);
    await debugging.breakAt('train.py', line);
    await debugging.start('Train');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  async function step(at: number): Promise<Step> {
    const steps = JSON.parse(await readFile(join(workbench.folder, 'train.json'), 'utf8')) as Step[];
    const told = steps[at];
    assert.ok(told, `the program has not come to step ${at}`);
    return told;
  }

  /** Waits until the page shows the program's own figures of a row at a step. */
  async function untilShows(inspector: InspectorPage, at: number, row: number): Promise<void> {
    await until(async () => {
      const told = await step(at);
      assertClose(await inspector.figure('entropy'), told.entropy[row]);
      assertClose(await inspector.figure('log-sum-exp'), told.log_sum_exp[row]);
      assertClose(await inspector.figure('top'), told.probability[row]);
    });
  }

  it('shows, one right-click away, the figures that the program has', async () => {
    const inspector = await debugging.inspect('logits');
    await untilShows(inspector, 0, 0);
    assert.match(await inspector.part('shape').innerText(), /float32 · 64 × 10/);
    assert.match(await inspector.part('header').innerText(), new RegExp(`train\\.py:${line}`));
    await workbench.screenshot('breakpoint-first');
  });

  it('says the same in the status bar', async () => {
    await workbench.page
      .locator('.statusbar-item')
      .filter({ hasText: /logits → class \d 0\.\d\d · H \d\.\d+ bit/ })
      .waitFor();
  });

  it('is at hand in Watch too, and at the caret', async () => {
    await debugging.menu(await debugging.variable('logits'), 'Add to Watch');
    const watched = workbench.page.locator('.debug-watch .monaco-list-row').filter({ hasText: 'logits' }).first();
    await watched.waitFor();
    await debugging.closeInspectors();
    await debugging.menu(watched, 'Inspect Logits');
    await debugging.inspector().untilShown('logits');
    await debugging.closeInspectors();
    await debugging.caretOn('train.py', line - 2, 'cross_entropy(lo');
    await workbench.command('Logits Inspector: Inspect Logits at Cursor');
    await debugging.inspector().untilShown('logits');
    await untilShows(debugging.inspector(), 0, 0);
  });

  it('is read whole where what was copied was shortened', async () => {
    await debugging.closeInspectors();
    await debugging.menu(await debugging.variable('logits'), 'Copy Value');
    await workbench.command('Logits Inspector: Inspect Debug-Session Clipboard');
    const inspector = debugging.inspector();
    await inspector.untilShown('logits');
    await untilShows(inspector, 0, 0);
    assert.match(await inspector.part('shape').innerText(), /float32 · 64 × 10/);
  });

  it('is refused in a sentence where there is no such name', async () => {
    await workbench.command('Logits Inspector: Inspect Expression…');
    const input = workbench.page.locator('.quick-input-widget input[type="text"]');
    await input.fill('no_such_name');
    await workbench.page.keyboard.press('Enter');
    const told = workbench.page
      .locator('.notification-toast')
      .filter({ hasText: '“no_such_name” is not to be found in this frame' });
    await told.waitFor();
    await told.hover();
    await told.locator('.codicon-notifications-clear').click();
  });

  it('sorts its rows by figures that were calculated inside the program', async () => {
    const inspector = debugging.inspector();
    await inspector.part('sort-entropy').click();
    const { entropy } = await step(0);
    const worst = entropy.map((value, row) => [value, row] as const).sort(([a], [b]) => b - a);
    await until(async () => {
      const rows = await inspector.rowNumbers();
      assert.deepEqual(
        rows.slice(0, 5),
        worst.slice(0, 5).map(([, row]) => row),
      );
    });
  });

  it('follows the program to the next stop, and remembers the one before', async () => {
    const inspector = debugging.inspector();
    await inspector.goTo('[3, :]');
    await untilShows(inspector, 0, 3);
    await workbench.page.keyboard.press('F5');
    await untilShows(inspector, 1, 3);
    assert.equal(await inspector.part('stop-bar').count(), 2);
    const inline = workbench.page.locator('.view-line').filter({ hasText: /logits.→.class.\d.0\.\d\d.·.H/ });
    await inline.first().waitFor();
    await inspector.part('stop-bar').first().click();
    await untilShows(inspector, 0, 3);
    await inspector.part('stop-bar').last().click();
    await untilShows(inspector, 1, 3);
  });

  it('says that it is stopped elsewhere, with the figures greyed and dated, and goes on when it comes back', async () => {
    const inspector = debugging.inspector();
    await workbench.page.keyboard.press('Shift+F11');
    await inspector.part('outdated').filter({ hasText: 'not in evaluate()' }).waitFor();
    await workbench.screenshot('breakpoint-elsewhere');
    await workbench.page.keyboard.press('F5');
    await untilShows(inspector, 2, 3);
    await inspector.part('outdated').waitFor({ state: 'detached' });
  });

  it('is followed over a restart', async () => {
    const inspector = debugging.inspector();
    await workbench.page.keyboard.press('Control+Shift+F5');
    await until(async () => assert.equal(await inspector.part('stop-bar').count(), 4));
    await untilShows(inspector, 0, 3);
  });

  it('compares two stops', async () => {
    const inspector = debugging.inspector();
    await workbench.page.keyboard.press('F5');
    await untilShows(inspector, 1, 3);
    await inspector.part('compare-with').selectOption({ index: 4 });
    await inspector.part('comparison').waitFor();
    await workbench.screenshot('breakpoint-comparison');
  });

  it('says that the session has ended, and keeps what was read', async () => {
    const inspector = debugging.inspector();
    await debugging.stop();
    await inspector.part('outdated').filter({ hasText: 'ended' }).waitFor();
    await inspector.part('figures').waitFor();
    await workbench.screenshot('breakpoint-ended');
  });
});

function assertClose(actual: number, expected: number | undefined): void {
  assert.ok(
    expected !== undefined && Math.abs(actual - expected) <= 1e-6 * Math.abs(expected),
    `${actual} is not ${expected}`,
  );
}
