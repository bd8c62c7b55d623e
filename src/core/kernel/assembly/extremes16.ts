import { stripCount } from './extremes';

/*
 * Floats of two bytes, IEEE or bfloat16, without making float32 of them: `keys` are integers in the same order.
 */

/**
 * Integers of 16 bits in the order of the floats whose bits are given, but that −0 comes before 0, and NaN before −inf or
 * after +inf. The keys of keys are the bits.
 */
// @ts-ignore: decorator
@inline
export function keys(bits: v128): v128 {
  return v128.xor(bits, i16x8.shr_u(i16x8.shr_s(bits, 15), 1));
}

/**
 * As `extremes`, for the floats in `[start, end)`, of which `infinity` has the bits: writes the bits of the largest of 16 strips
 * and then of the smallest to `bits`, which has room for 48 bytes. NaN is larger or smaller than all, by its sign.
 */
export function extremes16(start: usize, end: usize, infinity: i16, bits: usize): void {
  let high0 = i16x8.splat(~infinity);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  let low0 = i16x8.splat(infinity);
  let low1 = low0;
  const whole = end - ((end - start) & 63);
  for (let at = start; at < whole; at += 64) {
    const x0 = keys(v128.load(at));
    const x1 = keys(v128.load(at, 16));
    const x2 = keys(v128.load(at, 32));
    const x3 = keys(v128.load(at, 48));
    high0 = i16x8.max_s(high0, x0);
    high1 = i16x8.max_s(high1, x1);
    high2 = i16x8.max_s(high2, x2);
    high3 = i16x8.max_s(high3, x3);
    low0 = i16x8.min_s(i16x8.min_s(low0, x0), x1);
    low1 = i16x8.min_s(i16x8.min_s(low1, x2), x3);
  }
  v128.store(bits, i16x8.max_s(high0, high2));
  v128.store(bits, i16x8.max_s(high1, high3), 16);
  v128.store(bits, i16x8.min_s(low0, low1), 32);
  let smallest = infinity;
  for (let lane: usize = 0; lane < 16; lane += 2) smallest = min<i16>(smallest, load<i16>(bits + lane, 32));
  for (let at = whole; at < end; at += 2) {
    const key = keyOf(load<i16>(at));
    const strip = bits + ((at - whole) & 31);
    store<i16>(strip, max<i16>(load<i16>(strip), key));
    smallest = min<i16>(smallest, key);
  }
  v128.store(bits, keys(v128.load(bits)));
  v128.store(bits, keys(v128.load(bits, 16)), 16);
  store<i16>(bits, keyOf(smallest), 32);
}

/** The key of the float of these bits; the bits of a key. */
export function keyOf(bits: i16): i16 {
  return bits < 0 ? bits ^ i16.MAX_VALUE : bits;
}

/** Where the first sixteen floats from `start` on begin of which one has a key above `limit`; `end` or more where none have. */
export function nextAbove(start: usize, end: usize, limit: i16): usize {
  const limits = i16x8.splat(limit);
  let at = start;
  for (; at < end; at += 32) {
    const low = i16x8.gt_s(keys(v128.load(at)), limits);
    const high = i16x8.gt_s(keys(v128.load(at, 16)), limits);
    if (v128.any_true(v128.or(low, high))) break;
  }
  return at;
}
