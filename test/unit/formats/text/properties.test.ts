import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { UserError } from '../../../../src/core/userError.js';
import { enclosingArray } from '../../../../src/formats/text/enclosingArray.js';
import { readText } from '../../../../src/formats/text/parseText.js';

const seed = 20261126;
const folder = 'test/fixtures/text';
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  .filter((text) => text.length < 3000);

/** Values of a text, or undefined where it is refused; anything but a `UserError` fails. */
function valuesOf(text: string): { readonly shape: readonly number[]; readonly values: Float64Array } | undefined {
  try {
    const { tensor } = readText(text);
    return { shape: tensor.shape, values: tensor.toFloat64Array() };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const rows = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc.array(fc.array(fc.double(), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
  );

const python = (x: number): string =>
  Number.isNaN(x) ? 'nan' : Number.isFinite(x) ? spelled(x).replace('e+', 'e') : x > 0 ? 'inf' : '-inf';
const c = (x: number): string =>
  Number.isFinite(x) ? spelled(x) : Number.isNaN(x) ? '-nan(0x8000000000000)' : `${x > 0 ? '' : '-'}INFINITY`;
const json = (x: number): string => (Number.isFinite(x) ? spelled(x) : String(x));

function spelled(x: number): string {
  return Object.is(x, -0) ? '-0.0' : String(x);
}

/** The number in C's hexadecimal, from its bits. */
function hexadecimal(x: number): string {
  if (!Number.isFinite(x)) return c(x);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(x);
  const bits = bytes.readBigUInt64BE();
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const sign = bits >> 63n ? '-' : '';
  return `${sign}0x${exponent === 0 ? 0 : 1}.${mantissa}p${exponent === 0 ? -1022 : exponent - 1023}`;
}

const forms: Readonly<Record<string, (rows: readonly (readonly number[])[]) => string>> = {
  json: (m) => `[${m.map((row) => `[${row.map(json).join(', ')}]`).join(',\n ')}]`,
  python: (m) => `>>> x\n[${m.map((row) => `(${row.map(python).join(', ')},)`).join(', ')}]`,
  c: (m) => `const double x[] = {${m.map((row) => `{${row.map(c).join(', ')},}`).join(',\n')}};`,
  hexadecimal: (m) => `{${m.map((row) => `{${row.map(hexadecimal).join(', ')}}`).join(', ')}}`,
  node: (m) => inspect(m, { maxArrayLength: null }),
  typed: (m) => inspect(m.map((row) => Float64Array.from(row))),
  lines: (m) => m.map((row) => `[${row.map(json).join(',')}]`).join('\n'),
  matlab: (m) => `x = [${m.map((row) => row.map(python).join(' ')).join('; ')}];`,
  gdb: (m) => `$1 = {${m.map((row) => `[${m.indexOf(row)}] = {${row.map(c).join(', ')}}`).join(', ')}}`,
};

describe('readText', () => {
  for (const [name, print] of Object.entries(forms)) {
    it(`gives back what the form ${name} shows, to the last bit`, () => {
      fc.assert(
        fc.property(rows, (matrix) => {
          // One row alone is a vector in two of the forms.
          fc.pre(matrix.length > 1 && (matrix[0]?.length ?? 0) > 1);
          const found = valuesOf(print(matrix));
          assert.ok(found, print(matrix));
          assert.deepEqual([...found.shape], [matrix.length, matrix[0]?.length]);
          matrix
            .flat()
            .forEach((value, index) => assert.ok(Object.is(found.values[index], value), `${index}: ${value}`));
        }),
        { seed, numRuns: 300 },
      );
    });
  }

  it('reads every decimal as Number does, however it is written', () => {
    const digits = (max: number) => fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), maxLength: max });
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits(25),
        fc.boolean(),
        digits(25),
        fc.option(fc.integer({ min: -340, max: 320 })),
      )
      .map(([sign, whole, hasPoint, fraction, exponent]) =>
        [sign, whole, hasPoint ? `.${fraction}` : '', exponent === null ? '' : `e${exponent}`].join(''),
      )
      .filter((text) => /^-?(\d+\.?\d*|\.\d+)(e|$)/.test(text));
    fc.assert(
      fc.property(decimal, (text) => {
        const value = valuesOf(`[${text}, 1.5]`)?.values[0];
        assert.ok(Object.is(value, Number(text)), `${text} → ${value}`);
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('refuses every beginning of a text in brackets, or reads the same numbers', () => {
    for (const text of texts.filter(
      (candidate) => /^[\w.<(]*[[({](?!\d*,?\] )/.test(candidate) && candidate.length < 400,
    )) {
      const whole = valuesOf(text);
      if (!whole || whole.shape.length === 0) continue;
      for (let length = 1; length < text.trimEnd().length; length++) {
        const part = valuesOf(text.slice(0, length));
        // Arrays one below the other may be fewer; and a number without its array's name is another text.
        if (!part || part.shape.length < whole.shape.length) continue;
        assert.deepEqual(part.values, whole.values.subarray(0, part.values.length), text.slice(0, length));
      }
    }
  });

  it('answers any changed text with a tensor or a UserError', () => {
    const telling = fc.constantFrom(
      ...Array.from('[](){}<>,;:=|\'"\\/*#-+.eE0123456789 \n\t_…xnif\u001b'),
      '...',
      '[1] ',
      'x = ',
      'Columns 1 to 2',
    );
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const change = fc.tuple(place, fc.nat(8), telling);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
        let changed = text;
        for (const [at, removed, added] of changes) {
          const index = Math.floor(at * changed.length);
          changed = changed.slice(0, index) + added + changed.slice(index + removed);
        }
        valuesOf(changed);
        enclosingArray(changed, Math.floor((changes[0]?.[0] ?? 0) * changed.length));
      }),
      { seed, numRuns: 20_000 },
    );
  });

  it('answers random marks and words with a tensor or a UserError', () => {
    const unit = fc.constantFrom(
      ...Array.from('[](){}<>,;:=|\'"\\.-+_ \n0123456789'),
      'tensor',
      'array',
      'nan',
      '...',
      'size=',
      'shape=',
      'std::vector of length 3',
      'Float32Array',
      '(3)',
      '[0] = ',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => void valuesOf(text)),
      { seed, numRuns: 20_000 },
    );
  });

  it('takes no longer for hopeless texts than for others of their length', () => {
    const length = 300_000;
    const units = [
      ...Array.from('[({<"\'-.#/:|,=x1\\`\u001b'),
      '[]',
      '[x]',
      '[1]x',
      '[1],',
      '({[',
      '{a:',
      'f(',
      'a<',
      '1_',
      '/*',
      '[][]',
      'x=',
      'shape=',
      'a: 1\n',
      '"a\n',
      'x =\n',
      '0x1',
      '[1 [',
      'std::',
      '\u001b[',
      'list(',
      '1 <repeats 2 times>, ',
    ];
    for (const unit of units) {
      const start = process.cpuUsage().user;
      for (const prefix of ['', '[', '[1, ']) valuesOf(prefix + unit.repeat(length / unit.length));
      // In proportion it takes some 0.1 s; were it the square of the length, minutes.
      const seconds = (process.cpuUsage().user - start) / 1e6;
      assert.ok(seconds < 5, `${JSON.stringify(unit)} took ${seconds} s`);
    }
  });
});
