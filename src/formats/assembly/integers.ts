import { ascii } from './ascii';
import { eightsIn, foursIn } from './digits';
import { layout } from './layout';

/** Reads integers of up to 15 digits, two at a time: see `scanAhead`. */
export function readIntegers(position: usize, listEnd: usize, out: usize): usize {
  const zeros = v128.load(layout.constants);
  const tens = v128.load(layout.constants, 64);
  const hundreds = v128.load(layout.constants, 80);
  const tenThousands = v128.load(layout.constants, 96);
  const upperUnit = v128.load(layout.constants, 112);
  const aboveNine = v128.load(layout.constants, 128);
  // What stands before each integer: a space behind the comma, or the comma itself.
  const separator = load<u8>(position - 1);
  const gap: usize = separator === ascii.space ? 2 : 1;
  let start = position;
  let at = out;
  let commas = layout.commas;
  for (; commas + 4 < listEnd; commas += 8) {
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
    if (i8x16.bitmask(i8x16.add_sat_u(i8x16.max_u(digits, laterDigits), aboveNine))) break;
    const eights = eightsIn(foursIn(digits, tens, hundreds), foursIn(laterDigits, tens, hundreds), tenThousands);
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
