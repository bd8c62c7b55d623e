import { ascii } from './ascii';
import { digitsBefore } from './digits';
import { nearest } from './eiselLemire';
import { layout } from './layout';

/** The index after the last number that `scanLong` wrote. */
export let scannedLong: usize = 0;

/**
 * As `scanShort`, for numbers of 16 to 31 characters with a point, as float64 is printed: up to 19 digits that count.
 * Stops before any other, and at the end of an array, which is before its last number.
 */
export function scanLong(start: usize, out: usize, full: usize): usize {
  let position = start;
  let at = out;
  const bias = v128.load(layout.constants, 16);
  const limit = v128.load(layout.constants, 32);
  const dots = v128.load(layout.constants, 48);
  while (at < full) {
    const first = v128.load(position);
    const second = v128.load(position, 16);
    const isDigit = i8x16.lt_s(i8x16.sub(first, bias), limit);
    const isLaterDigit = i8x16.lt_s(i8x16.sub(second, bias), limit);
    const digits = i8x16.bitmask(isDigit) | (i8x16.bitmask(isLaterDigit) << 16);
    const points = i8x16.bitmask(i8x16.eq(first, dots)) | (i8x16.bitmask(i8x16.eq(second, dots)) << 16);
    const sign = i32(load<u8>(position) === ascii.minus);
    const others = ~(digits | points | sign);
    if (others & 0xffff || others === 0) break;
    const length = ctz(others);
    const point = points & (others - 1);
    if (point === 0 || (point & (point - 1)) | (point & ~(digits << 1))) break;
    if ((digits & ((others & -others) >>> 1)) === 0) break;
    const end = position + length;
    const separator = load<u16>(end);
    if (<u8>separator !== ascii.comma) break;
    if (load<u8>(position + sign) === ascii.zero && (digits >> sign) & 2) break;
    const fraction = length - 1 - ctz(point);
    const count = length - 1 - sign;
    const upper = digitsBefore(end - 16, fraction - 16, count - 16);
    const lower = digitsBefore(end, fraction, count);
    // More than 19 digits, or only zeros.
    if (upper >= 1000 || (upper | lower) === 0) break;
    const bits = nearest(upper * 10000000000000000 + lower, -fraction);
    store<u64>(at, bits | ((<u64>sign) << 63));
    at += 8;
    if (separator === 0x202c) {
      position = end + 2;
      continue;
    }
    position = end + 1;
  }
  scannedLong = at;
  return position;
}
