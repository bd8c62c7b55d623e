import type { DTypeName } from '../core/dtype.js';
import { floatFormats } from '../core/floatFormat.js';

/**
 * The shortest decimal digits that read back as the same value of a type, of several such the nearest to it: `0.1`, `1e-7`,
 * `6.6e+19`, `-0`; `NaN`, `Infinity` and `-Infinity` are called so. The value is one of the type's.
 */
export function numberText(value: number, dtype: DTypeName): string {
  if (Object.is(value, -0)) return '-0';
  const round = roundings.get(dtype);
  if (!Number.isFinite(value) || value === 0) return String(value);
  return plain(round === undefined ? value : shortest(value, round));
}

const roundings: ReadonlyMap<DTypeName, (x: number) => number> = new Map(
  floatFormats.flatMap(({ name, round }) =>
    name === 'float16' || name === 'bfloat16' || name === 'float32' ? [[name, round] as const] : [],
  ),
);

/** As JavaScript writes it, but for what is so large that its last digits would only be zeros. */
function plain(value: number): string {
  return Math.abs(value) < 1e16 ? String(value) : value.toExponential();
}

/** Nine digits tell every float32 from its neighbours; most need about as many as where the search begins. */
const [fewestDigits, usualDigits, mostDigits] = [1, 7, 9];

/** The number that the shortest decimal is, which the type's rounding takes back to the value. */
function shortest(value: number, round: (x: number) => number): number {
  let digits = usualDigits;
  let found = readingBack(value, digits, round);
  while (found === undefined && digits < mostDigits) found = readingBack(value, ++digits, round);
  if (digits > usualDigits) return found ?? value;
  while (digits > fewestDigits) {
    const shorter = readingBack(value, --digits, round);
    if (shorter === undefined) break;
    found = shorter;
  }
  return found ?? value;
}

/** The decimal of so many digits that reads back as the value; undefined where there is none. */
function readingBack(value: number, digits: number, round: (x: number) => number): number | undefined {
  const nearest = nearestDecimal(value, digits);
  if (round(nearest) === value) return nearest;
  // Below a power of two neighbours are nearer than above it: a decimal farther off may still be within reach.
  if (!Number.isInteger(Math.log2(Math.abs(value))) || Math.abs(nearest) > Math.abs(value)) return undefined;
  const unit = 10 ** (exponentOf(nearest) - digits + 1);
  const farther = Number((nearest + Math.sign(value) * unit).toPrecision(digits));
  return round(farther) === value ? farther : undefined;
}

/** The nearest decimal of so many digits, the even one of two: JavaScript's own is then the larger. */
function nearestDecimal(value: number, digits: number): number {
  const rounded = Number(value.toPrecision(digits));
  const [mantissa = ''] = value.toExponential().split('e');
  const known = mantissa.replace(/[-.]/g, '');
  // Halfway between two decimals lies only what one digit more says exactly.
  if (known.length !== digits + 1 || !known.endsWith('5') || !/[13579]$/.test(lastOf(rounded, digits))) return rounded;
  const isExact = /^0*$/.test(exactDigits(value).slice(digits + 1));
  return isExact ? Number(`${value < 0 ? '-' : ''}${known.slice(0, -1)}e${exponentOf(value) - digits + 1}`) : rounded;
}

function lastOf(value: number, digits: number): string {
  return value.toExponential(digits - 1).split('e')[0] ?? '';
}

/** Every digit of a number; a hundred are as many as JavaScript gives, and enough to see that there are more. */
function exactDigits(value: number): string {
  return (value.toExponential(100).split('e')[0] ?? '').replace(/[-.]/g, '');
}

function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}
