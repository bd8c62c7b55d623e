import { ascii } from './ascii';
import { prepareFractions } from './eiselLemire';
import { layout } from './layout';

const commaAndSpace: u16 = 0x202c;

/** The index after the last number that `scanShort` wrote. */
export let scanned: usize = 0;

/** Whether `scanShort` stopped after a number, at the end of its array. */
export let endsRow: bool = false;

/**
 * The inner loop: numbers of up to 15 characters without an exponent, each followed by a comma, and perhaps a space, or
 * the end of the array. Answers where it stopped: at what it does not know, or after a number where `endsRow`.
 *
 *     -12.3456, 7.5       the lanes of a load at the number's start
 *     0110111100101       digits, from the right
 *     0001000001000…      points
 *           3456 → 12 3456 to the right of 16 lanes, by a shuffle for the length and the place of the point
 */
export function scanShort(start: usize, out: usize, full: usize): usize {
  let position = start;
  let at = out;
  // Loads, since engines make a constant anew wherever it is used.
  const zeros = v128.load(layout.constants);
  const bias = v128.load(layout.constants, 16);
  const limit = v128.load(layout.constants, 32);
  const dots = v128.load(layout.constants, 48);
  const tens = v128.load(layout.constants, 64);
  const hundreds = v128.load(layout.constants, 80);
  const tenThousands = v128.load(layout.constants, 96);
  endsRow = false;
  while (at < full) {
    const bytes = v128.load(position);
    // With the bias digits are the ten least of the signed numbers: one comparison for the processor.
    const isDigit = i8x16.lt_s(i8x16.sub(bytes, bias), limit);
    const digits = i8x16.bitmask(isDigit);
    const points = i8x16.bitmask(i8x16.eq(bytes, dots));
    const sign = i32(load<u8>(position) === ascii.minus);
    const others = ~(digits | points | sign);
    const length = ctz(others);
    const last = (others & -others) >> 1;
    // Beyond 15 characters an integer may not be exact.
    if ((digits & last & 0x7fff) === 0) break;
    const separator = load<u16>(position + length);
    if (<u8>separator !== ascii.comma && <u8>separator !== ascii.closeBracket) break;
    if (load<u8>(position + sign) === ascii.zero && (digits >> sign) & 2) break;
    const point = points & (others - 1);
    let row = length << 8;
    if (point) {
      if ((point & (point - 1)) | (point & ~(digits << 1))) break;
      row += ctz(point) << 4;
    }
    const values = i8x16.swizzle(v128.and(i8x16.sub(bytes, zeros), isDigit), v128.load(row, layout.sources));
    // 10 a + b lands in the upper byte of each pair, since (a + 256 b) · 2561 = a + 256 (10 a + b) modulo 2^16.
    const pairs = i16x8.shr_u(i16x8.mul(values, tens), 8);
    const fours = i32x4.dot_i16x8_s(pairs, hundreds);
    const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), tenThousands);
    const both = i64x2.extract_lane(eights, 0) as u64;
    const value = <f64>(<i64>((both & 0xffffffff) * 100000000 + (both >> 32)));
    // Both are exact in float64, so that one rounding is all there is (Clinger, 1990).
    store<f64>(at, value / load<f64>(row + (sign << 3), layout.divisors));
    at += 8;
    if (separator === commaAndSpace) {
      position += length + 2;
      continue;
    }
    position += length;
    if (<u8>separator === ascii.closeBracket) {
      endsRow = true;
      break;
    }
    position++;
  }
  scanned = at;
  return position;
}

/** Writes the tables of `scanShort` and `scanIntegers`; `layout.powersOfTen` must be there. */
export function prepare(): void {
  v128.store(layout.constants, i8x16.splat(ascii.zero));
  v128.store(layout.constants, i8x16.splat(<i8>(ascii.zero + 128)), 16);
  v128.store(layout.constants, i8x16.splat(-118), 32);
  v128.store(layout.constants, i8x16.splat(ascii.point), 48);
  v128.store(layout.constants, i16x8.splat(2561), 64);
  v128.store(layout.constants, i16x8(100, 1, 100, 1, 100, 1, 100, 1), 80);
  v128.store(layout.constants, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1), 96);
  v128.store(layout.constants, f64x2.splat(100000000), 112);
  v128.store(layout.constants, i8x16.splat(118), 128);
  prepareFractions();
  // No number has no digits. One of two and more that is less begins with a zero.
  store<f64>(layout.least, Infinity);
  store<f64>(layout.least, 0, 8);
  for (let count: usize = 2; count < 16; count++) {
    store<f64>(layout.least + (count << 3), load<f64>(layout.powersOfTen + ((count - 1) << 3)));
  }
  v128.store(layout.signs, f64x2(1, -1));
  v128.store(layout.lastLanes, i8x16.splat(-1), 16);
  v128.store(layout.lastLanes, i8x16.splat(-1), 32);
  for (let length = 1; length < 16; length++) {
    prepareRow(length, length, 0);
    for (let point = 1; point < length; point++) prepareRow(length, point, length - point - 1);
  }
}

/** For numbers of `length` characters whose point is at `point`: at `length` where there is none. */
function prepareRow(length: i32, point: i32, fractionDigits: i32): void {
  const row = ((length << 4) + (point === length ? 0 : point)) << 4;
  const end = point + 1 + fractionDigits;
  for (let lane = 0; lane < 16; lane++) {
    const after = lane - 16 + end;
    store<u8>(row + lane, <u8>(after <= point ? after - 1 : after), layout.sources);
  }
  const power = load<f64>(layout.powersOfTen + (fractionDigits << 3));
  store<f64>(row, power, layout.divisors);
  store<f64>(row, -power, layout.divisors + 8);
}
