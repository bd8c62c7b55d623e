const minus = '\u2212';
const nonBreaking = '\u00a0';

/** Significant digits in view. */
const digits = 4;

/**
 * A figure with four significant digits, or as many as its `error` leaves sure: a unit of the last digit shown is no smaller. `<0.1` is
 * a figure that is not told from 0.
 */
export function written(value: number, error = 0): string {
  const size = Math.abs(value);
  const sure = sureDecimals(error);
  const decimals = Math.min(Math.max(0, digits - 1 - magnitudeOf(size)), sure);
  const isTiny = size > 0 && size < 1e-4 && size >= 10 ** -sure;
  return isTiny
    ? sign(value) + scientific(size, Math.min(digits, sure + magnitudeOf(size) + 1))
    : withDecimals(value, decimals);
}

/**
 * Numbers of one column, with as many decimals each: so many that the largest has four significant digits, and no digit of
 * any says more than its error leaves sure; no more than they need where all are exact. A mask such as −1e9 beside others
 * counts for nothing in this.
 */
export function column(values: readonly number[], errors: readonly number[]): string[] {
  const places = values.flatMap((value, index) => (Math.abs(value) < beyondOthers ? [index] : []));
  const counting = places.length > 0 ? places : values.map((_, index) => index);
  const largest = counting.reduce((most, index) => Math.max(most, Math.abs(values[index] ?? 0)), 0);
  const sure = counting.reduce((least, index) => Math.min(least, sureDecimals(errors[index] ?? 0)), Infinity);
  const most = Math.min(digits - 1 - magnitudeOf(largest), sure);
  const needed = counting.reduce((least, index) => Math.max(least, decimalsOf(values[index] ?? 0, most)), 0);
  const decimals = sure === Infinity ? needed : Math.max(0, most);
  const own = (index: number): number => Math.min(decimals, sureDecimals(errors[index] ?? 0));
  return values.map((value, index) => withDecimals(value, Math.abs(value) < beyondOthers ? decimals : own(index)));
}

const beyondOthers = 9000;

/** How many decimals, at most `most`, a number needs. */
function decimalsOf(value: number, most: number): number {
  for (let decimals = 0; decimals < most; decimals++) if (Number(value.toFixed(decimals)) === value) return decimals;
  return Math.max(0, most);
}

/** Stands for a probability of which no digit is sure. */
const unknown = '?';

/** A probability; one so near to 1 that its digits cannot tell is written by what it lacks, `1 − 3.2·10⁻⁹`. */
export function writtenProbability(value: number, oneMinus: number, error: number, decimals: number): string {
  if (decimals === 0) return unknown;
  const isNear = value >= 1 - 0.5 * 10 ** -decimals && oneMinus > 0;
  if (!isNear) return withDecimals(value, decimals);
  const sure = Math.min(2, magnitudeOf(oneMinus) + 1 + sureDecimals(error));
  return sure > 0
    ? `1${nonBreaking}${minus}${nonBreaking}${scientific(oneMinus, sure)}`
    : `>${(1 - 10 ** -decimals).toFixed(decimals)}`;
}

/** The decimals of a column of probabilities. */
export function probabilityDecimals(errors: readonly number[]): number {
  return Math.max(0, Math.min(digits, ...errors.map(sureDecimals)));
}

/** So many decimals that a unit of the last is no smaller than the error. */
function sureDecimals(error: number): number {
  return error > 0 ? Math.floor(-Math.log10(error) + 1e-9) : Infinity;
}

function withDecimals(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e7 || decimals < -3)
    return sign(value) + scientific(size, Math.max(1, Math.min(digits, magnitudeOf(size) + 1 + decimals)));
  if (size < 0.5 * 10 ** -decimals)
    return value > 0 && decimals >= 0 ? `<${(10 ** -decimals).toFixed(decimals)}` : (0).toFixed(Math.max(0, decimals));
  const unit = 10 ** -Math.min(0, decimals);
  return sign(value) + (decimals >= 0 ? size.toFixed(decimals) : String(Math.round(size / unit) * unit));
}

function sign(value: number): string {
  return value < 0 ? minus : '';
}

function magnitudeOf(value: number): number {
  return value > 0 && Number.isFinite(value) ? Math.floor(Math.log10(value)) : 0;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `3.2·10⁻⁹`, with so many significant digits. */
function scientific(size: number, significant: number): string {
  const [mantissa = '', exponent = '0'] = size.toExponential(significant - 1).split('e');
  const power = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => superscripts[Number(digit)] ?? '');
  return `${mantissa}·10${power}`;
}
