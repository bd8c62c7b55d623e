import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

/** Called by VS Code in its extension host; rejects when a test failed, so that VS Code exits with 1. */
export async function run(): Promise<void> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const reporter = createRequire(import.meta.url)(
    `${folder}../../../../tools/mocha/reporter.cjs`,
  ) as Mocha.ReporterConstructor;
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter, color: false });
  for (const file of await readdir(folder)) if (file.endsWith('.test.js')) mocha.addFile(folder + file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
