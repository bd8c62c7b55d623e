/** How many maxima `extremes` keeps. */
export const stripCount: usize = 16;

/**
 * Writes the maxima of 16 strips of the numbers of type T in `[start, end)` to `strips` and returns the smallest
 * number. Each number belongs to one strip, so that the k-th largest strip has at least k numbers at or above it. NaN
 * counts as absent: without any number the maxima are −inf and the smallest is +inf. `strips` has room for 144
 * bytes.
 */
export function extremes<T extends number>(start: usize, end: usize, strips: usize): T {
  let high0 = v128.splat<T>(<T>-Infinity);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  let high4 = high0;
  let high5 = high0;
  let high6 = high0;
  let high7 = high0;
  let low0 = v128.splat<T>(<T>Infinity);
  let low1 = low0;
  const whole = end - ((end - start) & 127);
  for (let at = start; at < whole; at += 128) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    const x4 = v128.load(at, 64);
    const x5 = v128.load(at, 80);
    const x6 = v128.load(at, 96);
    const x7 = v128.load(at, 112);
    high0 = v128.pmax<T>(high0, x0);
    high1 = v128.pmax<T>(high1, x1);
    high2 = v128.pmax<T>(high2, x2);
    high3 = v128.pmax<T>(high3, x3);
    high4 = v128.pmax<T>(high4, x4);
    high5 = v128.pmax<T>(high5, x5);
    high6 = v128.pmax<T>(high6, x6);
    high7 = v128.pmax<T>(high7, x7);
    // The accumulator comes first, so that a NaN does not replace it.
    low0 = v128.pmin<T>(v128.pmin<T>(v128.pmin<T>(v128.pmin<T>(low0, x0), x1), x2), x3);
    low1 = v128.pmin<T>(v128.pmin<T>(v128.pmin<T>(v128.pmin<T>(low1, x4), x5), x6), x7);
  }
  if (sizeof<T>() === 4) {
    v128.store(strips, v128.pmax<T>(high0, high4));
    v128.store(strips, v128.pmax<T>(high1, high5), 16);
    v128.store(strips, v128.pmax<T>(high2, high6), 32);
    v128.store(strips, v128.pmax<T>(high3, high7), 48);
  } else {
    v128.store(strips, high0);
    v128.store(strips, high1, 16);
    v128.store(strips, high2, 32);
    v128.store(strips, high3, 48);
    v128.store(strips, high4, 64);
    v128.store(strips, high5, 80);
    v128.store(strips, high6, 96);
    v128.store(strips, high7, 112);
  }
  const low = v128.pmin<T>(low0, low1);
  v128.store(strips, low, 128);
  let smallest = <T>Infinity;
  for (let lane: usize = 0; lane < 16; lane += sizeof<T>()) smallest = min<T>(smallest, load<T>(strips + lane, 128));
  for (let at = whole; at < end; at += sizeof<T>()) {
    const x = load<T>(at);
    const strip = strips + (((at - whole) / sizeof<T>()) & (stripCount - 1)) * sizeof<T>();
    if (x > load<T>(strip)) store<T>(strip, x);
    if (x < smallest) smallest = x;
  }
  return smallest;
}

/** The `rank`-th largest of the strips, counted from 1; the count of larger ones is made for all lanes at once. */
export function nthStrip<T extends number>(strips: usize, rank: i32): T {
  let found = v128.splat<T>(<T>Infinity);
  for (let at: usize = 0; at < stripCount * sizeof<T>(); at += 16) {
    const own = v128.load(strips + at);
    let larger = v128.splat<i32>(0);
    for (let other: usize = 0; other < stripCount; other++) {
      const marks = v128.gt<T>(v128.load_splat<T>(strips + other * sizeof<T>()), own);
      larger = sizeof<T>() === 4 ? i32x4.add(larger, marks) : i64x2.add(larger, marks);
    }
    const isAmong = sizeof<T>() === 4 ? i32x4.gt_s(larger, i32x4.splat(-rank)) : i64x2.gt_s(larger, i64x2.splat(-rank));
    found = v128.pmin<T>(found, v128.bitselect(own, v128.splat<T>(<T>Infinity), isAmong));
  }
  v128.store(strips, found, stripCount * sizeof<T>());
  let value = <T>Infinity;
  for (let lane: usize = 0; lane < 16; lane += sizeof<T>())
    value = min<T>(value, load<T>(strips + stripCount * sizeof<T>() + lane));
  return value;
}

/** The largest of the strips. */
export function largestStrip<T extends number>(strips: usize): T {
  let high = v128.load(strips);
  for (let at: usize = 16; at < stripCount * sizeof<T>(); at += 16) high = v128.pmax<T>(high, v128.load(strips + at));
  let largest = max<T>(v128.extract_lane<T>(high, 0), v128.extract_lane<T>(high, 1));
  if (sizeof<T>() === 4)
    largest = max<T>(largest, max<T>(v128.extract_lane<T>(high, 2), v128.extract_lane<T>(high, 3)));
  return largest;
}
