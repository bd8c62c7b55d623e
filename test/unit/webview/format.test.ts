import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  bytes,
  clock,
  column,
  exact,
  figure,
  fixed,
  integer,
  percent,
  probability,
  shape,
  temperature,
  withSign,
} from '../../../webview/format.js';

describe('Numbers in view', () => {
  it('have four significant digits', () => {
    const expected: [number, string][] = [
      [0.5871221504698858, '0.5871'],
      [0.9945206, '0.9945'],
      [12.932522, '12.93'],
      [0.0007987, '0.0007987'],
      [0.613, '0.6130'],
      [1, '1.000'],
      [0, '0'],
      [128256.4, '128,256'],
      [999.96, '1000'],
    ];
    for (const [value, text] of expected) assert.equal(figure(value), text);
  });

  it('have no digit that is smaller than what they may be off by', () => {
    assert.equal(figure(1.7924, 4, 0.00005), '1.792');
    assert.equal(figure(1.7924, 4, 0.004), '1.79');
    assert.equal(figure(1.7924, 4, 0.01), '1.79');
    assert.equal(figure(-1.7924, 4, 0.4), '−2');
    assert.equal(figure(12345.6, 4, 0.5), '12,346');
    assert.equal(figure(12345.6, 4, 50), '12,300');
    assert.equal(figure(0.0003, 4, 0.005), '0.00');
    assert.equal(figure(3, 4, 50), '0');
    assert.equal(figure(0, 4, 0.005), '0.00');
    assert.equal(figure(1, 4, Infinity), '–');
  });

  it('are powers of ten where they are tiny or huge', () => {
    assert.equal(figure(3.2e-9, 2), '3.2·10⁻⁹');
    assert.equal(figure(-6.915e-5), '−6.915·10⁻⁵');
    assert.equal(figure(1.5e12, 2), '1.5·10¹²');
    assert.equal(figure(5e-324), '4.941·10⁻³²⁴');
  });

  it('have a true minus, never a hyphen', () => {
    assert.equal(figure(-0.6819), '−0.6819');
    assert.equal(fixed(-2.302, 3), '−2.302');
    assert.equal(withSign(-0.5), '−0.5000');
    assert.equal(withSign(0.5), '+0.5000');
  });

  it('say what is not finite and what is not there', () => {
    assert.equal(figure(null), '–');
    assert.equal(figure(NaN), 'NaN');
    assert.equal(figure(Infinity), '∞');
    assert.equal(fixed(-Infinity, 2), '−∞');
    assert.equal(fixed(NaN, 2), '–');
  });

  it('align in a column, and are marked where the column has too few decimals', () => {
    assert.equal(fixed(0.58712, 4), '0.5871');
    assert.equal(fixed(0, 3), '0.000');
    assert.equal(column(0.99452, 3), '0.995');
    assert.equal(column(4e-9, 3), '<0.001');
    assert.equal(column(-4e-9, 3), '0.000');
    assert.equal(fixed(4e-9, 3), '4.0·10⁻⁹');
  });

  it('are never cut by a narrow column: decimals go first, then they become powers of ten', () => {
    assert.equal(column(123.456, 3), '123.46');
    assert.equal(column(-12345.678, 2), '−12346');
    assert.equal(column(1234567, 2), '1·10⁶');
    assert.equal(column(-1e9, 2, 8), '−1.0·10⁹');
    assert.equal(column(-Infinity, 2), '−∞');
    assert.equal(column(null, 2), '–');
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        assert.ok(column(value, 3).length <= 8 && column(value, 2, 8).length <= 10, column(value, 3));
      }),
    );
  });

  it('tell a probability of almost 1 by its distance', () => {
    assert.equal(probability(0.5871), '0.5871');
    assert.equal(probability(1 - 3.2e-9, 3.2e-9), '1\u00a0−\u00a03.2·10⁻⁹');
    assert.equal(probability(1, 0), '1.000');
    assert.equal(probability(null), '–');
  });

  it('never call almost nothing 0 % or almost all 100 %', () => {
    assert.equal(percent(0.43), '43\u00a0%');
    assert.equal(percent(0), '0\u00a0%');
    assert.equal(percent(1), '100\u00a0%');
    assert.equal(percent(1e-5), '<\u00a01\u00a0%');
    assert.equal(percent(0.9999), '>\u00a099\u00a0%');
    assert.equal(percent(null), '–');
  });

  it('count in thousands, bytes and axes', () => {
    assert.equal(integer(1_000_000), '1,000,000');
    assert.equal(bytes(20), '20\u00a0B');
    assert.equal(bytes(1331), '1.3\u00a0KB');
    assert.equal(bytes(4.2 * 2 ** 30), '4.2\u00a0GB');
    assert.equal(bytes(0), '0\u00a0B');
    assert.equal(shape([64, 10]), '64 × 10');
    assert.equal(shape([]), '()');
  });

  it('write a temperature as short as it was set', () => {
    assert.equal(temperature(1), '1');
    assert.equal(temperature(0.7071067), '0.707');
    assert.equal(temperature(1e-6), '1.00·10⁻⁶');
  });

  it('write the time of day with two digits each', () => {
    assert.equal(clock(new Date(2026, 10, 20, 14, 2)), '14:02');
  });
});

describe('Numbers to copy', () => {
  it('read back as the very same float64', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        assert.ok(Object.is(Number(exact(value)), value));
      }),
    );
  });

  it('are nan and inf as NumPy writes them', () => {
    assert.deepEqual([NaN, Infinity, -Infinity, null].map(exact), ['nan', 'inf', '-inf', '–']);
  });
});
