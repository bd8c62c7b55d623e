import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { InspectorPage } from './inspector.js';
import { until } from './until.js';
import type { Workbench } from './workbench.js';

/** Debugging as a person does it: the keyboard in the editor, the mouse in the views. */
export class Debugging {
  constructor(readonly workbench: Workbench) {}

  /** Sets a breakpoint on a line of a file of the open folder. */
  async breakAt(file: string, line: number): Promise<void> {
    const { page } = this.workbench;
    await this.workbench.command('View: Show Explorer');
    await this.workbench.click(file);
    await page.locator('.editor-instance .view-line').first().waitFor();
    // Until the editor has its content, it cannot be told to go anywhere.
    await until(async () => {
      await page.keyboard.press('Control+g');
      await page.locator('.quick-input-widget input[type="text"]').fill(`:${line}`, { timeout: 2000 });
      await page.keyboard.press('Enter');
      const active = page.locator('.line-numbers.active-line-number').filter({ hasText: new RegExp(`^${line}$`) });
      await active.waitFor({ timeout: 2000 });
    });
    await page.keyboard.press('F9');
    await page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
  }

  /** Starts the configuration of that name and waits for the first stop. */
  async start(name: string): Promise<void> {
    const { page } = this.workbench;
    await this.workbench.command('Debug: Select and Start Debugging');
    await page.locator('.quick-input-list .label-name').filter({ hasText: name }).first().click();
    await this.untilStopped();
    await this.workbench.command('View: Show Run and Debug');
  }

  /** Selects a frame of one of several sessions in the call stack. */
  async lookAt(session: string, frame: string): Promise<void> {
    const rows = this.workbench.page.locator('.debug-call-stack .monaco-list-row');
    const row = rows.filter({ hasText: new RegExp(`^${session}`) });
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await rows
      .filter({ hasText: new RegExp(`^${frame}`) })
      .first()
      .click();
  }

  untilStopped(): Promise<void> {
    return this.workbench.page.locator('.debug-top-stack-frame-line').first().waitFor({ timeout: 60_000 });
  }

  /** Runs on with a key (F5, F10) and waits until the program is stopped on a line. */
  async run(key: 'F5' | 'F10', line: number): Promise<void> {
    const { page } = this.workbench;
    await page.locator('.debug-toolbar').waitFor();
    await page.keyboard.press(key);
    await page
      .locator('.debug-call-stack .monaco-list-row')
      .filter({ hasText: new RegExp(`\\b${line}(:\\d+)?$`) })
      .first()
      .waitFor();
    await this.untilStopped();
  }

  /** A variable of the innermost scope, by its name. */
  async variable(name: string): Promise<Locator> {
    const rows = this.workbench.page.locator('.debug-variables .monaco-list-row');
    const scope = rows.filter({ hasText: /^(Locals|Local)/ }).first();
    await scope.waitFor();
    if ((await scope.getAttribute('aria-expanded')) === 'false') await scope.locator('.monaco-tl-twistie').click();
    const found = rows.filter({ hasText: new RegExp(`^${name}\\s*=`) });
    await found.first().waitFor();
    return found.first();
  }

  /** Right-clicks a variable and takes "Inspect Logits". */
  async inspect(name: string): Promise<InspectorPage> {
    await this.menu(await this.variable(name), 'Inspect Logits');
    const inspector = this.inspector();
    await inspector.untilShown(name);
    return inspector;
  }

  /** Right-clicks something and takes an entry of its menu. */
  async menu(place: Locator, entry: string): Promise<void> {
    await place.click({ button: 'right' });
    const item = this.workbench.page.locator('.monaco-menu .action-item').filter({ hasText: entry }).first();
    // A menu takes no click in its first moments.
    await until(async () => {
      await item.click({ timeout: 1000 });
      await item.waitFor({ state: 'hidden', timeout: 1000 });
    });
  }

  /** Puts the caret behind some words of a line. */
  async caretOn(file: string, line: number, words: string): Promise<void> {
    const { page } = this.workbench;
    await page.locator(`.tab[data-resource-name="${file}"]`).click();
    await page.keyboard.press('Control+g');
    const text = await readFile(join(this.workbench.folder, file), 'utf8');
    const column = (text.split('\n')[line - 1] ?? '').indexOf(words) + words.length + 1;
    await page.locator('.quick-input-widget input[type="text"]').fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await page
      .locator('.statusbar-item')
      .filter({ hasText: `Ln ${line}, Col ${column}` })
      .waitFor();
  }

  /** Closes every inspector, and leaves the code. */
  async closeInspectors(): Promise<void> {
    const tabs = this.workbench.page.locator('.tab:has(.codicon-graph)');
    while ((await tabs.count()) > 0) {
      // A hover of what the mouse was left on may lie over the tab.
      await this.workbench.page.mouse.move(700, 900);
      await tabs.first().click();
      await this.workbench.command('View: Close Editor');
    }
    await this.workbench.page.locator('iframe.webview.ready').waitFor({ state: 'detached' });
  }

  /** The inspector that is open beside the code. */
  inspector(): InspectorPage {
    return new InspectorPage(this.workbench.page);
  }

  async stop(): Promise<void> {
    await this.workbench.page.keyboard.press('Shift+F5');
    await this.workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  }
}
