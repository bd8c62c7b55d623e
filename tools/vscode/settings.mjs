import { readFile, writeFile } from 'node:fs/promises';

/** A quiet VS Code: nothing but the window, the same on every run. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Writes a user's settings.json: those of a quiet VS Code, and `settings` over them.
 *
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} [settings]
 */
export async function writeSettings(file, settings = {}) {
  await write(file, { ...quietSettings, ...settings });
}

/**
 * Changes some of the settings in a file that {@link writeSettings} wrote.
 *
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function changeSettings(file, settings) {
  await write(file, { ...JSON.parse(await readFile(file, 'utf8')), ...settings });
}

/**
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} settings
 */
async function write(file, settings) {
  await writeFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}
