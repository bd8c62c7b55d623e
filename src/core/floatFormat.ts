/** The formats whose rounding is emulated, by their PyTorch names. */
export type FloatFormatName = 'float16' | 'bfloat16' | 'float32' | 'float64' | 'float8_e4m3fn' | 'float8_e5m2';

/** A binary floating-point format, and what follows from its bits. */
export interface FloatFormat {
  readonly name: FloatFormatName;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  /** False for float8_e4m3fn, where what is too large becomes NaN and the top exponent holds numbers too. */
  readonly hasInfinities: boolean;
  /** The largest finite value, the smallest normal and the smallest subnormal one. */
  readonly maximum: number;
  readonly smallestNormal: number;
  readonly smallestSubnormal: number;
  /**
   * e^z is too large above the first, subnormal below the second, and 0 (or the smallest subnormal) below the third.
   */
  readonly overflowThreshold: number;
  readonly subnormalThreshold: number;
  readonly underflowThreshold: number;
  /**
   * The nearest value of the format, ties to even; too large: ±inf, or NaN without infinities. −0 may come back as 0.
   */
  readonly round: (x: number) => number;
}

/** IEEE 754 and, for float8, the OCP 8-bit specification (OFP8, 2023). */
export const floatFormats: readonly FloatFormat[] = [
  formatOf('float16', 5, 10),
  formatOf('bfloat16', 8, 7),
  formatOf('float32', 8, 23),
  formatOf('float64', 11, 52),
  formatOf('float8_e4m3fn', 4, 3, false),
  formatOf('float8_e5m2', 5, 2),
];

function formatOf(
  name: FloatFormatName,
  exponentBits: number,
  mantissaBits: number,
  hasInfinities = true,
): FloatFormat {
  const bias = 2 ** (exponentBits - 1) - 1;
  // Without infinities only the all-ones pattern is lost, to NaN: one exponent more, but without its last mantissa.
  const maximum = hasInfinities
    ? (2 - 2 ** -mantissaBits) * 2 ** bias
    : (2 - 2 ** (1 - mantissaBits)) * 2 ** (bias + 1);
  const smallestNormal = 2 ** (1 - bias);
  const smallestSubnormal = 2 ** (1 - bias - mantissaBits);
  return {
    name,
    exponentBits,
    mantissaBits,
    hasInfinities,
    maximum,
    smallestNormal,
    smallestSubnormal,
    overflowThreshold: Math.log(maximum),
    subnormalThreshold: Math.log(smallestNormal),
    underflowThreshold: Math.log(smallestSubnormal),
    round: rounding(mantissaBits, maximum, smallestNormal, hasInfinities),
  };
}

function rounding(
  mantissaBits: number,
  maximum: number,
  smallestNormal: number,
  hasInfinities: boolean,
): (x: number) => number {
  if (mantissaBits === 52) return (x) => x;
  if (mantissaBits === 23) return Math.fround;
  const overflow = hasInfinities ? Infinity : NaN;
  // 1.5 × 2^52 × the distance of neighbours: adding it leaves no bit below that distance, and rounds ties to even.
  const magicFactor = 1.5 * 2 ** (52 - mantissaBits);
  return (x) => {
    const magnitude = Math.abs(x);
    if (magnitude > 2 * maximum) return x > 0 ? overflow : -overflow;
    const magic = Math.max(leadingPower(magnitude), smallestNormal) * magicFactor;
    const rounded = x + magic - magic;
    return Math.abs(rounded) > maximum ? rounded * overflow : rounded;
  };
}

/**
 * The largest power of two that is not above x (0 for 0); Rump, Ogita and Oishi, Accurate Floating-Point Summation,
 * 2008.
 */
function leadingPower(x: number): number {
  const scaled = x * (2 ** 52 + 1);
  return Math.abs(scaled - (1 - 2 ** -53) * scaled);
}
