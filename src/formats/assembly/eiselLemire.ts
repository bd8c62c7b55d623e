import { layout } from './layout';

const smallestPower = -342;
const largestPower = 308;
const infinity: u64 = 0x7ff0000000000000;

/**
 * The bits of the float64 nearest to `digits` · 10^`exponent`, with digits > 0: Lemire, "Number parsing at a gigabyte
 * per second", 2021, whose second step needs no fallback (Mushtak and Lemire, "Fast number parsing without fallback",
 * 2023).
 */
export function nearest(digits: u64, exponent: i32): u64 {
  if (exponent < smallestPower) return 0;
  if (exponent > largestPower) return infinity;
  const zeros = <i32>clz(digits);
  const scaled = digits << zeros;
  const power = layout.powersOfFive + ((<usize>(exponent - smallestPower)) << 4);
  const factor = load<u64>(power);
  let low = scaled * factor;
  let high = upperHalf(scaled, factor);
  // Of the product 55 bits matter; where all below them are ones, the lower half of the power may carry into them.
  if ((high & 0x1ff) === 0x1ff) {
    const carry = upperHalf(scaled, load<u64>(power, 8));
    low += carry;
    if (carry > low) high++;
  }
  const upperBit = <i32>(high >> 63);
  const shift = upperBit + 9;
  let mantissa = high >> shift;
  let binary = ((217706 * exponent) >> 16) + 63 + upperBit - zeros + 1023;
  if (binary <= 0) return subnormal(mantissa, 1 - binary);
  if (low <= 1) mantissa -= tie(mantissa, exponent, mantissa << shift === high);
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  // A carry beyond 53 bits raises the exponent by itself, and leaves zeros.
  const bits = mantissa - 0x10000000000000 + ((<u64>binary) << 52);
  return min(bits, infinity);
}

/** 1 where a product of no more bits than `mantissa` lies halfway above an even number, so that it goes down; else 0. */
function tie(mantissa: u64, exponent: i32, isWhole: bool): u64 {
  return u64(isWhole && exponent >= -4 && exponent <= 23 && (mantissa & 3) === 1);
}

function subnormal(mantissa: u64, shift: i32): u64 {
  if (shift >= 64) return 0;
  mantissa >>= shift;
  // The carry into bit 52 makes the smallest normal number.
  return (mantissa + (mantissa & 1)) >> 1;
}

/** The upper 64 bits of a product. */
function upperHalf(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const other = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (other >> 32);
}
