import { format } from 'node:util';
import { changeSettings } from './settings.mjs';

/**
 * Opens a workbench in Chromium, with extensions loaded from their folders as in VS Code's own development host, and
 * returns when its window is there (the extensions activate a little later).
 *
 * @param {WorkbenchOptions} options
 * @returns {Promise<Workbench>}
 *
 * @typedef {object} WorkbenchOptions
 * @property {Pick<import('./server.mjs').Server, 'url' | 'settingsFile' | 'temporaryDir'>} server
 * @property {string} chromium the path of the browser's program
 * @property {readonly string[]} [extensions] folders of extensions in development
 * @property {string} [extensionTestsPath] a module whose `run` is called in the extension host; the run ends with it
 * @property {string} [url] what to open instead of the server's `url`
 * @property {string} [theme] such as `Default High Contrast`
 * @property {{ width: number, height: number }} [viewport]
 * @property {(line: string, type: string) => void} [onLog] receives what the extension host's console gets
 * @property {(code: number) => void} [onExit] receives the exit code of the tests at `extensionTestsPath`
 *
 * @typedef {object} Workbench
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Browser} browser
 * @property {() => Promise<void>} close
 */
export async function openWorkbench(options) {
  const { server, theme } = options;
  if (theme !== undefined) await changeSettings(server.settingsFile, { 'workbench.colorTheme': theme });
  const browser = await launchChromium(options.chromium, server.temporaryDir);
  try {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await listenToAutomation(page, options);
    await page.addInitScript(addDevelopmentOptions, {
      extensions: options.extensions ?? [],
      tests: options.extensionTestsPath,
    });
    await page.goto(options.url ?? server.url);
    await page.locator('.monaco-workbench').waitFor();
    return { page, context, browser, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {string} executablePath
 * @param {string} temporaryDir
 */
async function launchChromium(executablePath, temporaryDir) {
  // Imported only now, because the tools run before anything is installed.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    // Chromium refuses its sandbox to root, and only to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: quietFlags,
    // Chromium leaves files there when it is ended.
    env: { ...process.env, TMPDIR: temporaryDir },
    // Who started us decides what a signal means; Chromium ends with this process in any case.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * VS Code looks for these two functions on its window: it gives one what the extension host's console gets, the other
 * the exit code of the extension tests.
 *
 * @param {import('playwright-core').Page} page
 * @param {WorkbenchOptions} options
 */
async function listenToAutomation(page, { onLog, onExit }) {
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) =>
    onLog?.(format(...args), type),
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => onExit?.(code));
}

/**
 * Runs in the page before its own scripts: adds to the configuration, which the workbench reads from an attribute, the
 * extensions in development. (Changing the page's HTML on its way would make Chromium refuse the WebSocket.)
 *
 * @param {{ extensions: readonly string[], tests: string | undefined }} development
 */
function addDevelopmentOptions({ extensions, tests }) {
  if (window !== window.top) return;
  const toUri = (/** @type {string} */ path) => ({ scheme: 'vscode-remote', authority: location.host, path });
  const getAttribute = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (/** @type {string} */ name) {
    const value = getAttribute.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings' || value === null) return value;
    const developmentOptions = {
      extensions: extensions.map(toUri),
      ...(tests !== undefined && { extensionTestsPath: toUri(tests) }),
    };
    return JSON.stringify({ ...JSON.parse(value), developmentOptions });
  };
}
