import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expected } from '../../expected/samples.js';
import { until } from './until.js';
import { TextEditing } from './textEditing.js';
import { Workbench } from './workbench.js';

/** A literal in a language: its line is `before`, the literal with `#` for each number, and `after`. */
interface Literal {
  readonly file: string;
  readonly before: string;
  readonly style: string;
  readonly after: string;
}

const literals: readonly Literal[] = [
  { file: 'a.py', before: 'logits = ', style: '[#, #,   #]', after: '  # a list' },
  { file: 'b.py', before: 'x = ', style: 'np.array([#, #, #], dtype=np.float64)', after: '' },
  { file: 'c.py', before: 'x = f(', style: 'torch.tensor([#, #, #], dtype=torch.float64)', after: ', 1)' },
  { file: 'd.js', before: 'const logits = ', style: '[#, #, #]', after: ';' },
  { file: 'e.ts', before: 'const logits = ', style: 'new Float64Array([#, #, #])', after: ';' },
  { file: 'f.jsonc', before: '{"logits": ', style: '[#,#,#]', after: '}' },
  { file: 'g.cpp', before: 'std::vector<double> logits = ', style: '{#, #, #}', after: ';' },
  { file: 'h.rs', before: 'let logits = ', style: 'vec![#, #, #,]', after: ';' },
  { file: 'i.go', before: 'logits := ', style: '[]float64{#, #, #}', after: '' },
  { file: 'j.java', before: 'double[] logits = ', style: '{#, #, #}', after: ';' },
  { file: 'k.jl', before: 'logits = ', style: '[#, #, #]', after: '' },
  { file: 'l.r', before: 'logits <- ', style: 'c(#, #, #)', after: '' },
  { file: 'm.cs', before: 'double[] logits = ', style: '{ #, #, # }', after: ';' },
  { file: 'n.swift', before: 'let logits = ', style: '[#, #, #]', after: '' },
];

const logits = ['2.0', '1.0', '0.5'];
/** softmax([2, 1, 1/2]) by Python's decimal with 60 digits, rounded to float64. */
const probabilities = [0.6285317192117624, 0.23122389762214907, 0.14024438316608848];

function lineOf({ before, style, after }: Literal, numbers: readonly string[]): string {
  let next = 0;
  return before + style.replaceAll('#', () => numbers[next++] ?? '') + after;
}

describe('a conversion', () => {
  let workbench: Workbench;
  let editing: TextEditing;
  before(async () => {
    const files = literals.map((literal) => [literal.file, `${lineOf(literal, logits)}\n`] as const);
    workbench = await Workbench.start(Object.fromEntries(files));
    editing = new TextEditing(workbench);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.title}`);
  });
  after(() => workbench.close());

  for (const literal of literals) {
    it(`replaces a literal of ${literal.file} in its own style, and one undo brings it back`, async () => {
      await editing.caretAt(literal.file, 1, literal.before.length + literal.style.indexOf('#') + 1);
      await workbench.command('Logits Inspector: Convert Values…');
      await editing.choose('Probabilities (softmax)');
      await editing.answer('Temperature T of z / T');
      await editing.choose('Replace in Place');
      await untilText(literal.file, (text) => {
        const numbers = numbersIn(text.slice(literal.before.length));
        assert.equal(text, `${lineOf(literal, numbers)}\n`);
        numbers.forEach((number, at) => near(Number(number), probabilities[at] ?? NaN));
        assert.equal(numbers.length, 3);
      });
      await workbench.page.keyboard.press('Control+z');
      await untilText(literal.file, (text) => assert.equal(text, `${lineOf(literal, logits)}\n`));
    });
  }

  it('of the row shown in an inspector goes to the clipboard as NumPy, in the type of its file', async () => {
    const inspector = await workbench.open('digits.npy');
    await inspector.goTo('[34, :]');
    await inspector.part('figures').filter({ hasText: 'Row 34' }).waitFor();
    await workbench.command('Logits Inspector: Convert Values…');
    await workbench.page.locator('.quick-input-list').filter({ hasText: 'of logits' }).waitFor();
    await workbench.screenshot('conversion-list');
    await editing.choose('Log-probabilities (log-softmax)');
    await editing.answer('Temperature T of z / T', '2');
    await editing.choose('2');
    await editing.choose('Copy to Clipboard');
    await editing.choose('NumPy array');
    const row = expected['digits.npy']?.rows.find(({ row }) => row === 34)?.['T=2'];
    await until(async () => {
      const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, /^np\.array\(\[[^]*\], dtype=np\.float32\)$/);
      const numbers = numbersIn(text.replaceAll('-', ' -'));
      assert.equal(numbers.length, 10);
      // The likeliest class is the one whose bits are the fewest: −log2 p.
      const most = Math.min(...numbers.map(Number));
      assert.ok(Math.abs(2 ** -most - (row?.top5Probabilities[0] ?? NaN)) < 1e-6);
    });
  });

  it('is chosen from a list that says what the numbers seem to be', async () => {
    await workbench.theme('Light Modern');
    await editing.caretAt('b.py', 1, 16);
    await workbench.command('Logits Inspector: Convert Values…');
    const list = workbench.page.locator('.quick-input-list');
    await list.filter({ hasText: 'of logits (what these seem to be)' }).waitFor();
    await list.evaluate(async () => {
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    });
    await workbench.screenshot('picture-conversion', { x: 352, y: 0, width: 800, height: 410 });
    await workbench.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });

  it('may be a table, in a new document', async () => {
    await editing.caretAt('a.py', 1, 12);
    await workbench.command('Logits Inspector: Convert Values…');
    await editing.choose('Table of the largest logits');
    await editing.answer('How many classes of 3', '2');
    await editing.answer('Temperature T of z / T');
    await editing.choose('Open as New Document');
    await editing.choose('Markdown table');
    const lines = workbench.page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: /rank.*class.*logit.*probability/ }).waitFor();
    await lines.filter({ hasText: '0.6285317192117624' }).waitFor();
    await workbench.screenshot('conversion-table');
    await workbench.command('View: Revert and Close Editor');
  });

  it('writes a literal as another language does, indented as its line is', async () => {
    await editing.select('m.cs', 1, '{ 2.0, 1.0, 0.5 }');
    await workbench.command('Logits Inspector: Write as Another Form…');
    await editing.choose('JavaScript typed array');
    await editing.choose('Replace in Place');
    await untilText('m.cs', (text) => assert.equal(text, 'double[] logits = new Float64Array([2, 1, 0.5]);\n'));
    await workbench.page.keyboard.press('Control+z');
    await untilText('m.cs', (text) => assert.match(text, /\{ 2\.0, 1\.0, 0\.5 \}/));
  });

  it('may be a program, which computes the same', async () => {
    await editing.caretAt('a.py', 1, 12);
    await workbench.command('Logits Inspector: Write Code That Computes This…');
    await workbench.screenshot('conversion-programs');
    await editing.choose('Log-sum-exp in NumPy');
    await editing.answer('Temperature T of z / T', '2');
    await editing.choose('Copy to Clipboard');
    await until(async () => {
      const program = await workbench.page.evaluate(() => navigator.clipboard.readText());
      assert.match(program, /^import numpy as np\n[^]*\[2\.0, 1\.0, 0\.5\][^]*print\(log_sum_exp\)$/);
    });
  });

  it('makes a file of another, which holds the very same numbers, and asks before it takes the place of one', async () => {
    const { page } = workbench;
    const name = (path: string) => page.locator('.quick-input-widget input[type="text"]').fill(path);
    const convert = async (target: string): Promise<void> => {
      await workbench.fromMenu('digits.npy', 'Convert to File…');
      await editing.choose('JSON');
      // The dialog is ready when it lists its folder; until then it overwrites what is typed.
      await page
        .locator('.quick-input-list .label-name')
        .filter({ hasText: /^digits\.json$/ })
        .waitFor();
      await name(join(workbench.folder, target));
      await page.keyboard.press('Enter');
    };
    await convert('digits as json.json');
    await page.locator('.notification-toast').filter({ hasText: 'digits as json.json was written' }).waitFor();
    const written = JSON.parse(await readFile(join(workbench.folder, 'digits as json.json'), 'utf8')) as Written;
    const bytes = await readFile(join(workbench.folder, 'digits.npy'));
    const header = 10 + bytes.readUInt16LE(8);
    assert.deepEqual([written.dtype, written.shape], ['float32', [1497, 10]]);
    written.logits.flat().forEach((value, at) => assert.equal(value, bytes.readFloatLE(header + 4 * at)));
    const before = await readFile(join(workbench.folder, 'digits.json'));
    await convert('digits.json');
    await page.locator('.quick-input-title').filter({ hasText: 'already exists' }).waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await readFile(join(workbench.folder, 'digits.json')), before);
  });

  it('that makes no sense is refused in a sentence, and the text is as it was', async () => {
    await editing.caretAt('a.py', 1, 12);
    await workbench.command('Logits Inspector: Convert Values…');
    await editing.choose('Logits of probabilities, ln p');
    await editing.told('sum');
    await untilText('a.py', (text) => assert.match(text, /\[2\.0, 1\.0, {3}0\.5\]/));
  });

  async function untilText(file: string, holds: (text: string) => void): Promise<void> {
    await until(async () => {
      await workbench.page.keyboard.press('Control+s');
      holds(await readFile(join(workbench.folder, file), 'utf8'));
    });
  }
});

/** What a JSON file of ours holds. */
interface Written {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly logits: readonly (readonly number[])[];
}

/** Numbers of a literal, without those that belong to a name such as `float64` or a count. */
function numbersIn(text: string): string[] {
  return text.match(/(?<![\w.])\d+\.\d+(?:e-?\d+)?/g) ?? [];
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 2 ** -52 * expected, `${actual} is not ${expected}`);
}
