import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lanes } from '../../src/core/lanes.js';
import { elementCount } from '../../src/core/axes.js';
import { UserError } from '../../src/core/userError.js';
import type { DebugValue } from '../../src/host/debugger/adapter.js';
import { pythonFamily } from '../../src/host/debugger/python.js';
import { Debuggee } from './debuggee.js';
import { breakLine, program } from './programs.js';
import { python } from './tools.js';

const never = new AbortController().signal;
const launch = { python: [python], console: 'internalConsole', justMyCode: true };

describe('A value of a Python program, read through debugpy', () => {
  let folder: string;
  let debuggee: Debuggee;
  let expected: Readonly<Record<string, readonly [number[], string[]]>>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'values '));
    const file = program('values.py');
    const told = join(folder, 'expected.json');
    debuggee = await Debuggee.start({
      debugType: 'debugpy',
      adapter: [python, '-m', 'debugpy.adapter'],
      launch: { ...launch, program: file, args: [told] },
      breakpoints: { file, lines: [breakLine(file)] },
    });
    expected = JSON.parse(await readFile(told, 'utf8')) as typeof expected;
  });
  after(async () => {
    await debuggee.end();
    await rm(folder, { recursive: true, force: true });
  });

  async function described(expression: string): Promise<DebugValue> {
    return pythonFamily.describe(await debuggee.frame(), { name: expression, expression }, { signal: never });
  }

  async function refusalOf(expression: string): Promise<UserError> {
    const error: unknown = await described(expression).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof UserError, `${expression} was not refused: ${String(error)}`);
    return error;
  }

  const kinds: Readonly<Record<string, readonly [kind: string, dtype: string]>> = {
    float32: ['torch.Tensor', 'float32'],
    float64: ['torch.Tensor', 'float64'],
    half: ['torch.Tensor', 'float16'],
    brain: ['torch.Tensor', 'bfloat16'],
    transposed: ['torch.Tensor', 'float32'],
    strided: ['torch.Tensor', 'float32'],
    with_gradient: ['torch.Parameter', 'float32'],
    made_by_autograd: ['torch.Tensor', 'float32'],
    quantised: ['torch.Tensor', 'qint8'],
    sparse: ['torch.Tensor', 'float32'],
    compressed: ['torch.Tensor', 'float32'],
    zero_dimensional: ['torch.Tensor', 'float32'],
    empty: ['torch.Tensor', 'float32'],
    truths: ['torch.Tensor', 'bool'],
    integers: ['torch.Tensor', 'int16'],
    bytes_of_torch: ['torch.Tensor', 'uint8'],
    array32: ['numpy.ndarray', 'float32'],
    array16: ['numpy.ndarray', 'float16'],
    big_endian: ['numpy.ndarray', 'float64'],
    fortran: ['numpy.ndarray', 'float64'],
    reversed: ['numpy.ndarray', 'float64'],
    scalar_array: ['numpy.ndarray', 'float64'],
    numbers: ['list', 'float64'],
    nested: ['list', 'float64'],
    deep: ['list', 'float64'],
    scores: ['tuple of torch.Tensor', 'float32'],
    zeros_of_rank_0: ['list of torch.Tensor', 'float32'],
    buffer: ['array.array', 'float32'],
    view: ['memoryview', 'float64'],
    scalars: ['list', 'float64'],
  };

  for (const [name, [kind, dtype]] of Object.entries(kinds)) {
    it(`${name}: is a ${kind} of ${dtype}, and has the numbers that it has, along every axis`, async () => {
      const [shape, numbers] = expected[name] ?? [[], []];
      const { opened } = await described(`values["${name}"]`);
      assert.equal(opened.format, kind);
      assert.equal(opened.originalDtype ?? opened.tensor.dtype, dtype);
      assert.deepEqual([...opened.tensor.shape], shape);
      const flat = Float64Array.from(numbers, toNumber);
      for (let axis = 0; axis < Math.max(1, shape.length); axis++) {
        const lanes = new Lanes(opened.tensor, axis);
        assert.deepEqual(await lanes.readRows(0, lanes.rowCount), rowsAlong(flat, shape, axis), `axis ${axis}`);
      }
    });
  }

  it('is read in part, with nothing of the rest', async () => {
    const { opened } = await described('values["transposed"]');
    const [, numbers] = expected.transposed ?? [];
    const lanes = new Lanes(opened.tensor, 2);
    const before = debuggee.repliesBytes;
    assert.deepEqual(await lanes.readRows(7, 9), Float64Array.from(numbers?.slice(35, 45) ?? [], toNumber));
    assert.deepEqual(await opened.tensor.read(13, 27), Float64Array.from(numbers?.slice(13, 27) ?? [], toNumber));
    assert.ok(debuggee.repliesBytes - before < 2000);
  });

  it('of a private member is found as the class body finds it', async () => {
    const { opened } = await described('self.__hidden');
    assert.deepEqual(await opened.tensor.read(0, 3), Float64Array.of(1, 2, 3));
    assert.equal((await described('self.logits')).opened.format, 'numpy.ndarray');
  });

  it('may be any expression, with a comment, over lines, or one that makes a new value each time', async () => {
    for (const expression of [
      'float32[0] # the first',
      '(float32\n [0])',
      'float32[0] * 1',
      '[row for row in values["nested"]]',
    ]) {
      const { opened } = await described(expression);
      const lanes = new Lanes(opened.tensor, opened.tensor.shape.length - 1);
      assert.equal((await lanes.readRows(0, lanes.rowCount)).length, elementCount(opened.tensor.shape));
    }
  });

  const refusals: readonly [expression: string, code: string, says: RegExp][] = [
    ['no_such_name', 'not-found', /not to be found in this frame.*call stack/],
    ['float32.no_such', 'not-found', /cannot be evaluated here: AttributeError/],
    ['1 / 0', 'not-found', /ZeroDivisionError/],
    ['x = 3', 'not-found', /no Python expression/],
    ['import os', 'not-found', /no Python expression/],
    ['hostile', 'not-numeric', /It is a Hostile/],
    ['nothing', 'not-numeric', /It is None/],
    ['text', 'not-numeric', /It is a str/],
    ['mapping', 'not-numeric', /\['logits'\] or \['loss'\]/],
    ['self', 'not-numeric', /inspect its \.logits/],
    ['meta', 'no-data', /meta tensor/],
    ['imaginary', 'not-numeric', /complex64.*\.abs\(\)/],
    ['ragged', 'ragged', /\[2\] at \[0\], and \[1\] at \[1\]/],
    ['mixed', 'ragged', /\[2\] at 0, and \[3\] at 1/],
    ['words', 'not-numeric', /no numbers/],
    ['record', 'not-numeric', /structured array.*'x'/],
    ['once', 'not-numeric', /generator/],
    ['3.5', 'not-numeric', /single number/],
    ['[1, "a"]', 'not-numeric', /\[1\] there is a str/],
  ];
  for (const [expression, code, says] of refusals) {
    it(`“${expression}” is refused, with what to do`, async () => {
      const refusal = await refusalOf(expression);
      assert.equal(refusal.code, code);
      assert.match(refusal.message, says);
    });
  }

  it('in a row too long to be moved is refused with a slice that works', async () => {
    const { opened } = await described('long_row');
    const refusal = await opened.tensor.readRows?.(1, 0, 1).catch((error: unknown) => error);
    assert.ok(refusal instanceof UserError && refusal.code === 'too-large');
    const slice = /long_row\[[^\]]*\]/.exec(refusal.message)?.[0] ?? '';
    const { tensor } = (await described(slice)).opened;
    assert.equal((await new Lanes(tensor, 1).readRows(0, 1)).length, tensor.shape[1]);
  });

  it('that is written to after it was described is not shown as what it was', async () => {
    const { opened } = await described('float32');
    await debuggee.evaluate('float32.add_(1)');
    await assert.rejects(
      new Lanes(opened.tensor, 2).readRows(0, 1),
      (error) => error instanceof UserError && error.code === 'changed',
    );
    await debuggee.evaluate('float32.sub_(1)');
  });

  it('leaves every namespace of the program as it was', async () => {
    const state =
      'repr([sorted(globals()), sorted(locals()), sorted(__import__("sys").modules), sorted(vars(__import__("builtins")))])';
    const names = async (): Promise<string> =>
      createDigest(await debuggee.evaluate(`__import__("hashlib").sha256(${state}.encode()).hexdigest()`));
    await names();
    const before = await names();
    const { opened } = await described('values["scores"]');
    await new Lanes(opened.tensor, 2).readRows(0, 6);
    await new Lanes(opened.tensor, 2).sumRows?.(0, 6, new Int32Array(6));
    await refusalOf('hostile');
    assert.equal(await names(), before);
  });
});

function createDigest(text: string): string {
  assert.match(text, /^'[0-9a-f]{64}'$/);
  return text;
}

function toNumber(text: string): number {
  return { inf: Infinity, '-inf': -Infinity, nan: NaN }[text] ?? Number(text);
}

/** Rows along an axis, one after another, by the definition: every index of the other axes in C order. */
function rowsAlong(flat: Float64Array, shape: readonly number[], axis: number): Float64Array {
  if (shape.length === 0) return flat;
  const inner = elementCount(shape.slice(axis + 1));
  const length = shape[axis] ?? 1;
  const out: number[] = [];
  for (let outer = 0; outer < elementCount(shape.slice(0, axis)); outer++) {
    for (let rest = 0; rest < inner; rest++) {
      for (let at = 0; at < length; at++) out.push(flat[(outer * length + at) * inner + rest] ?? NaN);
    }
  }
  return Float64Array.from(out);
}
