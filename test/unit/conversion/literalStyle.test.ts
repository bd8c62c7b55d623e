import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { inLiteralStyle } from '../../../src/conversion/literalStyle.js';
import { type DTypeName, dtypes } from '../../../src/core/dtype.js';
import { memoryTensor } from '../../../src/core/tensor.js';
import { enclosingArray } from '../../../src/formats/text/enclosingArray.js';
import { readText } from '../../../src/formats/text/parseText.js';
import { UserError, type UserErrorCode } from '../../../src/core/userError.js';
import { assertRefuses } from '../core/refusal.js';

const [nan, inf] = [NaN, Infinity];

/** The document with new values in the literal around its first bracket, or in all that it holds if it has none. */
function replaced(text: string, values: readonly number[], language: string | undefined, dtype?: DTypeName): string {
  const bracket = text.search(/[[({]\s*[[({]?\s*[-+.\w]/);
  const range = (bracket < 0 ? undefined : enclosingArray(text, bracket)) ?? readText(text);
  const own = readText(text.slice(range.start, range.end)).tensor;
  const type = dtype ?? own.dtype;
  const held = type === 'float32' ? Float32Array.from(values) : values;
  const tensor = memoryTensor({ shape: own.shape, dtype: type, values: Float64Array.from(held) });
  return text.slice(0, range.start) + inLiteralStyle(text, range, tensor, language) + text.slice(range.end);
}

interface StyleCase {
  readonly what: string;
  readonly language?: string;
  readonly text: string;
  readonly values: readonly number[];
  readonly dtype?: DTypeName;
  readonly becomes: string;
}

const cases: readonly StyleCase[] = [
  {
    what: 'a list of Python, over lines with comments and a trailing comma',
    language: 'python',
    text: 'logits = [\n    2.0,  # cat\n    1.0,  # dog\n    -1e-3,\n]\nprint(logits)',
    values: [0.75, 0.25, 0],
    becomes: 'logits = [\n    0.75,  # cat\n    0.25,  # dog\n    0.0,\n]\nprint(logits)',
  },
  {
    what: 'nested tuples of Python',
    language: 'python',
    text: 'x = ((2, 1), (0, 4),)',
    values: [0.5, 1, 0.25, 0.75],
    becomes: 'x = ((0.5, 1.0), (0.25, 0.75),)',
  },
  {
    what: 'NumPy with a dtype, in its aligned columns',
    language: 'python',
    text: 'x = np.array([[ 2.5,  1.0],\n              [10.5, -3.0]], dtype=np.float32)',
    values: [-0.125, 2, 1, 0.5],
    dtype: 'float32',
    becomes: 'x = np.array([[-0.125, 2.0],\n              [   1.0, 0.5]], dtype=np.float32)',
  },
  {
    what: 'NumPy, with the masks that it has',
    language: 'python',
    text: 'x = np.array([2.5, -np.inf, 1])',
    values: [-inf, inf, nan],
    becomes: 'x = np.array([-np.inf, np.inf, np.nan])',
  },
  {
    what: 'PyTorch, whose wrapper tells how to write what has no digits',
    language: 'python',
    text: 'x = torch.tensor([[2.0, 1.5]], device="cuda:0")',
    values: [nan, -inf],
    becomes: 'x = torch.tensor([[torch.nan, -torch.inf]], device="cuda:0")',
  },
  {
    what: "Python's float() in the quotes that it has",
    language: 'python',
    text: 'x = [float("-inf"), 1.5, float( "nan" )]',
    values: [0.5, inf, nan],
    becomes: 'x = [0.5, float("inf"), float( "nan" )]',
  },
  {
    what: 'a list of Python without any such value',
    language: 'python',
    text: 'x = [0.5, 0.5]',
    values: [nan, -inf],
    becomes: "x = [float('nan'), float('-inf')]",
  },
  {
    what: 'what PyTorch printed, with its facts',
    text: "tensor([[ 2.0000,  1.0000],\n        [-1.5000, 10.0000]], device='cuda:0', grad_fn=<AddmmBackward0>)",
    values: [0.5, 0.25, 0.125, 0.75],
    dtype: 'float32',
    becomes: "tensor([[  0.5, 0.25],\n        [0.125, 0.75]], device='cuda:0', grad_fn=<AddmmBackward0>)",
  },
  {
    what: 'what NumPy printed, points and all',
    text: 'array([[ 1. ,  2. ],\n       [10.5,  4. ]])',
    values: [3, 2, 0.25, inf],
    becomes: 'array([[  3.,   2.],\n       [0.25,  inf]])',
  },
  {
    what: 'JavaScript over lines with comments',
    language: 'javascript',
    text: 'const x = [\n  [2, 1], // first, [1]\n  [0.5, /* old */ 3],\n];',
    values: [1, 0, -inf, nan],
    becomes: 'const x = [\n  [1, 0], // first, [1]\n  [-Infinity, /* old */ NaN],\n];',
  },
  {
    what: 'a typed array of JavaScript',
    language: 'typescript',
    text: 'const x = new Float32Array([2, 1, 0.1]);',
    values: [0.6590011715888977, 0.24243296682834625, 1],
    dtype: 'float32',
    becomes: 'const x = new Float32Array([0.6590012, 0.24243297, 1]);',
  },
  {
    what: 'JSON',
    language: 'json',
    text: '{\n\t"logits": [\n\t\t[2, 1.5],\n\t\t[1e-7, 0]\n\t],\n\t"n": 3\n}',
    values: [0.1, 1, 1e-9, 2],
    becomes: '{\n\t"logits": [\n\t\t[0.1, 1],\n\t\t[1e-9, 2]\n\t],\n\t"n": 3\n}',
  },
  {
    what: 'C, with suffixes',
    language: 'c',
    text: 'static const float x[2][2] = {\n  {2.0f, 1.5F}, /* a */\n  {1e3f, 0.1f},\n};',
    values: [0.25, 1, -inf, 1e-20],
    dtype: 'float32',
    becomes: 'static const float x[2][2] = {\n  {0.25f, 1.0F}, /* a */\n  {-INFINITY, 1e-20f},\n};',
  },
  {
    what: 'C, with bare points',
    language: 'c',
    text: 'float x[] = {2.f, 1.f};',
    values: [3, 0.5],
    dtype: 'float32',
    becomes: 'float x[] = {3.f, 0.5f};',
  },
  {
    what: 'long double of C',
    language: 'c',
    text: 'long double x[] = {2.0L, 1.5L};',
    values: [3, 0.5],
    becomes: 'long double x[] = {3.0L, 0.5L};',
  },
  {
    what: 'C++',
    language: 'cpp',
    text: 'auto x = std::vector<float>{2.5, -INFINITY, 1};',
    values: [-inf, 0.5, nan],
    dtype: 'float32',
    becomes: 'auto x = std::vector<float>{-INFINITY, 0.5, NAN};',
  },
  {
    what: 'Rust',
    language: 'rust',
    text: 'let x = vec![\n    vec![2.0, 1.0],\n    vec![0.1, 7.0],\n];',
    values: [0.5, 1, -inf, nan],
    becomes: 'let x = vec![\n    vec![0.5, 1.0],\n    vec![f64::NEG_INFINITY, f64::NAN],\n];',
  },
  {
    what: 'Rust, with suffixes',
    language: 'rust',
    text: 'let x = [2.0f32, 1_f32, 0.1f32];',
    values: [0.5, 3, -inf],
    dtype: 'float32',
    becomes: 'let x = [0.5f32, 3.0_f32, f32::NEG_INFINITY];',
  },
  {
    what: 'Go',
    language: 'go',
    text: 'x := [][]float32{\n\t{2.5, 1},\n\t{0.1, 7},\n}',
    values: [0.5, 1, 0.10000000149011612, 1e-10],
    becomes: 'x := [][]float32{\n\t{0.5, 1},\n\t{0.1, 1e-10},\n}',
  },
  {
    what: 'Java',
    language: 'java',
    text: 'double[][] x = {{2.5, 1d}, {Double.NEGATIVE_INFINITY, 0.5}};',
    values: [nan, 3, 0.25, inf],
    becomes: 'double[][] x = {{Double.NaN, 3.0d}, {0.25, Double.POSITIVE_INFINITY}};',
  },
  {
    what: 'C#',
    language: 'csharp',
    text: 'var x = new[,] { { 2.5f, 1f }, { 0.5f, float.NaN } };',
    values: [0.5, 3, -inf, inf],
    dtype: 'float32',
    becomes: 'var x = new[,] { { 0.5f, 3.0f }, { float.NegativeInfinity, float.PositiveInfinity } };',
  },
  {
    what: 'what Node printed',
    text: 'Float32Array(9) [\n  2.5, 1.5,   3, 1.5,\n   10, 0.5, 0.5, 0.5,\n  0.5\n]',
    values: [1, 2, 3, 4, 5, 6, 7, 8, -inf],
    becomes: 'Float32Array(9) [\n          1, 2, 3, 4,\n          5, 6, 7, 8,\n  -Infinity\n]',
  },
  {
    what: 'Kotlin',
    language: 'kotlin',
    text: 'val x = floatArrayOf(2.5f, 1f)',
    values: [0.5, -inf],
    dtype: 'float32',
    becomes: 'val x = floatArrayOf(0.5f, Float.NEGATIVE_INFINITY)',
  },
  {
    what: 'Julia, with the exponents of its Float32',
    language: 'julia',
    text: 'x = Float32[2f0, 1.5f-3, 7.5f2]',
    values: [0.5, 1e-9, -inf],
    becomes: 'x = Float32[0.5f0, 1f-9, -Inf]',
  },
  {
    what: 'MATLAB, with rows apart by semicolons',
    language: 'matlab',
    text: 'x = [2 1; 0.5 -Inf];',
    values: [0.25, 1, nan, inf],
    becomes: 'x = [0.25 1; NaN Inf];',
  },
  {
    what: 'R',
    language: 'r',
    text: 'x <- c(2.5, 1, NaN)',
    values: [0.5, 1, -inf],
    becomes: 'x <- c(0.5, 1, -Inf)',
  },
  {
    what: 'CSV',
    language: 'csv',
    text: 'cat,dog\n2.5,1\n0.5,-inf\n',
    values: [0.5, 0.25, nan, inf],
    becomes: 'cat,dog\n0.5,0.25\nnan,inf\n',
  },
  {
    what: 'columns apart by spaces',
    text: '10.25 -3\n  2.5  1\n',
    values: [0.5, 0.25, 1, 12.5],
    becomes: '0.5 0.25\n  1 12.5\n',
  },
  {
    what: 'columns whose first number has no room before it',
    text: '2.5   1\n100  -3\n',
    values: [0.5, 0.25, 1, 12.5],
    becomes: '0.5  0.25\n  1  12.5\n',
  },
  {
    what: 'columns of Octave, the first number of which stands behind the start of its line',
    text: 'x =\n\n    2.500   -1.000\n  -10.250    3.000\n',
    values: [0.5, 0.25, 1, 12.5],
    becomes: 'x =\n\n    0.5   0.25\n    1.0   12.5\n',
  },
  {
    what: 'a table of Markdown',
    language: 'markdown',
    text: '| cat | dog |\n| --- | --- |\n| 2.5 | 1.5 |\n',
    values: [0.125, 0.25],
    becomes: '| cat | dog |\n| --- | --- |\n| 0.125 | 0.25 |\n',
  },
  {
    what: 'the indices of a debugger',
    text: '$1 = {[0] = 2.5, [1] = -nan(0x8000000000000)}',
    values: [0.5, 0.25],
    becomes: '$1 = {[0] = 0.5, [1] = 0.25}',
  },
  {
    what: 'padding behind separators',
    language: 'python',
    text: 'x = [[1.5,  2.5],\n     [10.5, 3.5]]',
    values: [0.125, 1.5, 2.5, 10],
    becomes: 'x = [[0.125, 1.5],\n     [2.5,   10.0]]',
  },
  {
    what: 'numbers whose value stays, in their own spelling',
    language: 'python',
    text: 'x = [0.50, 1e0, +2., 0x1p-1, 1_000]',
    values: [0.5, 1, 2, 0.25, 1000],
    becomes: 'x = [0.50, 1e0, +2., 0.25, 1_000]',
  },
  {
    what: 'booleans',
    language: 'python',
    text: 'x = [True, False, True]',
    values: [0, 1, 1],
    becomes: 'x = [False, True, True]',
  },
  {
    what: 'booleans that become numbers',
    language: 'python',
    text: 'x = [True, False]',
    values: [1, 0.5],
    dtype: 'float64',
    becomes: 'x = [1.0, 0.5]',
  },
  {
    what: 'integers of a stated type',
    language: 'python',
    text: 'x = np.array([7, 2, 0], dtype=np.int64)',
    values: [1, 2, 3],
    becomes: 'x = np.array([1, 2, 3], dtype=np.int64)',
  },
  {
    what: 'float16 in the digits that its type needs',
    language: 'python',
    text: 'x = np.array([2, 1, 0.1], dtype=np.float16)',
    values: [0.0999755859375, 0.333251953125, 1],
    dtype: 'float16',
    becomes: 'x = np.array([0.1, 0.3333, 1], dtype=np.float16)',
  },
  {
    what: 'rounded values in all the digits that a wider type needs',
    language: 'python',
    text: 'x = [2.5, 1.5]',
    values: [0.0999755859375, 0.333251953125],
    dtype: 'float16',
    becomes: 'x = [0.0999755859375, 0.333251953125]',
  },
  {
    what: 'a negative zero',
    language: 'javascript',
    text: 'x = [2, 1]',
    values: [-0, 0],
    becomes: 'x = [-0.0, 0]',
  },
];

/** What an action answers, or undefined where it refuses; whatever else it throws is a failure. */
function unlessRefused<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('inLiteralStyle', () => {
  for (const { what, language, text, values, dtype, becomes } of cases) {
    it(`writes ${what}`, () => assert.equal(replaced(text, values, language, dtype), becomes));
  }

  it('takes the range that a reading of text gives, of arrays one after another too', () => {
    const text = 'step 1: logits =\n[2.5, 1]\n[0.5, 3]\n';
    const reading = readText(text);
    const tensor = memoryTensor({ shape: [2, 2], dtype: 'float64', values: Float64Array.of(1, 2, 3, 0.5) });
    assert.equal(inLiteralStyle(text, reading, tensor), '[1, 2]\n[3, 0.5]');
  });

  it('knows the type that was stated before the literal', () => {
    const text = 'float x[] = {2.5, 1.0};';
    const reading = readText(text);
    assert.equal(reading.tensor.dtype, 'float32');
    const tensor = memoryTensor({ shape: [2], dtype: 'float32', values: Float64Array.from(Float32Array.of(0.1, 0.7)) });
    assert.equal(inLiteralStyle(text, reading, tensor, 'c'), '{0.1, 0.7}');
  });

  const refuse = (text: string, values: readonly number[], language: string, code: UserErrorCode, message: RegExp) => {
    assertRefuses(() => replaced(text, values, language, 'float64'), code, message);
  };

  it('refuses values that the language cannot write', () => {
    const unsupported = 'unsupported-format';
    refuse('{"logits": [0.5, 1]}', [0.5, -inf], 'json', unsupported, /hold −inf, which cannot be written in this lan/);
    refuse('[0.5, 1]', [nan, 1], 'jsonc', unsupported, /hold NaN/);
    refuse('x := []float64{0.5, 1}', [inf, 1], 'go', unsupported, /hold \+inf/);
    assert.equal(replaced('[0.5, NaN]', [-inf, nan], 'json'), '[-Infinity, NaN]');
  });

  it('refuses a type that does not hold the values, wherever it is stated', () => {
    const text = (what: string): RegExp => new RegExp(`^The text is of ${what}, which does not hold 0.5: `);
    const unsupported = 'unsupported-dtype';
    refuse('np.array([2, 1], dtype=np.int64)', [0.5, 0.5], 'python', unsupported, text('int64'));
    refuse('new Int32Array([2, 1])', [0.5, 0.5], 'javascript', unsupported, text('int32'));
    refuse('int x[2] = {2, 1};', [0.5, 0.5], 'c', unsupported, text('int32'));
    refuse('unsigned long x[] = {2, 1};', [0.5, 0.5], 'c', unsupported, text('int64'));
    refuse('return new int[] {2, 1};', [0.5, 0.5], 'java', unsupported, text('int32'));
    refuse('let x: [i32; 2] = [2, 1];', [0.5, 0.5], 'rust', unsupported, text('int32'));
    refuse('x <- c(2L, 1L)', [0.5, 0.5], 'r', unsupported, /integers with the suffix "L"/);
    refuse(
      'np.array([2.5, 1], dtype=np.float16)',
      [0.1, 1],
      'python',
      unsupported,
      /of float16, which does not hold 0.1/,
    );
    assert.equal(
      replaced('int n = new double[] {2, 1}.length;', [0.5, 1], 'java'),
      'int n = new double[] {0.5, 1.0}.length;',
    );
    assert.equal(replaced('int = [2, 1]', [0.5, 1], 'python'), 'int = [0.5, 1.0]');
    assert.equal(replaced('np.array([2, 1])', [0.5, 1], 'python'), 'np.array([0.5, 1.0])');
  });

  it('refuses numbers that cannot be replaced one by one, and offers a new document', () => {
    const unsupported = 'unsupported-format';
    refuse(
      '{0.5, 0.25 <repeats 3 times>}',
      [1, 2, 3, 4],
      'plaintext',
      unsupported,
      /stand for several: open .* new doc/,
    );
    const scaled = '0.001 *\n 1.5  2.5\n 3.5  4.5\n[ CPUFloatType{2,2} ]';
    const reading = readText(scaled);
    assertRefuses(
      () => inLiteralStyle(scaled, reading, reading.tensor),
      unsupported,
      /open the result as a new document/,
    );
    const pages = readText(', , 1\n\n     [,1] [,2]\n[1,]  1.5  2.5\n\n, , 2\n\n     [,1] [,2]\n[1,]  3.5  4.5\n');
    assertRefuses(() => inLiteralStyle(scaled, pages, pages.tensor), unsupported);
  });

  it('refuses another shape', () => {
    const tensor = memoryTensor({ shape: [1, 2], dtype: 'float64', values: Float64Array.of(1, 2) });
    const text = '[1.5, 2.5]';
    assertRefuses(
      () => inLiteralStyle(text, { start: 0, end: text.length }, tensor),
      'shape-mismatch',
      /^The result has the shape \(1, 2\), and the text \(2,\): open it as a new document\.$/,
    );
  });

  it('writes what the whole document then reads as, or refuses, whoever printed it', () => {
    const folder = 'test/fixtures/text';
    let written = 0;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
      const document = readFileSync(`${folder}/${name}`, 'utf8');
      const reading = unlessRefused(() => readText(document));
      if (!reading) continue;
      const { shape, dtype } = reading.tensor;
      const values = reading.tensor.toFloat64Array().map((_, at) => ((at * 7) % 16) / 8);
      const tensor = memoryTensor({ shape, dtype: dtypes[dtype].kind === 'float' ? dtype : 'float64', values });
      const text = unlessRefused(() => inLiteralStyle(document, reading, tensor));
      if (text === undefined) continue;
      written++;
      const read = readText(document.slice(0, reading.start) + text + document.slice(reading.end)).tensor;
      assert.deepEqual([read.shape, read.toFloat64Array()], [shape, values], name);
    }
    assert.ok(written > 250, `${written} of the texts`);
  });

  describe('for any values', () => {
    const rows = (value: fc.Arbitrary<number>) =>
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }))
        .chain(([height, width]) =>
          fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
        );
    const finite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -9, max: 9 }));
    const any = fc.oneof(finite, fc.constantFrom(nan, inf, -inf, -0));
    const text = (x: number): string => (Object.is(x, -0) ? '-0.0' : String(x));
    const forms: Readonly<Record<string, readonly [language: string, write: (rows: readonly number[][]) => string]>> = {
      'Python over lines': [
        'python',
        (m) => `x = [\n${m.map((row) => `    [${row.map(text).join(', ')}], # 1\n`).join('')}]\n`,
      ],
      'aligned NumPy': [
        'python',
        (m) =>
          `x = np.array([[${m.map((row) => row.map((x) => text(x).padStart(26)).join(',')).join('],\n              [')}]])`,
      ],
      JavaScript: ['javascript', (m) => `const x = [${m.map((row) => `[${row.map(text).join(',')},]`).join(',\n')}];`],
      'C++': ['cpp', (m) => `double x[][9] = {${m.map((row) => `{${row.map(text).join(', ')}}`).join(',\n  ')}};`],
    };

    for (const [name, [language, write]] of Object.entries(forms)) {
      it(`writes what reads back as exactly these, in ${name}`, () => {
        fc.assert(
          fc.property(rows(finite), rows(any), (before, values) => {
            const document = write(before);
            const flat = values.flat();
            const shape = [before.length, before[0]?.length ?? 0];
            const next = Float64Array.from({ length: before.flat().length }, (_, at) => flat[at % flat.length] ?? 0);
            const range = enclosingArray(document, document.search(/[[{][[{\n]/));
            assert.ok(range);
            const tensor = memoryTensor({ shape, dtype: 'float64', values: next });
            const written = inLiteralStyle(document, range, tensor, language);
            const read = readText(written).tensor;
            assert.deepEqual(read.shape, shape);
            read.toFloat64Array().forEach((value, at) => assert.ok(Object.is(value, next[at]), written));
            // All but numbers and spaces is as it was.
            const frame = (one: string): string =>
              one
                .replaceAll(
                  /float\('[^']*'\)|-?[\w.]*(?:nan|inf|NaN|INFINITY|Infinity|NAN)|-?\d[\d.]*(?:e[+-]?\d+)?/g,
                  '#',
                )
                .replaceAll(' ', '');
            assert.equal(frame(written), frame(document.slice(range.start, range.end)));
          }),
          { seed: 5, numRuns: 200 },
        );
      });

      it(`leaves a text alone whose values stay, in ${name}`, () => {
        fc.assert(
          fc.property(rows(finite), (values) => {
            const document = write(values);
            const range = enclosingArray(document, document.search(/[[{][[{\n]/));
            assert.ok(range);
            const { tensor } = readText(document.slice(range.start, range.end));
            assert.equal(inLiteralStyle(document, range, tensor, language), document.slice(range.start, range.end));
          }),
          { seed: 6, numRuns: 200 },
        );
      });
    }
  });
});
