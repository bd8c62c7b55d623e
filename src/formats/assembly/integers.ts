import { ascii } from './ascii';
import { blockBytes, findCommas } from './commas';
import { layout } from './layout';

/** The index after the last number that `scanIntegers` wrote. */
export let scannedIntegers: usize = 0;

/** The commas of so many blocks are listed at once: few first, since there may be other numbers. */
const fewestBlocks: usize = 4;
const mostBlocks: usize = 32;

/**
 * As `scanShort`, for integers of up to 15 digits, two at a time. Where they end is found beforehand, so that none waits
 * for the length of the one before. Stops before any other number, and before the end of an array, one number or two too
 * early.
 */
export function scanIntegers(start: usize, end: usize, out: usize, full: usize): usize {
  let position = start;
  let at = out;
  let blocks = fewestBlocks;
  while (position + blocks * blockBytes <= end) {
    const count = min(findCommas(position, blocks), (full - at) >> 3);
    const pairsEnd = layout.commas + ((count & ~1) << 2);
    const known = readPairs(position, pairsEnd, at);
    if (known === layout.commas) break;
    at += (known - layout.commas) << 1;
    position = <usize>load<u32>(known - 4) + 1;
    if (load<u8>(position) === ascii.space) position++;
    if (known !== pairsEnd) break;
    blocks = min(blocks << 1, mostBlocks);
  }
  scannedIntegers = at;
  return position;
}

/** Reads the integers from `position` on up to each comma of the list; answers where in it other numbers begin. */
function readPairs(position: usize, pairsEnd: usize, out: usize): usize {
  const zeros = v128.load(layout.constants);
  const tens = v128.load(layout.constants, 64);
  const hundreds = v128.load(layout.constants, 80);
  const tenThousands = v128.load(layout.constants, 96);
  const upperUnit = v128.load(layout.constants, 112);
  const nines = v128.load(layout.constants, 128);
  // What stands before each integer: a space behind the comma, or the comma itself.
  const separator = load<u8>(position - 1);
  const gap: usize = separator === ascii.space ? 2 : 1;
  let start = position;
  let at = out;
  let commas = layout.commas;
  for (; commas < pairsEnd; commas += 8) {
    const end = <usize>load<u32>(commas);
    const laterEnd = <usize>load<u32>(commas, 4);
    const laterStart = end + gap;
    if (load<u8>(start - 1) !== separator || load<u8>(laterStart - 1) !== separator) break;
    const sign = usize(load<u8>(start) === ascii.minus);
    const laterSign = usize(load<u8>(laterStart) === ascii.minus);
    const count = end - start - sign;
    const laterCount = laterEnd - laterStart - laterSign;
    // Beyond 15 digits an integer may not be exact.
    if ((count | laterCount) > 15) break;
    const digits = v128.and(i8x16.sub(v128.load(end - 16), zeros), v128.load(count, layout.lastLanes));
    const laterDigits = v128.and(i8x16.sub(v128.load(laterEnd - 16), zeros), v128.load(laterCount, layout.lastLanes));
    if (v128.any_true(i8x16.sub_sat_u(i8x16.max_u(digits, laterDigits), nines))) break;
    const fours = foursIn(digits, tens, hundreds);
    const laterFours = foursIn(laterDigits, tens, hundreds);
    const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, laterFours), tenThousands);
    const upper = f64x2.convert_low_i32x4_s(i32x4.shuffle(eights, eights, 0, 2, 0, 2));
    const lower = f64x2.convert_low_i32x4_s(i32x4.shuffle(eights, eights, 1, 3, 1, 3));
    const values = f64x2.add(f64x2.mul(upper, upperUnit), lower);
    const least = v128.load64_lane(laterCount << 3, v128.load64_zero(count << 3, layout.least), 1, layout.least);
    if (v128.any_true(f64x2.lt(values, least))) break;
    const signs = v128.load64_lane(laterSign << 3, v128.load64_zero(sign << 3, layout.signs), 1, layout.signs);
    v128.store(at, f64x2.mul(values, signs));
    at += 16;
    start = laterEnd + gap;
  }
  return commas;
}

/** Four numbers of four digits each, as `scanShort` makes them. */
function foursIn(digits: v128, tens: v128, hundreds: v128): v128 {
  return i32x4.dot_i16x8_s(i16x8.shr_u(i16x8.mul(digits, tens), 8), hundreds);
}
