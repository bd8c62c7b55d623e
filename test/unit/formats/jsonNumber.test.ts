import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openJson } from '../../../src/formats/json.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { wideQuotient } from '../../../src/formats/wideQuotient.js';
import { readAll } from './fixtures.js';

const seed = 20251;

const digits = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength });

/** Text by the grammar of JSON: 1–25 digits before the point, up to 25 after it, and an exponent. */
const numberText = fc
  .record({
    sign: fc.constantFrom('', '-'),
    integer: digits(25).map((text) => text.replace(/^0+(?=.)/, '')),
    fraction: fc.option(digits(25), { nil: '' }),
    exponent: fc.oneof(
      fc.constant(''),
      fc.integer({ min: -30, max: 30 }).map((power) => `e${power}`),
      fc.integer({ min: -400, max: 400 }).map((power) => `E${power < 0 ? power : `+${power}`}`),
    ),
  })
  .map(({ sign, integer, fraction, exponent }) => sign + integer + (fraction && `.${fraction}`) + exponent);

/** The decimal digits of a number halfway between two float64 numbers, or next to it. */
const nearTie = fc
  .record({
    half: fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n - 1n }),
    places: fc.nat(8),
    nudge: fc.constantFrom(-1n, 0n, 1n),
  })
  .map(({ half, places, nudge }) => {
    const text = String((2n * half + 1n) * 5n ** BigInt(places) + nudge).padStart(places + 1, '0');
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  });

async function read(texts: readonly string[], chunkBytes?: number): Promise<Float64Array> {
  const text = `[${texts.join(',')}]`;
  return readAll(await openJson(memorySource(new TextEncoder().encode(text)), 'x.json', {}, chunkBytes));
}

describe('a JSON number', () => {
  it('is rounded as Number rounds it', async () => {
    const anyText = fc.oneof(numberText, nearTie, fc.double({ noNaN: true, noDefaultInfinity: true }).map(jsonOf));
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 200 }), async (texts) => {
        assert.deepEqual([...(await read(texts))], texts.map(Number));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('is the same wherever the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(numberText, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        async (texts, chunkBytes) => {
          assert.deepEqual([...(await read(texts, chunkBytes))], texts.map(Number));
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('is counted where float64 does not hold it', async () => {
    const integer = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n });
    await fc.assert(
      fc.asyncProperty(fc.array(integer, { minLength: 1 }), async (integers) => {
        const text = `[${integers.join(' , ')}]`;
        const { notices } = await openJson(memorySource(new TextEncoder().encode(text)), 'x.json', {});
        const inexact = integers.filter((value) => BigInt(Number(value)) !== value).length;
        assert.equal(Number.parseInt(notices[0]?.message ?? '0', 10), inexact);
      }),
      { seed },
    );
  });
});

describe('wideQuotient', () => {
  it('is the float64 nearest to the true quotient, or NaN', () => {
    const wide = fc.bigInt({ min: 2n ** 53n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(wide, fc.integer({ min: 1, max: 22 }), (value, places) => {
        const high = Number(value);
        const quotient = wideQuotient(high, Number(value - BigInt(high)), 10 ** places);
        assert.ok(Number.isNaN(quotient) || quotient === Number(`${value}e-${places}`));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it('does not guess at a tie', () => {
    // 2^53 + 1 lies halfway between two float64 numbers.
    const value = (2n ** 53n + 1n) * 10n;
    assert.ok(Number.isNaN(wideQuotient(Number(value), Number(value - BigInt(Number(value))), 10)));
  });
});

/** JSON, which has no way to write −0 in JavaScript's own printer. */
function jsonOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
