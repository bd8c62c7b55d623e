import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openJson } from '../../../src/formats/json.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { NumberScanner } from '../../../src/formats/numberScanner.js';
import { bitsOf, fixtures, readAll } from './fixtures.js';

const seed = 20254;

/** Reads by the module, whatever the size, or without it. */
const withModule = 0;
const withoutModule = Infinity;

const source = (text: string) => memorySource(new TextEncoder().encode(text));

async function read(text: string, chunkBytes?: number): Promise<Float64Array> {
  return readAll(await openJson(source(text), 'x.json', {}, chunkBytes, withModule));
}

/** All that is read, or the message of the refusal. */
async function outcome(bytes: Uint8Array, scannerBytes: number, chunkBytes?: number): Promise<unknown> {
  try {
    const opened = await openJson(memorySource(bytes), 'x.json', {}, chunkBytes, scannerBytes);
    return [opened.tensor.shape, bitsOf(await readAll(opened)), opened.notices, opened.targets, opened.classNames];
  } catch (error) {
    return String(error);
  }
}

/** Asserts that each text is read to the same bits as `Number` reads it. */
async function assertAsNumber(texts: readonly string[], separator = ', '): Promise<void> {
  const expected = new BigUint64Array(Float64Array.from(texts, Number).buffer);
  const found = new BigUint64Array((await read(`[${texts.join(separator)}]`)).buffer);
  assert.equal(found.length, expected.length);
  for (const [index, bits] of expected.entries()) if (found[index] !== bits) assert.fail(`${texts[index]} is misread`);
}

/** Seeded numbers of 64 bits (SplitMix64). */
function* randomBits(start: bigint): Generator<bigint, never> {
  for (let state = start; ;) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let bits = state;
    bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
    bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d049bb133111ebn);
    yield bits ^ (bits >> 31n);
  }
}

/** `count` texts of what `print` makes of random bits. */
function texts(count: number, print: (bits: bigint) => string): string[] {
  const random = randomBits(BigInt(seed));
  return Array.from({ length: count }, () => print(random.next().value));
}

/** The finite float64 of these bits, or one near 1. */
function float64(bits: bigint): number {
  const [value = 0] = new Float64Array(BigUint64Array.of(bits).buffer);
  return Number.isFinite(value) ? value : 1 + Number(bits & 0xfffffn) / 2 ** 20;
}

/** Of 54 bits, the last of which is set: halfway between two float64. */
const halfway = (bits: bigint): bigint => 2n * (2n ** 52n + (bits >> 12n)) + 1n;

/** From −20 to 20. */
const logit = (bits: bigint): number => (Number(bits >> 11n) / 2 ** 53 - 0.5) * 40;

describe('the scanner of numbers', () => {
  const kinds: Readonly<Record<string, (bits: bigint) => string>> = {
    'any float64, as JavaScript prints it': (bits) => JSON.stringify(float64(bits)),
    'any float64, of 1 to 21 digits': (bits) => float64(bits).toPrecision(1 + Number(bits % 21n)),
    'any float64, of 17 digits': (bits) => float64(bits).toExponential(16),
    'subnormal numbers': (bits) => JSON.stringify(float64(bits & 0x800fffffffffffffn)),
    'logits as printed': (bits) => String(logit(bits)),
    'logits of 0 to 20 digits after the point': (bits) => logit(bits).toFixed(Number(bits % 21n)),
    'integers of 1 to 25 digits': (bits) => String(bits * 10n ** 6n).slice(0, 1 + Number(bits % 25n)),
    'integers of 1 to 15 digits, of either sign': (bits) =>
      `${bits & 1n ? '-' : ''}${(bits >> 8n) % 10n ** (1n + (bits % 15n))}`,
    'fractions behind zeros': (bits) => `-0.${'0'.repeat(Number(bits % 30n))}${bits}`,
    'powers of ten beyond all': (bits) => `${bits}e${Number(bits % 1000n) - 600}`,
    'ties of two float64, and their neighbours': (bits) => {
      const places = Number(bits % 9n);
      const digits = String(halfway(bits) * 5n ** BigInt(places) + ((bits >> 4n) % 3n) - 1n);
      return `${digits.slice(0, -9)}.${digits.slice(-9)}E${9 - places}`;
    },
    'ties of up to 19 digits, and their neighbours, without an exponent': (bits) => {
      const places = 1 + Number(bits % 3n);
      const digits = String(halfway(bits) * 5n ** BigInt(places) + ((bits >> 4n) % 3n) - 1n);
      return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    },
    'probabilities of 13 to 24 digits': (bits) =>
      `0.${String(bits)
        .padStart(24, '7')
        .slice(0, 13 + Number(bits % 12n))}`,
    'fractions of 19 digits, with the point anywhere': (bits) => {
      const digits = String(10n ** 18n + (bits % (9n * 10n ** 18n)));
      const point = 1 + Number((bits >> 8n) % 18n);
      return `${bits & 1n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
    },
  };
  for (const [kind, print] of Object.entries(kinds)) {
    it(`reads ${kind}, to the last bit`, () => assertAsNumber(texts(20_000, print)));
  }

  it('reads every power of ten', async () => {
    const powers = Array.from({ length: 700 }, (_, index) => index - 360);
    await assertAsNumber(powers.flatMap((power) => [`1e${power}`, `9007199254740993E${power}`, `-1.7e${power}`]));
  });

  it('reads numbers of every length, whatever stands between them', async () => {
    const digits = '1234567890'.repeat(5);
    const lengths = Array.from({ length: 45 }, (_, index) => index + 1);
    const numbers = lengths.flatMap((length) => [
      digits.slice(0, length),
      `-${digits.slice(0, length)}`,
      ...lengths.slice(0, length - 1).map((point) => `-${digits.slice(0, point)}.${digits.slice(point, length)}`),
    ]);
    for (const separator of [', ', ',', ' ,', ',\n    ', `\t,${' '.repeat(40)}\r\n`]) {
      await assertAsNumber(numbers, separator);
    }
  });

  it('reads on behind whatever interrupts a run of integers', async () => {
    const others = ['1.5', '-0', '0', '1234567890123456', '-123456789012345678', '1e3', '-0.25', '12E-2'];
    const run = texts(90, (bits) => String(bits % 10n ** 9n));
    await assertAsNumber(run.flatMap((_, index) => others.flatMap((other) => [...run.slice(0, index), other])));
  });

  it('refuses what is no number behind a run of integers', async () => {
    const run = texts(200, (bits) => String(bits % 10n ** 9n)).join(',');
    for (const wrong of ['01', '-01', '-', '', '1-2', '1 2', '.1', '1.', '+1', '1:2', '--1']) {
      const bytes = new TextEncoder().encode(`[${run},${wrong},${run}]`);
      assert.equal(typeof (await outcome(bytes, withModule)), 'string', wrong);
    }
  });

  it('reads the same wherever the text is cut', async () => {
    const numbers = ['-12.3456789', '1.7976931348623157e308', '-0', '0.1234567890123456789', '123456789012345678901'];
    const rows = `[[${numbers.join(', ')}], [${numbers.toReversed().join(' ,')}], [1, 2, 3, -Infinity, 5]]`;
    const values = [...numbers, ...numbers.toReversed(), '1', '2', '3', '-Infinity', '5'].map(Number);
    for (let chunkBytes = 1; chunkBytes <= rows.length; chunkBytes++) {
      assert.deepEqual([...(await read(rows, chunkBytes))], values, `in pieces of ${chunkBytes}`);
    }
  });

  it('reads rows of every length, more of them than fit into a piece, as JSON.parse does', async () => {
    for (const [rowCount, length] of [
      [30_000, 1],
      [20_000, 3],
      [3, 20_000],
      [1, 50_000],
    ] as const) {
      const row = (index: number) => Array.from({ length }, (_, column) => (index * 7 + column) / 8);
      const rows = Array.from({ length: rowCount }, (_, index) => row(index));
      const opened = await openJson(source(JSON.stringify(rows)), 'x.json', {}, 100_000, withModule);
      assert.deepEqual(opened.tensor.shape, [rowCount, length]);
      assert.deepEqual(await readAll(opened), Float64Array.from(rows.flat()));
    }
  });

  it('holds many integers of 32 bits as such, until there is another number', async () => {
    const run = texts(300_000, (bits) => String(Number(bits & 0xffffffffn) - 2 ** 31));
    for (const [other, dtype] of [
      ['-2147483648', 'int32'],
      ['2147483647', 'int32'],
      ['3e2', 'int32'],
      ['2147483648', 'float64'],
      ['-0', 'float64'],
      ['0.5', 'float64'],
      ['1e-9', 'float64'],
      ['NaN', 'float64'],
    ] as const) {
      const written = [...run.slice(0, 200_001), other, ...run.slice(200_001)];
      const opened = await openJson(source(`[${written.join(', ')}]`), 'x.json', {}, undefined, withModule);
      const values = Float64Array.from(written, Number);
      assert.deepEqual(await readAll(opened), values);
      const stored = await opened.tensor.readStored?.(200_000, 200_003);
      assert.equal(stored?.dtype, dtype, other);
      assert.deepEqual(Float64Array.from(stored.values), values.slice(200_000, 200_003));
    }
  });

  it('counts the integers that float64 does not hold', async () => {
    const integers = texts(2000, (bits) => String((bits >> 8n) - 2n ** 55n));
    const { notices } = await openJson(source(`[${integers.join(',')}]`), 'x.json', {}, undefined, withModule);
    const inexact = integers.filter((text) => BigInt(Number(text)) !== BigInt(text)).length;
    assert.equal(Number.parseInt((notices[0]?.message ?? '').replaceAll(',', ''), 10), inexact);
  });

  it('reads or refuses each file as Python does, and as the reader without it', async () => {
    for (const { name, bytes, expected } of fixtures('json')) {
      if (bytes.length === 0 || bytes.length > 20_000) continue;
      const found = await outcome(bytes, withModule);
      assert.deepEqual(found, await outcome(bytes, withoutModule), name);
      if (Array.isArray(found)) assert.deepEqual(found[1], expected.values, name);
    }
  });

  it('refuses what is wrong with the same words, at the same place, as the reader without it', async () => {
    const rows = '[[1.5, -22.25, 3e5], [0.1234567890123456, 12345678901234567890123, NaN], [7, 8, 9]]';
    const part = fc.constantFrom(
      ...Array.from('[],.-+eE0 1/{"'),
      '],[',
      'null',
      '...',
      '1.',
      '-Infinity',
      '01',
      '2, 3',
    );
    const change = fc.tuple(fc.nat(rows.length), fc.nat(3), part);
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 90 }),
        async (changes, chunk) => {
          const changed = changes.reduce(
            (text, [at, removed, added]) => text.slice(0, at) + added + text.slice(at + removed),
            rows,
          );
          const bytes = new TextEncoder().encode(changed);
          const known = await outcome(bytes, withoutModule, chunk);
          assert.deepEqual(await outcome(bytes, withModule, chunk), known, changed);
        },
      ),
      { seed, numRuns: 600 },
    );
  });

  it('tells the progress, and stops, as the reader without it', async () => {
    const text = source(`[${'1,'.repeat(1000)}1]`);
    const told: number[] = [];
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = (done: number): void => {
      told.push(done);
      if (done >= 500) controller.abort(reason);
    };
    const opening = openJson(text, 'x.json', { signal: controller.signal, onProgress }, 300, withModule);
    await assert.rejects(opening, reason);
    assert.deepEqual(told, [300, 600]);
  });

  it('is there in this host, and its absence is no fault', async () => {
    assert.ok(NumberScanner.create(1000));
    const { WebAssembly } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      assert.equal(NumberScanner.create(1000), undefined);
      assert.deepEqual([...(await read('[1.5, -0.25]'))], [1.5, -0.25]);
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', { value: WebAssembly, configurable: true, writable: true });
    }
  });
});
