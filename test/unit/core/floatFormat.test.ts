import assert from 'node:assert/strict';
import { decodeInto } from '../../../src/core/dtype.js';
import { type FloatFormat, type FloatFormatName, floatFormats } from '../../../src/core/floatFormat.js';

function formatNamed(name: FloatFormatName): FloatFormat {
  const format = floatFormats.find((candidate) => candidate.name === name);
  assert.ok(format);
  return format;
}

/** Every finite value of a format from 0 up, in the order of the patterns. */
function positiveValues(name: FloatFormatName): number[] {
  if (name === 'float16' || name === 'bfloat16') {
    const bytes = Uint8Array.from({ length: 65536 }, (_, at) => (at % 2 === 0 ? at >> 1 : at >> 9));
    const values = new Float64Array(32768);
    decodeInto(name, bytes, true, values);
    return [...values.filter(Number.isFinite)];
  }
  const [mantissaBits, bias, finite] = name === 'float8_e4m3fn' ? [3, 7, 127] : [2, 15, 124];
  return Array.from({ length: finite }, (_, pattern) => {
    const exponent = pattern >> mantissaBits;
    const mantissa = (pattern & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
    return exponent === 0 ? mantissa * 2 ** (1 - bias) : (1 + mantissa) * 2 ** (exponent - bias);
  });
}

describe('floatFormats', () => {
  const table = [
    ['float16', 65504, 11.0899],
    ['bfloat16', 3.3895e38, 88.7189],
    ['float32', 3.4028e38, 88.7228],
    ['float64', 1.79769e308, 709.7827],
    ['float8_e4m3fn', 448, 6.1048],
    ['float8_e5m2', 57344, 10.9568],
  ] as const;

  for (const [name, maximum, overflowThreshold] of table) {
    it(`derives the largest ${name} and where e^z overflows`, () => {
      const format = formatNamed(name);
      assert.ok(Math.abs(format.maximum / maximum - 1) < 2e-5);
      assert.ok(Math.abs(format.overflowThreshold - overflowThreshold) < 1e-4);
    });
  }

  for (const name of ['float16', 'bfloat16', 'float8_e4m3fn', 'float8_e5m2'] as const) {
    const { round, maximum, smallestNormal, smallestSubnormal, mantissaBits, hasInfinities } = formatNamed(name);
    const values = positiveValues(name);

    it(`agrees with the patterns of ${name} on its limits`, () => {
      assert.equal(values.at(-1), maximum);
      assert.equal(values[1], smallestSubnormal);
      assert.equal(values[2 ** mantissaBits], smallestNormal);
    });

    it(`rounds to the nearest ${name}, ties to the even pattern`, () => {
      for (const [pattern, value] of values.entries()) {
        assert.equal(round(value), value);
        assert.equal(round(-value), -value || 0);
        const next = values[pattern + 1];
        if (next === undefined) continue;
        const middle = (value + next) / 2;
        assert.equal(round(middle), pattern % 2 === 0 ? value : next);
        assert.equal(round(middle * (1 - 2 ** -52)), value);
        assert.equal(round(middle * (1 + 2 ** -52)), next);
        assert.equal(round(-middle * (1 + 2 ** -52)), -next);
      }
    });

    it(`overflows ${name} half a step above its maximum`, () => {
      const middle = maximum + (maximum - (values.at(-2) ?? NaN)) / 2;
      const overflow = hasInfinities ? Infinity : NaN;
      // The last pattern is odd with infinities after it, even with NaN after it.
      assert.equal(round(middle), hasInfinities ? Infinity : maximum);
      assert.equal(round(middle * (1 - 2 ** -52)), maximum);
      for (const x of [middle * (1 + 2 ** -52), 3 * maximum, 1e300, Infinity]) {
        assert.equal(round(x), overflow);
        assert.equal(round(-x), -overflow);
      }
      assert.equal(round(NaN), NaN);
      assert.equal(round(Number.MIN_VALUE), 0);
    });
  }

  it('rounds to float32 as the language does, and to float64 not at all', () => {
    const { smallestNormal, smallestSubnormal, maximum, round } = formatNamed('float32');
    assert.deepEqual([smallestNormal, smallestSubnormal], [2 ** -126, 2 ** -149]);
    assert.equal(Math.fround(maximum), maximum);
    assert.equal(round(0.1), Math.fround(0.1));
    assert.equal(formatNamed('float64').round(0.1), 0.1);
    assert.equal(formatNamed('float64').maximum, Number.MAX_VALUE);
    assert.equal(formatNamed('float64').smallestSubnormal, Number.MIN_VALUE);
  });
});
