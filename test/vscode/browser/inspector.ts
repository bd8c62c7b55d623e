import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What a person sees and does in an open inspector. Numbers are read with every digit, from where a hover or a copy has them. */
export class InspectorPage {
  constructor(
    readonly page: Page,
    readonly frame: FrameLocator = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
  ) {}

  part(testId: string): Locator {
    return this.frame.getByTestId(testId);
  }

  /** Waits until the inspector shows a row of this tensor. */
  async untilShown(name: string): Promise<void> {
    await this.part('header').filter({ hasText: name }).waitFor();
    await this.part('figures').waitFor();
  }

  /** One of the six figures, with every digit. */
  async figure(name: 'top' | 'entropy' | 'margin' | 'log-sum-exp' | 'loss' | 'perplexity'): Promise<number> {
    const title = (await this.part(`figure-${name}`).getAttribute('title')) ?? '';
    // Names of classes may hold numbers too: these two say whose figure it is.
    const places = { top: / p = ([^,]+)/, margin: /: logit margin ([^,]+)/ };
    const place = name === 'top' || name === 'margin' ? places[name].exec(title)?.[1] : title;
    return numberIn(place ?? '');
  }

  /** What the figure is said to be of: `loss for target ship`. */
  async caption(name: string): Promise<string> {
    return (await this.part(`figure-${name}`).locator('.figure-caption').innerText()).trim();
  }

  /** The lines of the distribution: names and values with every digit, in the order shown. */
  bars(): Promise<{ readonly label: string; readonly value: number }[]> {
    return this.barsOf('distribution-bars');
  }

  async barsOf(testId: string): Promise<{ readonly label: string; readonly value: number }[]> {
    const lines = await this.part(testId).locator('tbody tr').all();
    return Promise.all(
      lines.map(async (line) => ({
        label: ((await line.locator('th').innerText()).split('\n')[0] ?? '').replace('◂ target', '').trim(),
        value: numberIn((await line.locator('td.number').first().getAttribute('title')) ?? ''),
      })),
    );
  }

  /** The rows in view, top to bottom, by row number. */
  async rowNumbers(): Promise<number[]> {
    const lines = await this.part('row-line').all();
    const placed = await Promise.all(
      lines.map(async (line) => ({
        row: Number(await line.getAttribute('data-row')),
        y: (await line.boundingBox())?.y ?? 0,
      })),
    );
    return placed.toSorted((a, b) => a.y - b.y).map(({ row }) => row);
  }

  /** Shows a row by its slice expression. */
  async goTo(expression: string): Promise<void> {
    const box = this.part('slice-box');
    await box.fill(expression);
    await box.press('Enter');
  }

  async setTemperature(value: number): Promise<void> {
    const box = this.part('temperature-box');
    await box.fill(String(value));
    await box.press('Enter');
  }

  /** Chooses a class by its name in the target box. */
  async setTarget(name: string): Promise<void> {
    const box = this.part('target-box');
    await box.click();
    await box.fill(name);
    await this.frame.getByRole('option').filter({ hasText: name }).first().waitFor();
    await box.press('Enter');
  }
}

/** The first number in a text as the page writes it with every digit: `0.25`, `-1e-7`, `inf`, `nan`. */
export function numberIn(text: string): number {
  const found = /-?inf|nan|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/.exec(text.replaceAll('−', '-'))?.[0] ?? 'nan';
  return Number(found.replace('inf', 'Infinity').replace('nan', 'NaN'));
}
