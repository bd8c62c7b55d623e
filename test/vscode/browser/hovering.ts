import type { Locator } from 'playwright-core';
import { until } from './until.js';
import type { Workbench } from './workbench.js';

/** Hovering as a person does it: the mouse rests on some words of the editor, or of a panel. */
export class Hovering {
  constructor(
    readonly workbench: Workbench,
    /** What the words are looked for in. */
    readonly within = '.editor-instance',
  ) {}

  /** The hover that is shown with the figures of an array. */
  get card(): Locator {
    return this.workbench.page
      .locator('.monaco-hover:not(.hidden) .hover-row')
      .filter({ hasText: 'Open in inspector' });
  }

  /** Rests the mouse on the words until the card is there. */
  async over(words: string): Promise<Locator> {
    await until(async () => {
      await this.rest(words);
      await this.card.waitFor({ timeout: 2000 });
    });
    await this.untilStill();
    return this.card;
  }

  /** Waits until the card has faded in. */
  async untilStill(): Promise<void> {
    await this.card.evaluate(async () => {
      // One that is cancelled is over too.
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    });
  }

  /** Moves the mouse to the middle of the words. */
  async rest(words: string): Promise<void> {
    const { mouse } = this.workbench.page;
    // A hover may lie over the words: it goes when the mouse has left the editor.
    await mouse.move(700, 990, { steps: 4 });
    await this.card.waitFor({ state: 'detached', timeout: 5000 });
    const { x, y } = await this.middleOf(words);
    await mouse.move(x + 60, y + 200);
    await mouse.move(x, y, { steps: 4 });
  }

  /** Where the words are on the screen; VS Code draws a line as spans, with spaces that do not break. */
  private async middleOf(words: string): Promise<{ readonly x: number; readonly y: number }> {
    const line = this.workbench.page
      .locator(`${this.within} .view-line`)
      .filter({ hasText: new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')) })
      .first();
    return line.evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const places: { node: Node; offset: number }[] = [];
      let text = '';
      while (walker.nextNode()) {
        const { currentNode: node } = walker;
        const content = node.textContent ?? '';
        for (let offset = 0; offset < content.length; offset++) places.push({ node, offset });
        text += content.replaceAll('\u00a0', ' ');
      }
      const at = places[text.indexOf(wanted) + Math.floor(wanted.length / 2)];
      if (at === undefined) throw new Error(`The line has no “${wanted}”.`);
      const range = document.createRange();
      range.setStart(at.node, at.offset);
      range.setEnd(at.node, at.offset + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, words);
  }
}
