#!/usr/bin/env node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDebuggers } from './debuggers.mjs';
import { npmRunScript } from './npm.mjs';
import { readOptions } from './options.mjs';
import { prepare, requireNode } from './prepare.mjs';
import { atProcessEnd, endWithNpm } from './processEnd.mjs';
import { root } from './root.mjs';
import { ensureChromium } from './vscode/chromium.mjs';
import { ensureVSCode } from './vscode/install.mjs';

const help = `npm test: runs the tests and ends with the line "N passed, N failed".

It installs and builds what is missing: packages, and for all but the unit tests debuggers, a VS Code and Chromium.

  npm test -- --unit      run only the tests in plain Node
  npm test -- --languages run only the tests that run what was written in other languages
  npm test -- --adapters  run only the tests that stop real programs with real debuggers
  npm test -- --host      run only the tests in VS Code's extension host
  npm test -- --browser   run only the tests that click in VS Code
  npm test -- --help      say this`;

/** In the order in which they run: the quickest first. Each is the name of a flag and of a script `test:NAME`. */
const suites = /** @type {const} */ (['unit', 'languages', 'adapters', 'host', 'browser']);
const log = (/** @type {string} */ line) => console.log(line);

/**
 * @typedef {(typeof suites)[number]} Suite
 *
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 */

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main() {
  requireNode();
  endWithNpm();
  const options = readOptions(
    {
      unit: { type: 'boolean' },
      languages: { type: 'boolean' },
      adapters: { type: 'boolean' },
      host: { type: 'boolean' },
      browser: { type: 'boolean' },
    },
    help,
  );
  const chosen = suites.filter((suite) => options[suite]);
  const running = chosen.length > 0 ? chosen : suites;
  await prepare({ log });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'reports-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  const totals = [];
  for (const suite of running) totals.push(await runSuite(suite, path.join(folder, suite)));
  const passed = sum(totals.map((total) => total.passed));
  const failed = sum(totals.map((total) => total.failed));
  log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/**
 * Runs one suite and counts its tests. A suite that itself went wrong counts as one failure more than its tests tell.
 *
 * @param {Suite} suite
 * @param {string} report
 * @returns {Promise<Totals>}
 */
async function runSuite(suite, report) {
  log(`\n── test:${suite}`);
  try {
    if (suite !== 'unit') await ensureDebuggers({ log });
    if (suite === 'host' || suite === 'browser') await provideVSCode();
    const code = await npmRunScript(`test:${suite}`, root, { TEST_REPORT: report, TEST_SUITE: suite });
    return judge(suite, code, readReport(report));
  } catch (error) {
    log(`test:${suite} could not run: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
}

/** Installs, in sight of the user, what the suites would otherwise install in silence. */
async function provideVSCode() {
  await ensureVSCode({ log });
  process.env['CHROMIUM_PATH'] = await ensureChromium({ log });
}

/**
 * @param {Suite} suite
 * @param {number} code
 * @param {Totals | undefined} totals
 * @returns {Totals}
 */
function judge(suite, code, totals) {
  const complaint = complain(code, totals);
  if (complaint === undefined) return totals ?? { passed: 0, failed: 1 };
  log(`test:${suite} failed: ${complaint}`);
  return { passed: totals?.passed ?? 0, failed: (totals?.failed ?? 0) + 1 };
}

/**
 * What is wrong with a suite beyond the tests that failed, if anything is.
 *
 * @param {number} code
 * @param {Totals | undefined} totals
 * @returns {string | undefined}
 */
function complain(code, totals) {
  if (totals === undefined) return `it ended with ${code} and left no report.`;
  if (totals.passed + totals.failed === 0) return 'it ran no test.';
  if (code !== 0 && totals.failed === 0) return `no test failed, but it ended with ${code}.`;
  return undefined;
}

/**
 * The totals of all runs of Mocha that reported to this file, or undefined if none did.
 *
 * @param {string} file
 * @returns {Totals | undefined}
 */
function readReport(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.trimEnd().split('\n');
  const runs = lines.map((line) => /** @type {Totals} */ (JSON.parse(line)));
  return { passed: sum(runs.map((run) => run.passed)), failed: sum(runs.map((run) => run.failed)) };
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
