import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { changeSettings, ensureChromium, ensureVSCode, openWorkbench, startServer } from './tools.js';

/** The four themes that everything must be readable in. */
export const themes = [
  { id: 'light', name: 'Default Light Modern' },
  { id: 'dark', name: 'Default Dark Modern' },
  { id: 'high-contrast', name: 'Default High Contrast' },
  { id: 'high-contrast-light', name: 'Default High Contrast Light' },
] as const;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const shots = join(root, 'test-results', 'screenshots');

/** A VS Code with the extension on a copy of the samples, and a page that looks at it. */
export class Workbench {
  private constructor(
    readonly page: Page,
    /** The folder that is open, to be changed at will. */
    readonly folder: string,
    private readonly settingsFile: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts everything; `end` it. Takes some ten seconds. */
  static async start(viewport = { width: 1600, height: 1000 }): Promise<Workbench> {
    const log = (line: string): void => console.error(line);
    const [vscode, chromium] = [await ensureVSCode({ log }), await ensureChromium({ log })];
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'logits ')));
    await cp(join(root, 'media', 'samples'), folder, { recursive: true, filter: (path) => !path.endsWith('/make') });
    const server = await startServer({ vscode, workspace: folder, auth: { kind: 'none' } });
    const workbench = await openWorkbench({ server, chromium, extensions: [root.slice(0, -1)], viewport });
    const started = new Workbench(workbench.page, folder, server.settingsFile, async () => {
      await workbench.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });
    await started.untilContributed();
    return started;
  }

  /** VS Code reads what extensions contribute after its window is there; a file clicked before opens as binary. */
  private async untilContributed(): Promise<void> {
    const command = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Open in Logits Inspector' });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    for (let attempt = 0; attempt < 60; attempt++) {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input[type="text"]').fill('>Open in Logits Inspector');
      const there = await command.first().waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
      await this.page.keyboard.press('Escape');
      if (there) return;
    }
    throw new Error('The extension did not come up in VS Code within a minute.');
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Clicks a file in the explorer and waits until its inspector has answered. */
  async open(name: string): Promise<Inspector> {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) });
    await row.click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    return this.inspector();
  }

  /** The inspector in the active editor. */
  inspector(): Inspector {
    return new Inspector(this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'), this.page);
  }

  /** Runs a command by its title, as from the keyboard. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  async theme(name: string): Promise<void> {
    await changeSettings(this.settingsFile, { 'workbench.colorTheme': name });
  }

  /** Puts a picture of the window into the git-ignored folder of screenshots. */
  async screenshot(name: string): Promise<void> {
    await mkdir(shots, { recursive: true });
    await this.page.screenshot({ path: join(shots, `${name}.png`) });
  }
}

/** What a person sees of the inspector, found by roles and names as a screen reader finds it. */
export class Inspector {
  constructor(
    readonly frame: FrameLocator,
    readonly page: Page,
  ) {}

  region(name: string): Locator {
    return this.frame.getByRole('region', { name });
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
