// @ts-ignore: decorator
@lazy
const constants: usize = memory.data<u32>([0x8fffe000, 0x77800000, 0x7c007c00]);

/**
 * Writes `count` IEEE float16 numbers at `from` as float32 to `out`; up to fifteen more are read and written. A half that is
 * shifted to its place in a float32 has an exponent that is 112 too small, which a product with 2^112 mends, for subnormal
 * halves too. Infinity and NaN, which it does not, are found by one test for all sixteen.
 */
export function float16ToFloat32(from: usize, count: i32, out: usize): void {
  const signAndMagnitude = v128.load32_splat(constants);
  const rebias = v128.load32_splat(constants, 4);
  const infinite = v128.load32_splat(constants, 8);
  for (let done = 0; done < count; done += 16, from += 32, out += 64) {
    const low = v128.load(from);
    const high = v128.load(from, 16);
    v128.store(out, rebiased(i32x4.extend_low_i16x8_s(low), signAndMagnitude, rebias));
    v128.store(out, rebiased(i32x4.extend_high_i16x8_s(low), signAndMagnitude, rebias), 16);
    v128.store(out, rebiased(i32x4.extend_low_i16x8_s(high), signAndMagnitude, rebias), 32);
    v128.store(out, rebiased(i32x4.extend_high_i16x8_s(high), signAndMagnitude, rebias), 48);
    const isInfinite = v128.or(
      i16x8.eq(v128.and(low, infinite), infinite),
      i16x8.eq(v128.and(high, infinite), infinite),
    );
    if (v128.any_true(isInfinite)) mendInfinite(out);
  }
}

// @ts-ignore: decorator
@inline
function rebiased(extended: v128, signAndMagnitude: v128, rebias: v128): v128 {
  return f32x4.mul(v128.and(i32x4.shl(extended, 13), signAndMagnitude), rebias);
}

/** Gives those of sixteen float32 numbers that came out as 2^16 or more the exponent of infinity and NaN. */
function mendInfinite(out: usize): void {
  for (let at = out; at < out + 64; at += 4) {
    const bits = load<u32>(at);
    if ((bits & 0x7fffffff) >= 0x47800000) store<u32>(at, bits | 0x7f800000);
  }
}

/** Writes `count` bfloat16 numbers at `from` as float32 to `out`; up to seven more are read and written. */
export function bfloat16ToFloat32(from: usize, count: i32, out: usize): void {
  const zero = i16x8.splat(0);
  for (let done = 0; done < count; done += 8, from += 16, out += 32) {
    const x = v128.load(from);
    v128.store(out, v128.shuffle<i16>(zero, x, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(out, v128.shuffle<i16>(zero, x, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  }
}
