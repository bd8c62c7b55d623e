import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugValue } from '../../src/host/debugger/adapter.js';
import { templateFamily } from '../../src/host/debugger/template.js';
import { Debuggee } from './debuggee.js';
import { refused } from './refused.js';
import { python } from './tools.js';

const { signal } = new AbortController();

/** With NumPy the program knows its bytes by itself. */
const source = `
import array, base64
import numpy
rows = numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 4
numbers = [0.5, -1.0, float("nan")]
grid = [[1, 2], [3, 4]]
ragged = [[1, 2], [3]]
long = list(range(1000))
print(rows)
`;

describe('any adapter, by a template in the settings', () => {
  let debuggee: Debuggee;
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'template '));
    const file = join(folder, 'program.py');
    await writeFile(file, source);
    debuggee = await Debuggee.start({
      debugType: 'unknown',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { program: file, python: [python], console: 'internalConsole', cwd: folder },
      breakpoints: { file, lines: [9] },
    });
  });
  after(async () => {
    await debuggee.end();
    await rm(folder, { recursive: true, force: true });
  });

  async function inspect(template: unknown, expression: string): Promise<DebugValue> {
    const family = templateFamily({ unknown: template });
    return family.describe(await debuggee.frame(), { name: expression, expression }, { signal });
  }

  async function numbers({ opened: { tensor } }: DebugValue): Promise<number[]> {
    return Array.from(
      await tensor.read(
        0,
        tensor.shape.reduce((product, length) => product * length, 1),
      ),
    );
  }

  const json = { expression: '__import__("json").dumps({expression})', context: 'watch', result: 'json' };
  const base64 = {
    expression: '__import__("base64").b64encode(({expression}).tobytes()).decode()',
    result: 'base64',
    dtype: 'float32',
    shape: [-1, 3],
  };

  it('handles the debug types that have one, and no other', () => {
    const family = templateFamily({ unknown: json });
    assert.deepEqual(
      ['unknown', 'python', 'toString'].map((type) => family.handles(type)),
      [true, false, false],
    );
    assert.equal(templateFamily(undefined).handles('unknown'), false);
  });

  it('reads JSON', async () => {
    assert.deepEqual(await numbers(await inspect(json, 'numbers')), [0.5, -1, NaN]);
    const grid = await inspect(json, 'grid');
    assert.deepEqual(
      [grid.opened.tensor.shape, await numbers(grid)],
      [
        [2, 2],
        [1, 2, 3, 4],
      ],
    );
  });

  it('reads base64', async () => {
    const rows = await inspect(base64, 'rows');
    assert.deepEqual([rows.opened.tensor.dtype, rows.opened.tensor.shape], ['float32', [2, 3]]);
    assert.deepEqual(await numbers(rows), [0, 0.25, 0.5, 0.75, 1, 1.25]);
    assert.deepEqual(await numbers(await inspect({ ...base64, shape: undefined }, 'rows[1]')), [0.75, 1, 1.25]);
    assert.deepEqual(await numbers(await inspect(base64, 'rows[:0]')), []);
  });

  it('refuses answers that are not what it says', async () => {
    await refused(inspect(json, 'ragged'), 'ragged');
    await refused(inspect(json, 'nowhere'), 'not-found', 'NameError', 'debugTemplates');
    await refused(inspect({ ...json, expression: '{expression}' }, '"[1, 2"'), 'truncated');
    await refused(inspect(base64, 'rows[:, :2]'), 'shape-mismatch', '16 bytes', '(-1, 3)');
    await refused(inspect({ ...base64, expression: 'str({expression})' }, 'rows'), 'unsupported-format', 'no base64');
    await refused(inspect({ ...base64, expression: '{expression}' }, '"QUFB" * 10 + "QU"'), 'elided', 'cut short');
  });

  it('refuses templates that are none, with what is wrong', async () => {
    await refused(inspect('x', 'rows'), 'bad-option', 'unknown', 'debugTemplates');
    await refused(inspect({ ...json, expression: 'dumps(x)' }, 'rows'), 'bad-option', '{expression}');
    await refused(inspect({ ...json, context: 'nonsense' }, 'rows'), 'bad-option', 'context');
    await refused(inspect({ ...base64, dtype: 'float33' }, 'rows'), 'bad-option', 'dtype');
    await refused(inspect({ ...base64, shape: [-1, -1] }, 'rows'), 'bad-option', 'shape');
    await refused(inspect({ ...json, extra: 1 }, 'rows'), 'bad-option', 'extra');
    const family = templateFamily({ unknown: json });
    const variable = { name: 'x', expression: undefined };
    await refused(family.describe(await debuggee.frame(), variable, { signal }), 'not-found', 'Watch');
  });

  it('puts the expression in as it is, dollar signs and all', async () => {
    assert.deepEqual(await numbers(await inspect(json, '[len("$&"), len("$1")]')), [2, 2]);
  });
});
