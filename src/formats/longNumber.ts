import { wideQuotient } from './wideQuotient.js';

/** The powers of ten that float64 holds exactly. */
export const exactPowersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * A JSON number of many digits or with an exponent, taken apart. One object serves for any number of numbers, one
 * after another.
 *
 *     12 . 345678 901234567 e-3      the value is (leading · 10^tailDigits + middle · 10^9 + last) · 10^exponent
 *     leading  middle  last          of an integer all digits are of the tail, middle and last
 */
export class LongNumber {
  /** Whether it is written without a fraction and an exponent. */
  isInteger = false;
  /** Whether its exponent, if it has one, has digits. */
  isWellFormed = false;
  private leading = 0;
  private middle = 0;
  private last = 0;
  private tailDigits = 0;
  private exponent = 0;
  /** Whether the parts hold all its digits. */
  private isSplit = false;

  /**
   * Takes apart the number whose integer digits are `[integerStart, integerEnd)` and whose mantissa ends at
   * `mantissaEnd`, both known to be well formed; answers the index after it.
   */
  scan(bytes: Uint8Array, integerStart: number, integerEnd: number, mantissaEnd: number): number {
    this.isInteger = mantissaEnd === integerEnd;
    this.isWellFormed = true;
    if (this.isInteger) {
      this.split(bytes, integerStart, integerStart, integerStart, integerEnd);
      this.exponent = 0;
    } else {
      this.split(bytes, integerStart, integerEnd, integerEnd + 1, mantissaEnd);
      this.exponent = integerEnd + 1 - mantissaEnd;
    }
    const hasExponent = ((bytes[mantissaEnd] ?? 0) | lowerCase) === exponentMark;
    return hasExponent ? this.scanExponent(bytes, mantissaEnd + 1) : mantissaEnd;
  }

  /**
   * Its magnitude, rounded to the nearest float64, or NaN where that takes more than a few steps of arithmetic: more
   * than 18 digits, or a power of ten beyond 22, the last that is exact (Clinger, "How to read floating point numbers
   * accurately", 1990).
   */
  magnitude(): number {
    if (!this.isSplit || this.exponent < -22 || this.exponent > 22) return NaN;
    const sum = this.sum();
    const lost = this.lost();
    if (this.exponent === 0) return sum;
    const power = exactPowersOfTen[Math.abs(this.exponent)] ?? NaN;
    if (lost === 0) return this.exponent > 0 ? sum * power : sum / power;
    return this.exponent > 0 ? NaN : wideQuotient(sum, lost, power);
  }

  /** Whether its digits, read as an integer, are a float64; only where `magnitude` is a number. */
  digitsAreExact(): boolean {
    return this.lost() === 0;
  }

  /** All digits as an integer, rounded. Each term is exact by itself, since 5^9 · 10^9 and 5^17 · 10 are below 2^53. */
  private sum(): number {
    return this.scaledLeading() + this.tail();
  }

  /**
   * What rounding took from `sum`, exactly: in both additions the first term is zero or the larger one (Dekker,
   * 1971).
   */
  private lost(): number {
    const [head, tail, middle] = [this.scaledLeading(), this.tail(), this.middle * 1e9];
    return tail - (head + tail - head) + (this.last - (tail - middle));
  }

  private scaledLeading(): number {
    return this.leading * (exactPowersOfTen[this.tailDigits] ?? NaN);
  }

  private tail(): number {
    return this.middle * 1e9 + this.last;
  }

  /** The digits `[leadingStart, leadingEnd)` go before those of `[tailStart, tailEnd)`. */
  private split(bytes: Uint8Array, leadingStart: number, leadingEnd: number, tailStart: number, tailEnd: number): void {
    const leadingDigits = leadingEnd - leadingStart;
    this.leading = leadingDigits <= 9 ? digitsIn(bytes, leadingStart, leadingEnd) : 1;
    let start = tailStart;
    if (this.leading === 0) while (bytes[start] === zero && start < tailEnd) start++;
    const tailDigits = tailEnd - start;
    this.isSplit = tailDigits <= 18 && (this.leading === 0 || leadingDigits + tailDigits <= 18) && leadingDigits <= 9;
    if (!this.isSplit) return;
    const lastStart = Math.max(start, tailEnd - 9);
    this.middle = digitsIn(bytes, start, lastStart);
    this.last = digitsIn(bytes, lastStart, tailEnd);
    this.tailDigits = tailDigits;
  }

  private scanExponent(bytes: Uint8Array, start: number): number {
    const isNegative = bytes[start] === minus;
    const digitsStart = isNegative || bytes[start] === plus ? start + 1 : start;
    let end = digitsStart;
    while (((bytes[end] ?? 0) ^ zero) < 10) end++;
    // Of a long one more than the leading zeros is needed only where it is far out of range: leave that to `Number`.
    const value = end - digitsStart <= 9 ? digitsIn(bytes, digitsStart, end) : Infinity;
    this.exponent += isNegative ? -value : value;
    this.isWellFormed = end > digitsStart;
    this.isInteger = false;
    return end;
  }
}

/** The value of up to nine digits; 0 for none. */
function digitsIn(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let position = start; position < end; position++)
    value = (Math.imul(value, 10) + ((bytes[position] ?? 0) ^ zero)) | 0;
  return value;
}

const minus = 0x2d;
const plus = 0x2b;
const zero = 0x30;
const exponentMark = 0x65;
const lowerCase = 0x20;
