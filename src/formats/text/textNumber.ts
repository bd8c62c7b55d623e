/** How a number was written: with a point or not, with a power of ten, in hexadecimal, or as a word such as `nan`. */
export type NumberForm = 'integer' | 'fixed' | 'scientific' | 'hexadecimal' | 'word' | 'boolean';

/** A number as a text wrote it. One object serves for any number of numbers, one after another. */
export class TextNumber {
  value = 0;
  form: NumberForm = 'integer';
  /** Digits behind the point, of the mantissa where there is an exponent. */
  places = 0;
  /** Digits from the first that is not zero on. */
  significant = 0;
  /** Whether it has a suffix that makes it a float32, as `0.1f` in C and `0.1f32` in Rust. */
  isSingle = false;
  /** Whether it is an integer that float64 does not hold. */
  isInexact = false;
  /** Whether it is too large for float64, and so became infinite. */
  isOverflow = false;
  /** The index after it, suffix and all. */
  end = 0;

  /** Takes the value of a word, `nan` for example, that ends at `end`. */
  setWord(value: number | boolean, end: number): void {
    this.clear(typeof value === 'boolean' ? 'boolean' : 'word', end);
    this.value = Number(value);
  }

  /**
   * Reads the number in digits that begins at `start`; answers whether there is one. Digits may be grouped with `_` (or
   * `'`, in C++); the value is rounded as `Number` rounds it.
   */
  scan(text: string, start: number): boolean {
    const isNegative = isMinus(text.charCodeAt(start));
    const digitsStart = isNegative || text.charCodeAt(start) === plus ? start + 1 : start;
    if (text.charCodeAt(digitsStart) === zero && (text.charCodeAt(digitsStart + 1) | lowerCase) === letterX) {
      return this.scanHexadecimal(text, digitsStart + 2, isNegative);
    }
    let position = this.scanDigits(text, digitsStart);
    const integerDigits = this.digits;
    let isPlain = position - digitsStart === integerDigits;
    let mantissa = this.mantissa;
    const { significant } = this;
    this.clear('integer', position);
    this.significant = significant;
    // Of `3...` the points are a printer's, not the number's.
    if (text.charCodeAt(position) === point && !(text.charCodeAt(position + 1) === point)) {
      const fractionStart = position + 1;
      position = this.scanDigits(text, fractionStart, mantissa, this.significant);
      mantissa = this.mantissa;
      this.places = this.digits;
      isPlain = isPlain && position - fractionStart === this.places;
      this.form = 'fixed';
    }
    if (integerDigits + this.places === 0) return false;
    const mantissaEnd = position;
    const exponent = this.scanExponent(text, position);
    position = this.end;
    const short = isPlain && integerDigits + this.places <= 15;
    const power = exponent - this.places;
    let magnitude: number;
    if (short && power >= -22 && power <= 22) {
      // Both are exact, so that one rounding is all (Clinger, "How to read floating point numbers accurately", 1990).
      magnitude = power < 0 ? mantissa / powerOfTen(-power) : mantissa * powerOfTen(power);
    } else {
      const mantissaText = text.slice(digitsStart, mantissaEnd).replaceAll(/[_']/g, '');
      magnitude = Number(`${mantissaText}e${exponent}`);
      this.isOverflow = magnitude === Infinity;
      this.isInexact = this.form === 'integer' && !this.isOverflow && BigInt(mantissaText) !== BigInt(magnitude);
    }
    this.value = isNegative ? -magnitude : magnitude;
    this.end = this.scanSuffix(text, position);
    return true;
  }

  private digits = 0;
  private mantissa = 0;

  private clear(form: NumberForm, end: number): void {
    this.form = form;
    this.end = end;
    this.places = this.significant = 0;
    this.isSingle = this.isInexact = this.isOverflow = false;
  }

  private scanDigits(text: string, start: number, mantissa = 0, significant = 0): number {
    let position = start;
    let count = 0;
    for (;;) {
      const code = text.charCodeAt(position);
      const digit = code - zero;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        if (significant > 0 || digit > 0) significant++;
        count++;
      } else if (!(
        (code === underscore || code === apostrophe) &&
        count > 0 &&
        isDigit(text.charCodeAt(position + 1))
      )) {
        break;
      }
      position++;
    }
    this.digits = count;
    this.mantissa = mantissa;
    this.significant = significant;
    return position;
  }

  /** Reads an exponent, if there is a whole one; answers it, and sets the end behind it. */
  private scanExponent(text: string, start: number): number {
    this.end = start;
    if ((text.charCodeAt(start) | lowerCase) !== letterE && !isJuliaExponent(text, start)) return 0;
    let position = start + 1;
    const isNegative = isMinus(text.charCodeAt(position));
    if (isNegative || text.charCodeAt(position) === plus) position++;
    if (!isDigit(text.charCodeAt(position))) return 0;
    let exponent = 0;
    for (; isDigit(text.charCodeAt(position)); position++) {
      exponent = Math.min(exponent * 10 + text.charCodeAt(position) - zero, 99_999);
    }
    this.form = 'scientific';
    this.end = position;
    return isNegative ? -exponent : exponent;
  }

  /** C's hexadecimal floats, such as `0x1.8p+1`. An integer in hexadecimal is a pointer more often than a number. */
  private scanHexadecimal(text: string, start: number, isNegative: boolean): boolean {
    const [literal, integer = '', fraction = '', exponent = ''] = matchAt(hexadecimalFloat, text, start) ?? [];
    if (literal === undefined || integer.length + fraction.length === 0) return false;
    const magnitude = Number(BigInt(`0x${integer}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
    this.clear('hexadecimal', start + literal.length);
    this.value = isNegative ? -magnitude : magnitude;
    this.end = this.scanSuffix(text, this.end);
    return true;
  }

  private scanSuffix(text: string, start: number): number {
    const code = text.charCodeAt(start) | lowerCase;
    if (!(code >= letterA && code <= letterZ) && text.charCodeAt(start) !== underscore) return start;
    const suffix = matchAt(suffixes, text, start)?.[0] ?? '';
    this.isSingle = /^_?f(32)?$/i.test(suffix);
    if (suffix !== '' && this.form === 'integer' && /^_?[fd]/i.test(suffix)) this.form = 'fixed';
    return start + suffix.length;
  }
}

/** The match of a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** Whether a character is one of the ten digits. */
export function isDigit(code: number): boolean {
  return code >= zero && code <= zero + 9;
}

/** The minus of ASCII, and the one of typography, which some tables have. */
function isMinus(code: number): boolean {
  return code === 0x2d || code === 0x2212;
}

/** Julia's Float32 has `f` for `e`, as in `1.5f-3`; `f32` and its like are suffixes. */
function isJuliaExponent(text: string, start: number): boolean {
  if (text.charCodeAt(start) !== letterF) return false;
  return matchAt(juliaExponent, text, start) !== null;
}

function powerOfTen(exponent: number): number {
  return powersOfTen[exponent] ?? NaN;
}

const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const hexadecimalFloat = /([0-9a-f]{0,400})\.?([0-9a-f]{0,400})p([+-]?\d{1,6})/iy;
const suffixes = /_?(?:f16|f32|f64|bf16|[iu](?:8|16|32|64|128|size)|[fdhn]|u?l{1,2}u?|u)(?![\w.])/iy;
const juliaExponent = /f(?!(?:16|32|64)(?!\d))[+-]?\d/y;

const plus = 0x2b;
const point = 0x2e;
const zero = 0x30;
const underscore = 0x5f;
const apostrophe = 0x27;
const lowerCase = 0x20;
const letterA = 0x61;
const letterE = 0x65;
const letterF = 0x66;
const letterX = 0x78;
const letterZ = 0x7a;
