import { ascii } from './ascii';
import { digitsIn, skipDigits } from './digits';
import { nearest } from './eiselLemire';
import { layout } from './layout';

/** Of the integers that were read, how many float64 does not hold. */
export let inexactIntegers: i32 = 0;

export function resetCount(): void {
  inexactIntegers = 0;
}

const mostDigits = 19;
const exact: u64 = 1 << 53;

/**
 * Reads any number at `start`, or a word for one, into `out`; answers the index after it, or 0 where that is not for
 * this module: what is no number, reaches `end`, is infinite in float64, or an integer or a near tie of too many digits.
 */
export function readLongNumber(start: usize, end: usize, out: usize): usize {
  const isNegative = load<u8>(start) === ascii.minus;
  const integer = start + usize(isNegative);
  const point = skipDigits(integer);
  if (point === integer) return readWord(integer, isNegative, out);
  if (load<u8>(integer) === ascii.zero && point > integer + 1) return 0;
  let position = point;
  let fraction = point;
  if (load<u8>(point) === ascii.point) {
    fraction = point + 1;
    position = skipDigits(fraction);
    if (position === fraction) return 0;
  }
  const mantissaEnd = position;
  let exponent: i32 = 0;
  if ((load<u8>(position) | ascii.lowerCase) === ascii.exponentMark) {
    position = skipExponent(position + 1);
    if (position === 0) return 0;
    exponent = exponentIn(mantissaEnd + 1, position);
  }
  if (position >= end) return 0;
  const isInteger = position === point;
  const bits = bitsOf(integer, point, fraction, mantissaEnd, exponent, isInteger);
  if (bits >= 0x7ff0000000000000) return 0;
  store<u64>(out, bits | ((<u64>isNegative) << 63));
  return position;
}

const unknown: u64 = u64.MAX_VALUE;

/** The bits of a magnitude, those of an infinity, or `unknown`. */
function bitsOf(integer: usize, point: usize, fraction: usize, end: usize, exponent: i32, isInteger: bool): u64 {
  const integerDigits = <i32>(point - integer);
  const fractionDigits = <i32>(end - fraction);
  if (integerDigits + fractionDigits > mostDigits && load<u8>(integer) !== ascii.zero)
    return isInteger ? unknown : ofManyDigits(integer, point, end, exponent + integerDigits);
  let first = fraction;
  if (load<u8>(integer) === ascii.zero) while (load<u8>(first) === ascii.zero) first++;
  if (<i32>(end - first) > mostDigits) return ofManyDigits(first, end, end, exponent - <i32>(first - fraction));
  let digits = digitsIn(first, end);
  if (load<u8>(integer) !== ascii.zero) digits += digitsIn(integer, point) * <u64>powerOfTen(fractionDigits);
  if (isInteger) {
    const rounded = <f64>digits;
    if (<u64>rounded !== digits) inexactIntegers++;
    return reinterpret<u64>(rounded);
  }
  return rounded(digits, exponent - fractionDigits);
}

/** The bits nearest to `digits` · 10^`exponent`. */
function rounded(digits: u64, exponent: i32): u64 {
  if (digits === 0) return 0;
  // Both are exact in float64, so that one rounding is all there is (Clinger, 1990).
  if (digits <= exact && exponent >= -22 && exponent <= 22) {
    const value = <f64>digits;
    return reinterpret<u64>(exponent < 0 ? value / powerOfTen(-exponent) : value * powerOfTen(exponent));
  }
  return nearest(digits, exponent);
}

/**
 * The same of more digits than an integer of 64 bits holds, the first of them no zero: `[start, end)`, but for a point
 * at `point`. The value is 0.digits · 10^`exponent`. What follows the first 19 digits lies between nothing and one unit
 * of the last of them.
 */
function ofManyDigits(start: usize, point: usize, end: usize, exponent: i32): u64 {
  let digits: u64 = 0;
  let count = 0;
  for (let position = start; count < mostDigits; position++) {
    if (position === point) continue;
    digits = digits * 10 + (load<u8>(position) - ascii.zero);
    count++;
  }
  const lower = rounded(digits, exponent - mostDigits);
  return lower === rounded(digits + 1, exponent - mostDigits) ? lower : unknown;
}

function powerOfTen(exponent: i32): f64 {
  return load<f64>(layout.powersOfTen + ((<usize>exponent) << 3));
}

/** The index after the sign and the digits of an exponent, or 0 where it has no digits. */
function skipExponent(start: usize): usize {
  const sign = load<u8>(start);
  const digits = start + usize(sign === ascii.minus || sign === ascii.plus);
  const end = skipDigits(digits);
  return end === digits ? 0 : end;
}

/** Exponents far beyond any that matters become a billion, which outweighs the digits of any number. */
function exponentIn(start: usize, end: usize): i32 {
  let value: i32 = 0;
  for (let position = start; position < end; position++) {
    const byte = load<u8>(position);
    if (byte >= ascii.zero && value < 100000000) value = value * 10 + (byte - ascii.zero);
  }
  return load<u8>(start) === ascii.minus ? -value : value;
}

/** Python's `NaN`, `Infinity` and `-Infinity`, as bytes read backwards. */
const nan: u32 = 0x4e614e;
const infinity: u64 = 0x7974696e69666e49;

function readWord(start: usize, isNegative: bool, out: usize): usize {
  if (load<u64>(start) === infinity) {
    store<f64>(out, isNegative ? -Infinity : Infinity);
    return start + 8;
  }
  if (isNegative || (load<u32>(start) & 0xffffff) !== nan) return 0;
  store<f64>(out, NaN);
  return start + 3;
}
