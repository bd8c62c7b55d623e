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
  const count = end - start;
  if (count <= 16) return digitsBefore(end, count);
  return digitsBefore(end - 16, count - 16) * 10000000000000000 + digitsBefore(end, 16);
}

/** The number that the last 16 of `count` digits before `end` spell. */
function digitsBefore(end: usize, count: usize): u64 {
  const own = v128.load(count, layout.lastLanes);
  const values = v128.and(i8x16.sub(v128.load(end - 16), v128.load(layout.constants)), own);
  const fours = foursIn(values, v128.load(layout.constants, 64), v128.load(layout.constants, 80));
  return sixteenIn(eightsIn(fours, fours, v128.load(layout.constants, 96)));
}

/** Four numbers of four digits each. */
export function foursIn(values: v128, tens: v128, hundreds: v128): v128 {
  // 10 a + b lands in the upper byte of each pair, since (a + 256 b) · 2561 = a + 256 (10 a + b) modulo 2^16.
  return i32x4.dot_i16x8_s(i16x8.shr_u(i16x8.mul(values, tens), 8), hundreds);
}

/** Two numbers of eight digits each from the fours of a first number, then two from those of a second. */
export function eightsIn(first: v128, second: v128, tenThousands: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(first, second), tenThousands);
}

/** The number that the first two numbers of eight digits are. */
export function sixteenIn(eights: v128): u64 {
  const both = i64x2.extract_lane(eights, 0) as u64;
  return (both & 0xffffffff) * 100000000 + (both >> 32);
}
