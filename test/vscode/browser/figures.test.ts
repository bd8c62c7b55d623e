import assert from 'node:assert/strict';
import { type ExpectedFigures, expected, near } from '../../expected/samples.js';
import type { InspectorPage } from './inspector.js';
import { until } from './until.js';
import { Workbench } from './workbench.js';

describe('a person reads a tensor', () => {
  let workbench: Workbench;
  before(async () => (workbench = await Workbench.start()));
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  for (const [name, file] of Object.entries(expected)) {
    it(`clicks ${name}, and finds NumPy’s figures at T = 1 and 2`, async () => {
      const inspector = await workbench.open(name);
      await inspector
        .part('shape')
        .filter({ hasText: shapeText(file.shape) })
        .waitFor();
      for (const row of file.rows.slice(0, 5)) {
        await inspector.goTo(`[${[...row.index, ':'].join(', ')}]`);
        await untilRow(inspector, row.index.join(', '));
        if (row.status === 'ok') await compare(inspector, row['T=1'], row['T=2']);
        else
          await inspector
            .part('refusal')
            .filter({ hasText: row.status === 'nan' ? 'NaN in every class' : '+∞ at' })
            .waitFor();
      }
    });
  }

  it('changes the class axis, and the same numbers are read the other way', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.part('class-axis').selectOption('0');
    await inspector.part('distribution-bars').filter({ hasText: 'of 1,497 classes' }).waitFor();
    await inspector.part('class-axis').selectOption('1');
    await inspector.part('distribution-bars').filter({ hasText: 'of 10 classes' }).waitFor();
  });

  it('moves along an axis with its slider, its box and the last position', async () => {
    const inspector = await workbench.open('attention-causal.npy');
    await inspector.part('axis-slider-0').fill('3');
    await inspector.part('axis-box-1').fill('-2');
    await inspector.part('axis-box-1').press('Enter');
    await untilRow(inspector, '3, 46');
    await inspector.part('axis-last-1').click();
    await untilRow(inspector, '3, 47');
    assert.equal(await inspector.part('slice-box').inputValue(), '[3, 47, :]');
  });

  it('types a slice; a wrong one is refused in a sentence beside it', async () => {
    const inspector = await workbench.open('attention-causal.npy');
    await inspector.goTo('[1, :, :]');
    await inspector.part('scope-chip').filter({ hasText: '[1, :, :]' }).waitFor();
    await inspector.goTo('[9, 0, :]');
    await inspector.part('slice-problem').filter({ hasText: '9 is outside axis 0, which has 4 indexes' }).waitFor();
    await inspector.part('slice-box').press('Escape');
    await inspector.part('scope-chip').click();
    await inspector.part('rows').filter({ hasText: '192 rows' }).waitFor();
  });

  it('chooses a target by name and by clicking a bar, and smooths it', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.goTo('[0, :]');
    await untilRow(inspector, '0');
    await inspector.setTarget('eight');
    await until(async () => assert.equal(await inspector.caption('loss'), 'loss for target eight'));
    const [first] = expected['digits.npy']?.rows ?? [];
    const eight = first?.['T=1'].top5.indexOf(8) ?? -1;
    near(await inspector.figure('loss'), -Math.log(first?.['T=1'].top5Probabilities[eight] ?? 0), 'loss');
    const gradient = await inspector.barsOf('gradient-bars');
    near(
      gradient.find(({ label }) => label === 'one')?.value ?? 0,
      first?.['T=1'].top5Probabilities[0] ?? 0,
      'p − y of one',
    );
    await inspector.part('distribution-bars').getByRole('button', { name: 'six' }).click();
    await until(async () => assert.equal(await inspector.caption('loss'), 'loss for target six'));
    // PyTorch's smoothing puts ε/K on each of the 10 classes: the gradient of a wrong one is p − ε/K.
    await inspector.part('smoothing').fill('0.1');
    await inspector.part('smoothing').press('Enter');
    await until(async () => {
      const smoothed = (await inspector.barsOf('gradient-bars')).find(({ label }) => label === 'one');
      near(smoothed?.value, (first?.['T=1'].top5Probabilities[0] ?? 0) - 0.1 / 10, 'smoothed p − y of one');
    });
  });

  it('says what the values are, against the guess, and logits are then refused as probabilities', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.part('values-kind').selectOption('probabilities');
    await inspector.part('refusal').filter({ hasText: 'A negative number is no probability' }).waitFor();
    await inspector.part('values-kind').selectOption('logits');
    await inspector.part('refusal').waitFor({ state: 'detached' });
  });

  it('sorts by entropy, worst first, and the largest is NumPy’s largest', async () => {
    const inspector = await workbench.open('digits.npy');
    const wanted = expected['digits.npy']?.rows.toSorted((a, b) => b['T=1'].entropyNats - a['T=1'].entropyNats)[0];
    await inspector.part('sort-entropy').click();
    await until(async () => assert.equal((await inspector.rowNumbers())[0], wanted?.row));
    await inspector.part('sort-row').click();
    await until(async () => assert.deepEqual((await inspector.rowNumbers()).slice(0, 3), [0, 1, 2]));
  });

  it('scrolls to the last row and arrows back from it', async () => {
    const inspector = await workbench.open('digits.npy');
    const grid = inspector.frame.getByRole('grid', { name: 'Rows' });
    await grid.focus();
    await grid.press('End');
    await untilRow(inspector, '1496');
    await until(async () => assert.equal((await inspector.rowNumbers()).at(-1), 1496));
    await grid.press('ArrowUp');
    await untilRow(inspector, '1495');
  });

  it('drags the temperature, and figures and bars follow', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.goTo('[0, :]');
    await untilRow(inspector, '0');
    const box = await inspector.part('temperature-canvas').boundingBox();
    assert.ok(box);
    const before = await inspector.figure('entropy');
    await workbench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 20 });
    await workbench.page.mouse.up();
    await until(async () => assert.ok((await inspector.figure('entropy')) > before * 2));
    await inspector.part('temperature-reset').click();
    await until(async () => near(await inspector.figure('entropy'), before, 'entropy'));
  });
});

async function compare(inspector: InspectorPage, atOne: ExpectedFigures, atTwo: ExpectedFigures): Promise<void> {
  await compareAt(inspector, atOne, 1);
  await inspector.setTemperature(2);
  await inspector.part('figures').filter({ hasText: 'at T = 2' }).waitFor();
  await compareAt(inspector, atTwo, 2);
  await inspector.setTemperature(1);
  await inspector.part('figures').filter({ hasNotText: 'at T = 2' }).waitFor();
}

async function compareAt(inspector: InspectorPage, wanted: ExpectedFigures, temperature: number): Promise<void> {
  near(await inspector.figure('entropy'), wanted.entropyNats, 'entropy');
  near(await inspector.figure('log-sum-exp'), wanted.logSumExp, 'log-sum-exp');
  near(await inspector.figure('top'), wanted.top5Probabilities[0] ?? 0, 'top probability');
  if (wanted.logitMargin !== null) near(await inspector.figure('margin'), wanted.logitMargin * temperature, 'margin');
  if (wanted.loss !== undefined) near(await inspector.figure('loss'), wanted.loss, 'loss');
  const bars = await inspector.bars();
  wanted.top5Probabilities.forEach((p, place) => near(bars[place]?.value ?? Number.NaN, p, `bar ${place}`));
}

async function untilRow(inspector: InspectorPage, index: string): Promise<void> {
  await inspector.frame.getByRole('heading', { name: `Row ${index}`, exact: true }).waitFor({ state: 'attached' });
}

function shapeText(shape: readonly number[]): string {
  return shape.map((length) => length.toLocaleString('en-US')).join(' × ');
}
