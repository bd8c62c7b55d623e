import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { InspectorPage } from './inspector.js';
import { until } from './until.js';
import { ensureChromium, ensureVSCode, openWorkbench, startServer } from './tools.js';

/** The four themes that everything must be readable in. */
export const themes = [
  { id: 'light', name: 'Light Modern' },
  { id: 'dark', name: 'Dark Modern' },
  { id: 'high-contrast', name: 'Dark High Contrast' },
  { id: 'high-contrast-light', name: 'Light High Contrast' },
] as const;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const shots = join(root, 'test-results', 'screenshots');

/** A part of the window, in pixels. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a workbench may have besides ours. */
interface WorkbenchAdditions {
  /** Folders of extensions. */
  readonly extensions?: readonly string[];
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A VS Code with the extension on a copy of the samples, and a page that looks at it. */
export class Workbench {
  private constructor(
    readonly page: Page,
    /** The folder that is open, to be changed at will. */
    readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts everything on the samples and `more` files; close it. Takes some ten seconds. */
  static async start(
    more: Readonly<Record<string, string | Uint8Array>> = {},
    { extensions = [], settings = {} }: WorkbenchAdditions = {},
  ): Promise<Workbench> {
    const log = (line: string): void => console.error(line);
    const [vscode, chromium] = [await ensureVSCode({ log }), await ensureChromium({ log })];
    const place = await realpath(await mkdtemp(join(tmpdir(), 'logits ')));
    const folder = join(place, 'samples');
    await cp(join(root, 'media', 'samples'), folder, { recursive: true, filter: (path) => !path.endsWith('/make') });
    for (const [name, content] of Object.entries(more)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const viewport = { width: 1600, height: 1000 };
    const server = await startServer({ vscode, workspace: folder, auth: { kind: 'none' }, settings });
    const workbench = await openWorkbench({
      server,
      chromium,
      extensions: [root.slice(0, -1), ...extensions],
      viewport,
    });
    workbench.context.setDefaultTimeout(30_000);
    const started = new Workbench(workbench.page, folder, async () => {
      await workbench.close();
      await server.close();
      await rm(place, { recursive: true, force: true });
    });
    await started.untilContributed();
    return started;
  }

  /**
   * VS Code learns what extensions contribute some time after its window is there; a file opened before stays in the
   * binary editor. So a sample is opened until the inspector has it.
   */
  private async untilContributed(): Promise<void> {
    const binary = this.page.locator('.monaco-editor-pane-placeholder');
    const webview = this.page.locator('iframe.webview.ready');
    for (let attempt = 0; attempt < 30; attempt++) {
      await this.click('nan-row.npy');
      await binary.or(webview).first().waitFor();
      if ((await webview.count()) > 0) break;
      await this.command('View: Close All Editors');
      await binary.waitFor({ state: 'detached' });
    }
    await new InspectorPage(this.page).untilShown('nan-row.npy');
    await this.command('View: Close All Editors');
    await webview.waitFor({ state: 'detached' });
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Clicks a file in the explorer and waits until its inspector shows a row. */
  async open(name: string): Promise<InspectorPage> {
    await this.click(name);
    const inspector = new InspectorPage(this.page);
    await inspector.untilShown(name);
    return inspector;
  }

  /** Clicks a file in the explorer and waits until its tab is in front. */
  async click(name: string): Promise<InspectorPage> {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) });
    // The list is drawn anew when files come and go, and a click on what it was is lost.
    await until(async () => {
      await row.click({ timeout: 5000 });
      await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: 5000 });
    });
    return new InspectorPage(this.page);
  }

  /** Right-clicks a file in the explorer and takes an entry of its menu. */
  async fromMenu(file: string, entry: string): Promise<void> {
    await this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ hasText: exactly(file) })
      .click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: entry }).first();
    // A menu takes no click in its first moments.
    await until(async () => {
      await item.click({ timeout: 1000 });
      await item.waitFor({ state: 'hidden', timeout: 1000 });
    });
  }

  /** Runs a command by its category and title, from the palette. */
  async command(title: string): Promise<void> {
    // A webview that comes up takes the focus, and the palette is gone before it is typed to.
    await until(async () => {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`, { timeout: 2000 });
    });
    await this.page
      .locator('.quick-input-list .label-name')
      .filter({ hasText: exactly(title) })
      .click();
  }

  /** Chooses a colour theme by its name, from the list that VS Code offers. */
  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    const names = this.page.locator('.quick-input-list .label-name');
    await names.filter({ hasText: 'Solarized' }).first().waitFor();
    await this.page.locator('.quick-input-widget input[type="text"]').fill(name);
    await names.filter({ hasText: exactly(name) }).click();
    await names.first().waitFor({ state: 'hidden' });
  }

  /** Opens a .json file, as its text, and from there with the button in the editor's title in the inspector. */
  async openJson(name: string): Promise<InspectorPage> {
    await this.click(name);
    await this.page.locator('.editor-actions .action-label[aria-label^="Open in Logits Inspector"]').click();
    return new InspectorPage(this.page);
  }

  /** Puts a picture of the window, or of a part of it, into the git-ignored folder of screenshots. */
  async screenshot(name: string, clip?: Clip): Promise<void> {
    await mkdir(shots, { recursive: true });
    const path = join(shots, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
    await this.page.screenshot({ path, ...(clip && { clip }) });
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
