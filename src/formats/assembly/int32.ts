/** Writes `count` float64 as int32 to `out`; answers whether all of them are such: −0 is none. */
export function narrow(start: usize, count: i32, out: usize): bool {
  let differences = i64x2.splat(0);
  let at = out;
  let from = start;
  for (const end = start + ((<usize>(count & ~3)) << 3); from < end; from += 32) {
    const first = v128.load(from);
    const second = v128.load(from, 16);
    const low = i32x4.trunc_sat_f64x2_s_zero(first);
    const high = i32x4.trunc_sat_f64x2_s_zero(second);
    differences = v128.or(differences, v128.xor(first, f64x2.convert_low_i32x4_s(low)));
    differences = v128.or(differences, v128.xor(second, f64x2.convert_low_i32x4_s(high)));
    v128.store(at, i32x4.shuffle(low, high, 0, 1, 4, 5));
    at += 16;
  }
  let areInt32 = !v128.any_true(differences);
  for (const end = start + ((<usize>count) << 3); from < end; from += 8) {
    const value = load<f64>(from);
    const integer = <i32>value;
    areInt32 = areInt32 && reinterpret<u64>(value) === reinterpret<u64>(<f64>integer);
    store<i32>(at, integer);
    at += 4;
  }
  return areInt32;
}
