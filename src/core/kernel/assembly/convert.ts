// @ts-ignore: decorator
@lazy
const constants: usize = memory.data<u32>([0x80000000, 0x0fffe000, 0x77800000, 0x0f7fe000]);

/**
 * Writes `count` IEEE float16 numbers at `from` as float32 to `out`; up to fifteen more are read and written. A half that is
 * shifted to its place in a float32 has an exponent that is 112 too small, which a product with 2^112 mends, for subnormal
 * halves too. Infinity and NaN are above the largest of the others, which one test finds for all sixteen.
 */
export function float16ToFloat32(from: usize, count: i32, out: usize): void {
  const sign = v128.load32_splat(constants);
  const magnitude = v128.load32_splat(constants, 4);
  const rebias = v128.load32_splat(constants, 8);
  const largest = v128.load32_splat(constants, 12);
  for (let done = 0; done < count; done += 16, from += 32, out += 64) {
    const low = v128.load(from);
    const high = v128.load(from, 16);
    const x0 = i32x4.extend_low_i16x8_s(low);
    const x1 = i32x4.extend_high_i16x8_s(low);
    const x2 = i32x4.extend_low_i16x8_s(high);
    const x3 = i32x4.extend_high_i16x8_s(high);
    const m0 = v128.and(i32x4.shl(x0, 13), magnitude);
    const m1 = v128.and(i32x4.shl(x1, 13), magnitude);
    const m2 = v128.and(i32x4.shl(x2, 13), magnitude);
    const m3 = v128.and(i32x4.shl(x3, 13), magnitude);
    v128.store(out, v128.or(f32x4.mul(m0, rebias), v128.and(x0, sign)));
    v128.store(out, v128.or(f32x4.mul(m1, rebias), v128.and(x1, sign)), 16);
    v128.store(out, v128.or(f32x4.mul(m2, rebias), v128.and(x2, sign)), 32);
    v128.store(out, v128.or(f32x4.mul(m3, rebias), v128.and(x3, sign)), 48);
    const most = i32x4.max_s(i32x4.max_s(m0, m1), i32x4.max_s(m2, m3));
    if (v128.any_true(i32x4.gt_s(most, largest))) mendInfinite(out);
  }
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
