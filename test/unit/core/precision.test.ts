import assert from 'node:assert/strict';
import { Distribution } from '../../../src/core/distribution.js';
import { type FormatPrecision, type PrecisionVerdict, precisionOf } from '../../../src/core/precision.js';
import { errorOf, fixture, numberOf, type StoredNumber } from './expected.js';

type StoredVerdict = Omit<PrecisionVerdict, 'maxError'> & { readonly maxError: StoredNumber };

// precision.py beside the file writes this shape.
const emulated = fixture('precision.json') as readonly {
  readonly logits: readonly StoredNumber[];
  readonly formats: readonly (Omit<FormatPrecision, 'naive' | 'stable'> & {
    readonly naive: StoredVerdict;
    readonly stable: StoredVerdict;
  })[];
}[];

const verdictsOf = (logits: readonly number[], temperature = 1) =>
  precisionOf(new Distribution(Float64Array.from(logits), temperature));

function verdictOf(logits: readonly number[], format: string): FormatPrecision {
  const found = verdictsOf(logits).find((verdict) => verdict.format === format);
  assert.ok(found);
  return found;
}

function assertVerdict(actual: PrecisionVerdict, expected: StoredVerdict, place: string): void {
  const { maxError, underflowedMass, ...exact } = actual;
  const { maxError: storedError, underflowedMass: storedMass, ...stored } = expected;
  assert.deepEqual(exact, stored, place);
  assert.ok(errorOf(underflowedMass, storedMass) < 1e-13, place);
  const error = numberOf(storedError);
  if (Number.isNaN(error)) assert.equal(maxError, NaN, place);
  else assert.ok(Math.abs(maxError - error) < 1e-15, `${place}: ${maxError} for ${error}`);
}

describe('precisionOf', () => {
  it('says what an independent emulation of each format says', () => {
    for (const { logits, formats } of emulated) {
      const actual = verdictsOf(logits.map(numberOf));
      assert.deepEqual(
        actual.map(({ format }) => format),
        formats.map(({ format }) => format),
      );
      for (const [at, expected] of formats.entries()) {
        const found = actual[at];
        assert.ok(found);
        const place = `${expected.format} of ${logits.slice(0, 8).join(', ')}`;
        assert.equal(found.unrepresentable, expected.unrepresentable, place);
        assert.equal(found.firstUnrepresentable, expected.firstUnrepresentable, place);
        assertVerdict(found.naive, expected.naive, `naive ${place}`);
        assertVerdict(found.stable, expected.stable, `stable ${place}`);
      }
    }
  });

  it('sees the naive float16 softmax overflow above 11.09, and the stable one not', () => {
    const { naive, stable } = verdictOf([3, 11.1, 1], 'float16');
    assert.deepEqual([naive.overflow, naive.overflowedClasses, naive.firstOverflow, naive.nan], [true, 1, 1, true]);
    assert.deepEqual([stable.overflow, stable.nan], [false, false]);
    assert.equal(verdictOf([3, 11.08, 1], 'float16').naive.overflow, false);
  });

  it('tells a sum that overflows from a power that does', () => {
    const { naive, stable } = verdictOf([10.9, 10.9, 10.9], 'float16');
    assert.deepEqual([naive.overflow, naive.sumOverflow, naive.nan], [false, true, false]);
    assert.deepEqual([naive.underflowedClasses, stable.sumOverflow], [3, false]);
  });

  it('counts the classes that underflow, with the probability they hold', () => {
    const { stable } = verdictOf([0, -18, -19, -2], 'float16');
    assert.equal(stable.underflowedClasses, 2);
    assert.ok(errorOf(stable.underflowedMass, (Math.exp(-18) + Math.exp(-19)) / (1 + Math.exp(-2))) < 1e-7);
  });

  it('does not count masks as underflow', () => {
    for (const { naive, stable } of verdictsOf([1, -Infinity, 0.5, -1e9])) {
      assert.equal(naive.underflowedClasses, 0);
      assert.equal(stable.underflowedClasses, 0);
    }
  });

  it('names logits that the format cannot hold', () => {
    const { unrepresentable, firstUnrepresentable, stable } = verdictOf([0, 65520, 1e5, -7e4], 'float16');
    assert.deepEqual([unrepresentable, firstUnrepresentable, stable.nan], [3, 1, true]);
    assert.equal(verdictOf([0, 65519], 'float16').unrepresentable, 0);
  });

  it('is about z / T', () => {
    const [float16] = verdictsOf([24, 0], 2.5);
    assert.equal(float16?.naive.overflow, false);
    assert.equal(verdictOf([24, 0], 'float16').naive.overflow, true);
  });

  it('adds as a tree: 128,256 equal classes do not stand still at 256 in bfloat16', () => {
    const { stable } = verdictOf(
      Array.from({ length: 128256 }, () => 1),
      'bfloat16',
    );
    assert.ok(stable.maxError < 0.02 / 128256);
    assert.equal(
      verdictOf(
        Array.from({ length: 128256 }, () => 1),
        'float16',
      ).stable.sumOverflow,
      true,
    );
  });

  it('has no verdict on a row without a softmax', () => {
    for (const { naive, stable } of [...verdictsOf([1, NaN]), ...verdictsOf([Infinity]), ...verdictsOf([-Infinity])]) {
      for (const verdict of [naive, stable])
        assert.deepEqual([verdict.nan, verdict.maxError, verdict.overflow], [true, NaN, false]);
    }
  });
});
