import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';

/**
 * Runs the Mocha suite of this folder in a VS Code's extension host: in the packaged one by our launcher, or with
 * `--desktop` in the desktop VS Code that `@vscode/test-electron` downloads.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const desktop = process.argv.includes('--desktop');

process.exitCode = await runTests({
  ...(!desktop && { vscodeExecutablePath: `${root}tools/vscode/launcher.mjs` }),
  extensionDevelopmentPath: root.slice(0, -1),
  extensionTestsPath: `${root}out/test/vscode/host/index.js`,
  launchArgs: [`${root}media/samples`],
  extensionTestsEnv: Object.fromEntries(
    ['TEST_REPORT', 'TEST_SUITE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
