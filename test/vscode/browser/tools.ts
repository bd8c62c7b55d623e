/**
 * The tools that start a VS Code and a browser. They are plain modules outside the compiled tree, because `npm start` needs
 * them before anything is built: hence imported by their place at run time, with their types.
 */
const folder = new URL('../../../../tools/vscode/', import.meta.url);

export const { ensureVSCode } = (await load('install.mjs')) as typeof import('../../../tools/vscode/install.mjs');
export const { ensureChromium } = (await load('chromium.mjs')) as typeof import('../../../tools/vscode/chromium.mjs');
export const { startServer } = (await load('server.mjs')) as typeof import('../../../tools/vscode/server.mjs');
export const { openWorkbench } = (await load('browser.mjs')) as typeof import('../../../tools/vscode/browser.mjs');

function load(name: string): Promise<unknown> {
  return import(new URL(name, folder).href) as Promise<unknown>;
}
