import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Debugging } from './debugging.js';
import type { InspectorPage } from './inspector.js';
import { until } from './until.js';
import type { Workbench } from './workbench.js';

/** Working on text as a person does it: caret and selection by the keyboard. */
export class TextEditing {
  constructor(readonly workbench: Workbench) {}

  /** Opens a file of the open folder and puts the caret to a line and column, both from 1. */
  async caretAt(file: string, line: number, column: number): Promise<void> {
    const { page } = this.workbench;
    await this.workbench.click(file);
    await page.locator('.editor-instance .view-line').first().waitFor();
    // Until the editor has its content, it cannot be told to go anywhere.
    await until(async () => {
      await page.keyboard.press('Control+g');
      await page.locator('.quick-input-widget input[type="text"]').fill(`:${line}:${column}`, { timeout: 2000 });
      await page.keyboard.press('Enter');
      await this.status(`Ln ${line}, Col ${column}`);
    });
  }

  /** Selects words within a line of a file of the open folder. */
  async select(file: string, line: number, words: string): Promise<void> {
    const text = await readFile(join(this.workbench.folder, file), 'utf8');
    const start = (text.split('\n')[line - 1] ?? '').indexOf(words);
    if (start < 0) throw new Error(`“${words}” is not in line ${line} of ${file}.`);
    await this.caretAt(file, line, start + 1);
    for (let length = 0; length < words.length; length++) await this.workbench.page.keyboard.press('Shift+ArrowRight');
    await this.status(`${words.length} selected`);
  }

  /** Chooses an entry of the list that is open, by its words. */
  async choose(entry: string): Promise<void> {
    const { page } = this.workbench;
    await page.locator('.quick-input-list .label-name').filter({ hasText: entry }).first().waitFor();
    // By the keyboard: a list that is still coming up moves under the mouse.
    await page.locator('.quick-input-widget input[type="text"]').fill(entry);
    const first = page.locator('.quick-input-list .monaco-list-row.focused .label-name').filter({ hasText: entry });
    await first.waitFor();
    await page.keyboard.press('Enter');
    await first.waitFor({ state: 'hidden' });
  }

  /** Answers a question as it is suggested, or with other words. */
  async answer(question: string, words?: string): Promise<void> {
    const { page } = this.workbench;
    await page.locator('.quick-input-message').filter({ hasText: question }).waitFor();
    if (words !== undefined) await page.locator('.quick-input-widget input[type="text"]').fill(words);
    await page.keyboard.press('Enter');
  }

  /** Waits for a notification that says this, and puts it away. */
  async told(words: string): Promise<void> {
    const toast = this.workbench.page.locator('.notification-toast').filter({ hasText: words });
    await toast.waitFor();
    await toast.hover();
    await toast.locator('.codicon-notifications-clear').click();
    await toast.waitFor({ state: 'detached' });
  }

  inspector(): InspectorPage {
    return new Debugging(this.workbench).inspector();
  }

  closeInspectors(): Promise<void> {
    return new Debugging(this.workbench).closeInspectors();
  }

  private status(text: string): Promise<void> {
    return this.workbench.page.locator('.statusbar-item').filter({ hasText: text }).first().waitFor({ timeout: 2000 });
  }
}
