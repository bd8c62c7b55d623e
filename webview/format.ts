/** What stands for a figure that does not exist. */
export const none = '–';

const minus = '\u2212';
const nonBreaking = '\u00a0';

/**
 * A number as a person reads it: `digits` significant digits, a true minus, `3.214·10⁻⁹` below 10⁻⁴ and from 10⁷ on.
 * A number of four digits or more before the point keeps them all. Of one that may be off by `error`, only digits whose unit
 * is no smaller.
 */
export function figure(value: number | null, digits = 4, error = 0): string {
  if (value === null || error === Infinity) return none;
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  if (error > 0) {
    const place = Math.ceil(Math.log10(error));
    const kept = Math.floor(Math.log10(size)) - place + 1;
    if (place > 0) return figure(Math.round(value / 10 ** place) * 10 ** place, digits);
    return kept < 1 ? (0).toFixed(-place) : figure(value, Math.min(kept, digits));
  }
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e7) return scientific(value, digits);
  return signed(value, size >= 10 ** (digits - 1) ? integer(Math.round(size)) : size.toPrecision(digits));
}

/** A number with a fixed count of decimals, so that a column of them aligns; tiny ones as `3.2·10⁻⁹`. */
export function fixed(value: number | null, decimals: number): string {
  if (value === null || Number.isNaN(value)) return none;
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  if (size >= 1e7 || (size !== 0 && size < 0.5 * 10 ** -decimals)) return scientific(value, 2);
  return signed(value, size.toFixed(decimals));
}

/**
 * The same for a column that has room for `most` characters: never cut, it loses decimals first and becomes a power of
 * ten last. A tiny number is `<0.001`.
 */
export function column(value: number | null, decimals: number, most = 6): string {
  if (value === null || !Number.isFinite(value)) return fixed(value, decimals);
  const least = 10 ** -decimals;
  if (value !== 0 && Math.abs(value) < least / 2) return value > 0 ? `<${least.toFixed(decimals)}` : fixed(0, decimals);
  for (let kept = decimals; kept >= 0; kept--) {
    const text = signed(value, Math.abs(value).toFixed(kept));
    if (text.length <= most) return text;
  }
  return scientific(value, most < 8 ? 1 : 2);
}

/** A number with its sign in any case, as a gradient wants it: `+0.5871`, `−0.6819`. */
export function withSign(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value);
}

/**
 * A probability; one so near to 1 that four digits cannot tell is written by its distance, `1 − 3.2·10⁻⁹`,
 * where that is known.
 */
export function probability(value: number | null, oneMinus: number | null = null): string {
  if (value === null || value < 0.9999 || oneMinus === null || oneMinus <= 0) return figure(value);
  return `1${nonBreaking}${minus}${nonBreaking}${figure(oneMinus, 2)}`;
}

/** A share of a whole, from 0 to 1, in whole per cent; never 0 % or 100 % of what is not quite that. */
export function percent(share: number | null): string {
  if (share === null || Number.isNaN(share)) return none;
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return `<${nonBreaking}1${nonBreaking}%`;
  if (rounded === 100 && share < 1) return `>${nonBreaking}99${nonBreaking}%`;
  return `${rounded}${nonBreaking}%`;
}

/** A count with its thousands apart: `1,000,000`. */
export function integer(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** Every digit that the number has: the shortest text that reads back as the same float64; `inf` and `nan` as NumPy has them. */
export function exact(value: number | null): string {
  if (value === null) return none;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** An amount of data: `20 B`, `1.3 KB`, `4.2 GB` (powers of 1024, as VS Code counts). */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const rank = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  const amount = count / 1024 ** rank;
  const text = rank === 0 || amount >= 100 ? String(Math.round(amount)) : amount.toFixed(1);
  return `${text}${nonBreaking}${units[rank] ?? ''}`;
}

/** A shape as it is spoken: `64 × 10`; a scalar is `()`. */
export function shape(lengths: readonly number[]): string {
  return lengths.length === 0 ? '()' : lengths.map(integer).join(' × ');
}

/** The time of day: `14:02`. */
export function clock(time: Date): string {
  return time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** The same with its seconds: `14:02:07`. */
export function seconds(time: Date): string {
  return time.toLocaleTimeString('en-GB');
}

/** A temperature: three digits are as fine as a hand can set it. */
export function temperature(value: number): string {
  return value >= 1e-4 && value < 1e4 ? String(Number(value.toPrecision(3))) : figure(value, 3);
}

function special(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : `${minus}∞`;
}

function signed(value: number, size: string): string {
  return value < 0 && Number(size) !== 0 ? minus + size : size;
}

const superscripts = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const power = String(Math.abs(Number(exponent))).replace(/\d/g, (digit) => superscripts[Number(digit)] ?? '');
  return `${value < 0 ? minus : ''}${mantissa}·10${Number(exponent) < 0 ? '⁻' : ''}${power}`;
}
