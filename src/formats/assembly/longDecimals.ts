import { ascii } from './ascii';
import { eightsIn, foursIn, sixteenIn } from './digits';
import { nearestFraction } from './eiselLemire';
import { layout } from './layout';

/**
 * Reads numbers of 13 to 24 digits with a point among them, as float64 is printed, of which 19 at most count: see
 * `scanAhead`. Shorter ones are for `scanShort`, which is faster.
 *
 *     5,-12.345678901234567,      the 32 bytes before a comma
 *     5,-112345678901234567       digits moved over the point, and those of others taken away
 */
export function readLongDecimals(position: usize, listEnd: usize, out: usize): usize {
  const zeros = v128.load(layout.constants);
  const dots = v128.load(layout.constants, 48);
  const tens = v128.load(layout.constants, 64);
  const hundreds = v128.load(layout.constants, 80);
  const tenThousands = v128.load(layout.constants, 96);
  const aboveNine = v128.load(layout.constants, 128);
  // What stands before each number: a space behind the comma, or the comma itself.
  const separator = load<u8>(position - 1);
  const gap: usize = separator === ascii.space ? 2 : 1;
  let start = position;
  let at = out;
  let commas = layout.commas;
  for (; commas < listEnd; commas += 4) {
    const end = <usize>load<u32>(commas);
    if (load<u8>(start - 1) !== separator) break;
    const sign = usize(load<u8>(start) === ascii.minus);
    const digits = end - start - sign - 1;
    if (digits - 13 > 24 - 13) break;
    const window = end - 33;
    const first = v128.load(window, 1);
    const last = v128.load(window, 17);
    const places = <usize>clz(i8x16.bitmask(i8x16.eq(first, dots)) | (i8x16.bitmask(i8x16.eq(last, dots)) << 16));
    // Without a point there are 32 of them.
    if (places - 1 >= digits - 1) break;
    if (load<u8>(start + sign) === ascii.zero) if (digits - places > 1) break;
    const firstDigits = v128.bitselect(first, v128.load(window), v128.load(places, layout.lastLanes - 16));
    const lastDigits = v128.bitselect(last, v128.load(window, 16), v128.load(places, layout.lastLanes));
    const firstValues = v128.and(i8x16.sub(firstDigits, zeros), v128.load(digits, layout.lastLanes - 16));
    const lastValues = v128.and(i8x16.sub(lastDigits, zeros), v128.load(digits, layout.lastLanes));
    if (i8x16.bitmask(i8x16.add_sat_u(i8x16.max_u(firstValues, lastValues), aboveNine))) break;
    const eights = eightsIn(foursIn(lastValues, tens, hundreds), foursIn(firstValues, tens, hundreds), tenThousands);
    const upper = <u64>i32x4.extract_lane(eights, 3);
    const all = upper * 10000000000000000 + sixteenIn(eights);
    // More than 19 digits that count, or only zeros.
    if (upper >= 1000) break;
    if (all === 0) break;
    store<u64>(at, nearestFraction(all, places) | ((<u64>sign) << 63));
    at += 8;
    start = end + gap;
  }
  return commas;
}
