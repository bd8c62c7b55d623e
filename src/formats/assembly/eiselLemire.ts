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
  const power = powerAt(exponent);
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
  const binary = binaryExponent(exponent) + upperBit - zeros;
  if (binary <= 0) return subnormal(mantissa, 1 - binary);
  if (low <= 1) mantissa -= tie(mantissa, exponent, mantissa << shift === high);
  // A carry beyond 53 bits raises the exponent by itself, and leaves zeros.
  mantissa = (mantissa + 1) >> 1;
  return min(mantissa + (<u64>(binary - 1) << 52), infinity);
}

/**
 * As `nearest`, for `digits` / 10^`places` with at most 31 places, from the largest three of the four parts of the
 * product: with what is cut off from two of them and from the power, the product lies less than 4 above it.
 */
export function nearestFraction(digits: u64, places: usize): u64 {
  const zeros = clz(digits);
  const scaled = digits << zeros;
  const factor = load<u64>(places << 4, layout.fractions);
  const upper = scaled >> 32;
  const factorUpper = factor >> 32;
  const high = upper * factorUpper + ((upper * (factor & 0xffffffff)) >> 32) + (((scaled & 0xffffffff) * factorUpper) >> 32);
  // Where it might carry into the bits that matter, or be a tie.
  if (((high - 1) & 0x1ff) > 0x1ff - 5) return nearest(digits, -(<i32>places));
  const upperBit = high >> 63;
  const mantissa = ((high >> (upperBit + 9)) + 1) >> 1;
  return mantissa + ((load<u64>(places << 4, layout.fractions + 8) + upperBit - zeros) << 52);
}

/** Writes the table of `nearestFraction`; `layout.powersOfFive` must be there. */
export function prepareFractions(): void {
  for (let places = 0; places < 32; places++) {
    const row = (<usize>places) << 4;
    store<u64>(row, load<u64>(powerAt(-places)), layout.fractions);
    // One less than the exponent, since the first bit of a mantissa adds one.
    store<u64>(row, <u64>(binaryExponent(-places) - 1), layout.fractions + 8);
  }
}

function powerAt(exponent: i32): usize {
  return layout.powersOfFive + ((<usize>(exponent - smallestPower)) << 4);
}

/** The biased exponent of 10^`exponent` as 64 bits, of which the first is not set, with zeros before the digits' first. */
function binaryExponent(exponent: i32): i32 {
  return ((217706 * exponent) >> 16) + 63 + 1023;
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
