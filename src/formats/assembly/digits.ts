import { ascii } from './ascii';
import { layout } from './layout';

/** Which of the 16 bytes from `position` on are digits, the first as the lowest bit. */
export function digitMask(position: usize): i32 {
  const values = i8x16.sub(v128.load(position), i8x16.splat(ascii.zero));
  return i8x16.bitmask(i8x16.lt_u(values, i8x16.splat(10)));
}

/** The index after the digits that begin at `position`. */
export function skipDigits(position: usize): usize {
  let length = 16;
  while (length === 16) {
    length = ctz(~digitMask(position));
    position += length;
  }
  return position;
}

/** The number that the digits `[start, end)` spell, of which 19 at most, and 32 with the zeros before them. */
export function digitsIn(start: usize, end: usize): u64 {
  const count = <i32>(end - start);
  if (count <= 16) return digitsBefore(end, 16, count);
  return digitsBefore(end - 16, 16, count - 16) * 10000000000000000 + digitsBefore(end, 16, 16);
}

/**
 * The number that the last 16 of `count` digits before `end` spell, `fraction` of which stand after a point: those
 * before it lie one byte further off. Both counts are from −15 to 31; none are left of a negative one.
 */
export function digitsBefore(end: usize, fraction: i32, count: i32): u64 {
  const isAfter = v128.load(layout.lastLanes + fraction);
  const digits = v128.bitselect(v128.load(end - 16), v128.load(end - 17), isAfter);
  const isOwn = v128.load(layout.lastLanes + count);
  const values = v128.and(i8x16.sub(digits, v128.load(layout.constants)), isOwn);
  // 10 a + b lands in the upper byte of each pair, since (a + 256 b) · 2561 = a + 256 (10 a + b) modulo 2^16.
  const pairs = i16x8.shr_u(i16x8.mul(values, v128.load(layout.constants, 64)), 8);
  const fours = i32x4.dot_i16x8_s(pairs, v128.load(layout.constants, 80));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), v128.load(layout.constants, 96));
  const both = i64x2.extract_lane(eights, 0) as u64;
  return (both & 0xffffffff) * 100000000 + (both >> 32);
}
