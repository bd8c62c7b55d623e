import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Debugging } from './debugging.js';
import { Hovering } from './hovering.js';
import { InspectorPage } from './inspector.js';
import { debuggersExtension, launchConfigurations } from './programs.js';
import { until } from './until.js';
import { themes, Workbench } from './workbench.js';

/** The row [2, 1, 0.1] in several languages. SciPy: softmax 0.6590, 0.2424, 0.0986; entropy 0.8467 nat; log-sum-exp 2.417. */
const files: Readonly<Record<string, string>> = {
  'scores.py': 'logits = [\n    [0.5, 0.5, 0.5],\n    [2.0, 1.0, 0.1],  # row 1\n]\n',
  'scores.ts': 'export const logits = new Float64Array([2.0, 1.0, 0.1]);\nconst shape = [2, 3];\n',
  'scores.rs': 'fn main() {\n    let logits: [f64; 3] = [2.0, 1.0, 0.1];\n}\n',
  'scores.cpp': '#include <vector>\nstd::vector<double> logits = {2.0, 1.0, 0.1};\n',
  'scores.jsonl': '{"id": 7, "logits": [2.0, 1.0, 0.1]}\n',
  'guess.py': 'weights = [0.7, 0.2, 0.1, 0.0]\nbroken = [2.0, float("nan"), 1.0]\n',
  'run.log':
    '2026-11-26 12:30:45 INFO step 12 logits: tensor([[2.0000, 1.0000, 0.1000],\n        [12.5000, 1.0000, 0.1000]])\n',
};

const literalCells = ['0 2.0 0.6590', '1 1.0 0.2424', '2 0.1 0.0986'];
/** Four decimals of a number are shown with the four digits that a column has. */
const printedCells = ['0 2.000 0.6590', '1 1.000 0.2424', '2 0.100 0.0986'];

describe('a hover', () => {
  let workbench: Workbench;
  let hovering: Hovering;

  before(async () => {
    workbench = await Workbench.start(files);
    hovering = new Hovering(workbench);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  for (const name of Object.keys(files).filter((each) => each !== 'guess.py')) {
    const numbers = name === 'run.log' ? '1.0000' : '1.0, 0.1';
    it(`shows the probabilities of an array in ${name}`, async () => {
      await workbench.click(name);
      const card = await hovering.over(numbers);
      assert.deepEqual(await cells(card), name === 'run.log' ? printedCells : literalCells);
      await workbench.screenshot(`hover-${name}`);
    });
  }

  it('says that values are read as probabilities by a guess, and why a row has no figures', async () => {
    await workbench.click('guess.py');
    const guess = await hovering.over('0.2, 0.1');
    assert.match(
      await guess.innerText(),
      /Read as probabilities, by a guess: every row looked at lies in \[0, 1\] and sums to 1\./,
    );
    assert.deepEqual(await cells(guess), ['0 0.7000', '1 0.2000', '2 0.1000', '3 0']);
    await workbench.screenshot('hover-guess');
    const broken = await hovering.over('2.0');
    await broken.filter({ hasText: 'NaN at 1: softmax of this row is NaN everywhere.' }).waitFor();
    await workbench.screenshot('hover-broken');
  });

  for (const theme of themes) {
    it(`is drawn in the colours of ${theme.id}`, async () => {
      await workbench.theme(theme.name);
      await workbench.click('run.log');
      await hovering.over('12.5000');
      await workbench.screenshot(`hover-${theme.id}`);
      await workbench.click('scores.py');
      await hovering.over('1.0, 0.1');
      await workbench.screenshot(`hover-${theme.id}-nested`);
      if (theme.id === 'light') await workbench.screenshot('picture-hover', { x: 352, y: 64, width: 800, height: 280 });
    });
  }

  it('opens the inspector with a click on its link', async () => {
    await workbench.click('scores.py');
    const card = await hovering.over('1.0, 0.1');
    await card.getByText('Open in inspector').click();
    const inspector = new InspectorPage(workbench.page);
    await inspector.untilShown('scores.py:1');
    await inspector.goTo('[1, :]');
    await until(async () => assert.ok(Math.abs((await inspector.figure('top')) - 0.6590011388859679) < 1e-15));
  });
});

describe('a hover while a program is paused', () => {
  const program = 'from numpy import array\nlogits = array([2.0, 1.0, 0.1])\nprint(logits)\n';
  let workbench: Workbench;
  let debugging: Debugging;

  before(async () => {
    const files = { 'train.py': program, '.vscode/launch.json': launchConfigurations };
    workbench = await Workbench.start(files, { extensions: [debuggersExtension] });
    debugging = new Debugging(workbench);
    await debugging.breakAt('train.py', 3);
    await debugging.start('Train');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  it('is there where the debugger has no value to show', async () => {
    const card = await new Hovering(workbench).over('1.0, 0.1');
    assert.deepEqual(await cells(card), literalCells);
  });

  it('gives way to the debugger’s on a name, and is there while Alt is held', async () => {
    const { page } = workbench;
    const hovering = new Hovering(workbench);
    const debuggers = page.locator('.debug-hover-widget');
    await until(async () => {
      await hovering.rest('array([');
      await debuggers.waitFor({ timeout: 2000 });
    });
    assert.equal(await hovering.card.count(), 0);
    await workbench.screenshot('hover-paused');
    await page.keyboard.down('Alt');
    await hovering.card.waitFor();
    await debuggers.waitFor({ state: 'hidden' });
    assert.deepEqual(await cells(hovering.card), literalCells);
    await hovering.untilStill();
    await workbench.screenshot('hover-paused-alt');
    await page.keyboard.up('Alt');
  });
});

/** The lines of the table, without the spaces that set columns apart. */
async function cells(card: Locator): Promise<string[]> {
  const lines = await card.locator('tbody tr').allInnerTexts();
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim());
}
