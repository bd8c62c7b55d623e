import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import type { InspectorPage } from './inspector.js';
import { until } from './until.js';
import { themes, Workbench } from './workbench.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What an inspector is looked at for, in each theme: an ordinary row, a row with NaN, a whole vocabulary, an error. */
const views = [
  { name: 'digits', file: 'digits.npy', slice: '[23, :]' },
  { name: 'nan', file: 'nan-row.npy', slice: '[23, :]' },
  { name: 'vocabulary', file: 'language-model.npy', slice: '[0, :]' },
  { name: 'attention', file: 'attention-causal.npy', slice: '[1, 30, :]' },
] as const;

describe('the inspector for everyone', () => {
  let workbench: Workbench;
  before(async () => (workbench = await Workbench.start()));
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  for (const theme of themes) {
    for (const view of views) {
      it(`${theme.id}, ${view.name}: axe finds nothing`, async () => {
        await workbench.theme(theme.name);
        const inspector = await workbench.open(view.file);
        await untilThemed(inspector, theme.id);
        await inspector.goTo(view.slice);
        await inspector.part('slice-box').blur();
        await inspector
          .part('figures')
          .filter({ hasText: `Row ${view.slice.slice(1, -4)}` })
          .waitFor();
        if (view.name !== 'nan') await inspector.part('temperature-canvas').waitFor();
        if (view.name !== 'nan') await inspector.part('precision-table').waitFor();
        await until(async () => assert.equal(await inspector.part('scan').count(), 0));
        await workbench.screenshot(`${theme.id}-${view.name}`);
        assert.deepEqual(await violations(workbench), []);
      });
    }

    it(`${theme.id}: narrow beside code, axe finds nothing and nothing is cut off sideways`, async () => {
      await workbench.theme(theme.name);
      const inspector = await workbench.open('digits.npy');
      await untilThemed(inspector, theme.id);
      await workbench.page.setViewportSize({ width: 800, height: 1400 });
      await until(async () => assert.ok(((await inspector.frame.locator('body').boundingBox())?.width ?? 0) < 500));
      await workbench.screenshot(`${theme.id}-narrow`);
      const overflow = await inspector.frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      assert.equal(overflow, 0);
      assert.deepEqual(await violations(workbench), []);
      await workbench.page.setViewportSize({ width: 1600, height: 1000 });
    });

    it(`${theme.id}: charts give way to tables with every digit`, async () => {
      await workbench.theme(theme.name);
      const inspector = await workbench.open('digits.npy');
      await untilThemed(inspector, theme.id);
      for (const part of ['distribution', 'temperature', 'gradient']) {
        await inspector.part(`${part}-table-toggle`).click();
        await inspector.part(`${part}-table`).waitFor();
      }
      await workbench.screenshot(`${theme.id}-tables`);
      assert.deepEqual(await violations(workbench), []);
      for (const part of ['distribution', 'temperature', 'gradient'])
        await inspector.part(`${part}-table-toggle`).click();
    });
  }
});

const kinds = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast-light',
};

async function untilThemed(inspector: InspectorPage, id: keyof typeof kinds): Promise<void> {
  await inspector.frame.locator(`body[data-vscode-theme-kind="${kinds[id]}"]`).waitFor();
}

/** What axe has to say of the page of the inspector, rule by rule with the elements. */
async function violations(workbench: Workbench): Promise<string[]> {
  const frame = await activeFrame(workbench);
  // The page's policy runs no script of a page's making; the browser's own evaluation may.
  await frame.evaluate(axe);
  const { violations: found, passes } = await frame.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<Report> } };
    return checker.run();
  });
  assert.ok(passes.length > 20, `axe looked at ${passes.length} rules only`);
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

interface Report {
  readonly violations: readonly Violation[];
  readonly passes: readonly unknown[];
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function activeFrame({ page }: Workbench): Promise<Frame> {
  const handle = await page.frameLocator('iframe.webview.ready').locator('#active-frame').elementHandle();
  const frame = await handle.contentFrame();
  assert.ok(frame, 'the inspector has no frame');
  return frame;
}
