/** Writes `count` IEEE float16 numbers at `from` as float32 to `out`; up to seven more are read and written. */
export function float16ToFloat32(from: usize, count: i32, out: usize): void {
  const magnitude = i32x4.splat(0x0fffe000);
  const infinite = f32x4.splat(65536);
  const rebias = f32x4.splat(reinterpret<f32>(0x77800000)); // 2^112
  for (let done = 0; done < count; done += 8, from += 16, out += 32) {
    const halves = v128.load(from);
    store4(i32x4.extend_low_i16x8_s(halves), magnitude, rebias, infinite, out);
    store4(i32x4.extend_high_i16x8_s(halves), magnitude, rebias, infinite, out + 16);
  }
}

/**
 * A half shifted to its place in a float32 has an exponent that is 112 too small, which one multiplication mends, for
 * subnormal halves too. Infinity and NaN come out as 2^16 and more, and get the float32 exponent of all ones.
 */
// @ts-ignore: decorator
@inline
function store4(extended: v128, magnitude: v128, rebias: v128, infinite: v128, out: usize): void {
  const sign = v128.and(extended, i32x4.splat(0x80000000));
  const small = v128.and(i32x4.shl(extended, 13), magnitude);
  let value = f32x4.mul(small, rebias);
  const special = v128.and(f32x4.ge(value, infinite), i32x4.splat(0x7f800000));
  value = v128.or(v128.or(value, special), sign);
  v128.store(out, value);
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
