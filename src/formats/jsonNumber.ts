import type { ByteWindow } from './byteWindow.js';
import { LongNumber, exactPowersOfTen } from './longNumber.js';

/** The number reaches the end of the window and may go on after it. */
export const incomplete = -1;
/** The bytes are not a number by the grammar of JSON (RFC 8259, section 6). */
export const malformed = -2;

/** Reads JSON numbers, rounded exactly as `Number` rounds them, and counts what float64 could not hold. */
export class NumberReader {
  /** Integers, written as such, that float64 does not hold exactly. */
  inexactIntegers = 0;
  /** Numbers too large for float64, which became ±Infinity. */
  overflows = 0;
  private readonly long = new LongNumber();

  /**
   * Reads the number at `window.bytes[start]` into `out[index]`; answers the index after it, `incomplete` or
   * `malformed`.
   */
  readInto(window: ByteWindow, start: number, out: Float64Array, index: number): number {
    const { bytes } = window;
    const isNegative = bytes[start] === minus;
    const integerStart = isNegative ? start + 1 : start;
    let position = integerStart;
    let value = 0;
    let digit: number;
    // A digit's byte differs from that of '0' in its last four bits alone. More than nine digits wrap, and are read
    // anew.
    while ((digit = (bytes[position] ?? 0) ^ zero) < 10) {
      value = (Math.imul(value, 10) + digit) | 0;
      position++;
    }
    const integerDigits = position - integerStart;
    let fractionDigits = 0;
    if (bytes[position] === point) {
      const fractionStart = ++position;
      while ((digit = (bytes[position] ?? 0) ^ zero) < 10) {
        value = (Math.imul(value, 10) + digit) | 0;
        position++;
      }
      fractionDigits = position - fractionStart;
    }
    if (position >= window.end && !window.isLast) return incomplete;
    if (integerDigits === 0 || (integerDigits > 1 && bytes[integerStart] === zero)) return malformed;
    if (bytes[position - 1] === point) return malformed;
    if (integerDigits + fractionDigits > 9 || ((bytes[position] ?? 0) | lowerCase) === exponentMark) {
      const end = this.long.scan(bytes, integerStart, integerStart + integerDigits, position);
      return this.readLongInto(window, start, end, out, index);
    }
    const magnitude = fractionDigits === 0 ? value : value / (exactPowersOfTen[fractionDigits] ?? 1);
    out[index] = isNegative ? -magnitude : magnitude;
    return position;
  }

  private readLongInto(window: ByteWindow, start: number, end: number, out: Float64Array, index: number): number {
    const { long } = this;
    if (end >= window.end && !window.isLast) return incomplete;
    if (!long.isWellFormed) return malformed;
    const magnitude = long.magnitude();
    if (Number.isNaN(magnitude)) {
      out[index] = this.numberOf(asciiText(window.bytes, start, end), long.isInteger);
      return end;
    }
    if (long.isInteger && !long.digitsAreExact()) this.inexactIntegers++;
    out[index] = window.bytes[start] === minus ? -magnitude : magnitude;
    return end;
  }

  private numberOf(text: string, isInteger: boolean): number {
    const value = Number(text);
    if (!Number.isFinite(value)) this.overflows++;
    // A finite one has at most 309 digits, so that this does not take long.
    else if (isInteger && BigInt(text) !== BigInt(value)) this.inexactIntegers++;
    return value;
  }
}

/** The text of ASCII bytes. For a few, as numbers are, this is several times as fast as a TextDecoder. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 64) return new TextDecoder().decode(bytes.subarray(start, end));
  let text = '';
  for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index] ?? 0);
  return text;
}

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const exponentMark = 0x65;
const lowerCase = 0x20;
