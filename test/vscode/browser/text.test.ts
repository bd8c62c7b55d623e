import assert from 'node:assert/strict';
import { numberIn } from './inspector.js';
import { until } from './until.js';
import { TextEditing } from './textEditing.js';
import { Workbench } from './workbench.js';

/** Logits whose softmax is known: ln 3 is as likely as three zeros together. */
const program = `import numpy as np

logits = np.array([
    [1.0986122886681098, 0.0, 0.0, 0.0],  # half and a sixth each
    [0.0, 0.0, 0.0, 0.0],
], dtype=np.float64)
shortened = [0.1, 0.2, ..., 0.9]
`;
const log = `2026-01-01 12:00:00,123 INFO logits: tensor([ 1.0986,  0.0000,  0.0000,  0.0000], device='cuda:0')
done
`;

describe('a tensor in text', () => {
  let workbench: Workbench;
  let editing: TextEditing;
  before(async () => {
    workbench = await Workbench.start({ 'scores.py': program, 'run.log': log });
    editing = new TextEditing(workbench);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  it('is inspected whole from the caret within it', async () => {
    await editing.caretAt('scores.py', 4, 12);
    await workbench.command('Logits Inspector: Inspect Selection');
    const inspector = editing.inspector();
    await inspector.untilShown('scores.py:3');
    assert.match(await inspector.part('shape').innerText(), /float64 · 2 × 4/);
    near(await inspector.figure('top'), 1 / 2);
    near(await inspector.figure('entropy'), Math.log(2) / 2 + Math.log(6) / 2);
  });

  it('is compared with what is on the clipboard, class by class', async () => {
    await editing.closeInspectors();
    await editing.select('scores.py', 5, '[0.0, 0.0, 0.0, 0.0]');
    await workbench.page.keyboard.press('Control+c');
    await editing.select('scores.py', 4, '[1.0986122886681098, 0.0, 0.0, 0.0]');
    await workbench.command('Logits Inspector: Compare with Clipboard');
    const inspector = editing.inspector();
    await inspector.untilShown('scores.py:4 against clipboard');
    const divergence = inspector.part('comparison').locator('dd');
    const expected = [Math.log(2) / 2 + Math.log(2 / 3) / 2, Math.log(1 / 2) / 4 + (3 * Math.log(3 / 2)) / 4];
    // From the clipboard, uniform over four, to the selection.
    await until(async () => {
      const told = await Promise.all([3, 2].map((at) => divergence.nth(at).getAttribute('title')));
      told.forEach((text, at) => near(numberIn(text ?? ''), expected[at] ?? NaN));
    });
    await workbench.screenshot('text-compared');
  });

  it('is inspected from the clipboard, to the precision that was printed', async () => {
    await editing.closeInspectors();
    await editing.select('run.log', 1, log.slice(0, log.indexOf('\n')));
    await workbench.page.keyboard.press('Control+c');
    await workbench.command('Logits Inspector: Inspect Clipboard');
    const inspector = editing.inspector();
    await inspector.untilShown('clipboard');
    assert.match(await inspector.part('shape').innerText(), /float32 · 4/);
    assert.ok(Math.abs((await inspector.figure('top')) - 1 / 2) < 1e-4);
    // One place more than is known is not shown: ln 6 = 1.79176, to ±0.00005.
    assert.match((await inspector.part('figure-log-sum-exp').getAttribute('title')) ?? '', / ± 5·10⁻⁵/);
    await inspector.part('document-notices').filter({ hasText: 'The text shows rounded numbers' }).waitFor();
    await workbench.screenshot('text-clipboard');
  });

  it('of another shape is refused in a sentence', async () => {
    await editing.closeInspectors();
    await editing.select('scores.py', 4, '0.0, 0.0');
    await workbench.command('Logits Inspector: Compare with Clipboard');
    await editing.told('the clipboard (4,): copy a tensor of the same shape');
  });

  it('that is not whole is refused, and so is a place without one', async () => {
    await editing.select('scores.py', 7, '[0.1, 0.2, ..., 0.9]');
    await workbench.command('Logits Inspector: Inspect Selection');
    await editing.told('some numbers are missing (line 7, column 24)');
    await editing.caretAt('scores.py', 1, 3);
    await workbench.command('Logits Inspector: Inspect Selection');
    await editing.told('There is no array here.');
  });
});

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${actual} is not ${expected}`);
}
