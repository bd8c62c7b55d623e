import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Debugging } from './debugging.js';
import type { InspectorPage } from './inspector.js';
import { debuggersExtension, launchConfigurations, programText } from './programs.js';
import { TextEditing } from './textEditing.js';
import { until } from './until.js';
import { Workbench } from './workbench.js';

describe('programs at breakpoints of other debuggers', () => {
  const script = programText('logits.mjs');
  const native = programText('logits.cpp');
  let workbench: Workbench;
  let debugging: Debugging;

  before(async () => {
    const files = { 'logits.mjs': script.text, 'logits.cpp': native.text, '.vscode/launch.json': launchConfigurations };
    workbench = await Workbench.start(files, { extensions: [debuggersExtension] });
    debugging = new Debugging(workbench);
    const [source, program] = [join(workbench.folder, 'logits.cpp'), join(workbench.folder, 'logits.out')];
    await promisify(execFile)('/usr/bin/g++', ['-g', '-O0', '-o', program, source]);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  it('Node: a typed array is shown and followed from stop to stop', async () => {
    const line = script.lineOf('return sum');
    await debugging.breakAt('logits.mjs', line);
    await debugging.start('Script');
    const inspector = await debugging.inspect('logits');
    await untilShows(inspector, [2, 2, 0.5]);
    await workbench.page.keyboard.press('F5');
    await untilShows(inspector, [2, 3, 0.5]);
    assert.equal(await inspector.part('stop-bar').count(), 2);
    await workbench.screenshot('breakpoint-node');
  });

  it('C++, while Node stays paused: a vector is shown, and each session has its own', async () => {
    await debugging.closeInspectors();
    await debugging.breakAt('logits.cpp', native.lineOf('std::printf'));
    await debugging.start('Native');
    await debugging.lookAt('Native', 'main');
    const inspector = await debugging.inspect('logits');
    await untilShows(inspector, [2, 2, 0.5, -1.5]);
    await workbench.screenshot('breakpoint-native');
    await workbench.page.keyboard.press('F5');
    await untilShows(inspector, [2, 3, 0.5, -1.5]);
    await debugging.closeInspectors();
    const rows = await debugging.inspect('rows');
    await untilShows(rows, [0.5, -0.25, 4]);
    assert.match(await rows.part('shape').innerText(), /float32 · 2 × 3/);
  });

  it('C++: what a pointer points at is asked once, and can be corrected where it stands', async () => {
    await debugging.closeInspectors();
    const answers = new TextEditing(workbench);
    await debugging.menu(await debugging.variable('pointer'), 'Inspect Logits');
    await answers.choose('float64');
    await answers.answer('A pointer does not say', '1');
    const inspector = debugging.inspector();
    await inspector.untilShown('pointer');
    await workbench.command('Logits Inspector: Change What a Pointer Points At…');
    await answers.choose('pointer');
    await answers.choose('float32');
    await answers.answer('A pointer does not say', '4');
    await untilShows(inspector, [2, 3, 0.5, -1.5]);
    await workbench.page.keyboard.press('Shift+F5');
    await inspector.part('outdated').filter({ hasText: 'ended' }).waitFor();
  });

  it('Node, which was paused all the while, is still there, and says when its session ends', async () => {
    await debugging.closeInspectors();
    const inspector = await debugging.inspect('logits');
    await untilShows(inspector, [2, 3, 0.5]);
    await debugging.stop();
    await inspector.part('outdated').filter({ hasText: 'ended' }).waitFor();
  });
});

/** Waits until the page shows the figures of softmax by its definition. */
async function untilShows(inspector: InspectorPage, logits: readonly number[]): Promise<void> {
  const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
  const probabilities = logits.map((logit) => Math.exp(logit) / sum);
  const entropy = -probabilities.reduce((total, p) => total + p * Math.log(p), 0);
  await until(async () => {
    assert.ok(Math.abs((await inspector.figure('log-sum-exp')) - Math.log(sum)) < 1e-12);
    assert.ok(Math.abs((await inspector.figure('entropy')) - entropy) < 1e-12);
    assert.ok(Math.abs((await inspector.figure('top')) - Math.max(...probabilities)) < 1e-12);
  });
}
