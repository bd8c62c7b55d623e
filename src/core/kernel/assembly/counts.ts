/** How many numbers of type T in `[start, end)` are NaN. */
export function countNaN<T extends number>(start: usize, end: usize): f64 {
  let count: i64 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    const x = v128.load(at);
    count += popcnt(<i64>bitsOf<T>(v128.ne<T>(x, x)));
  }
  for (; at < end; at += sizeof<T>()) if (load<T>(at) !== load<T>(at)) count++;
  return <f64>count;
}

/** Whether one of the numbers of type T in `[start, end)` is NaN. */
export function hasNaN<T extends number>(start: usize, end: usize): bool {
  let marks = v128.splat<i32>(0);
  let at = start;
  for (; at + 32 <= end; at += 32) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    marks = v128.or(marks, v128.or(v128.ne<T>(low, low), v128.ne<T>(high, high)));
  }
  let found = v128.any_true(marks);
  for (; at < end; at += sizeof<T>()) found = found || load<T>(at) !== load<T>(at);
  return found;
}

/** How many numbers of type T in `[start, end)` are at most `bound`. */
export function countUpTo<T extends number>(start: usize, end: usize, bound: T): f64 {
  const bounds = v128.splat<T>(bound);
  let count: i64 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) count += popcnt(<i64>bitsOf<T>(v128.le<T>(v128.load(at), bounds)));
  for (; at < end; at += sizeof<T>()) if (load<T>(at) <= bound) count++;
  return <f64>count;
}

/** How many numbers of type T in `[start, end)` equal `value`. */
export function countEqual<T extends number>(start: usize, end: usize, value: T): f64 {
  const values = v128.splat<T>(value);
  let count: i64 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) count += popcnt(<i64>bitsOf<T>(v128.eq<T>(v128.load(at), values)));
  for (; at < end; at += sizeof<T>()) if (load<T>(at) === value) count++;
  return <f64>count;
}

/** The smallest number of type T in `[start, end)` that is not −inf, and at most `limit`. */
export function smallestAbove<T extends number>(start: usize, end: usize, limit: T): T {
  const infinities = v128.splat<T>(<T>-Infinity);
  let low = v128.splat<T>(limit);
  let at = start;
  for (; at + 16 <= end; at += 16) {
    const x = v128.load(at);
    low = v128.bitselect(v128.pmin<T>(low, x), low, v128.gt<T>(x, infinities));
  }
  let smallest = min<T>(v128.extract_lane<T>(low, 0), v128.extract_lane<T>(low, 1));
  if (sizeof<T>() === 4) {
    smallest = min<T>(smallest, min<T>(v128.extract_lane<T>(low, 2), v128.extract_lane<T>(low, 3)));
  }
  for (; at < end; at += sizeof<T>()) if (load<T>(at) > <T>-Infinity) smallest = min<T>(smallest, load<T>(at));
  return smallest;
}

/** A bit for each lane of a comparison, the first lane's lowest. */
// @ts-ignore: decorator
@inline
function bitsOf<T extends number>(marks: v128): i32 {
  return sizeof<T>() === 4 ? i32x4.bitmask(marks) : i64x2.bitmask(marks);
}
