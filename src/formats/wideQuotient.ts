/**
 * The float64 nearest to (high + low) / divisor, or NaN where that cannot be told by twice the precision of a float64
 * (about one quotient in 10^14). It takes that high > 0, |low| ≤ ulp(high) / 2, 1 ≤ divisor ≤ 10^22, and nothing
 * under- or overflows.
 *
 * The quotient is taken in two parts, as in double-double arithmetic (Dekker, "A floating-point technique for
 * extending the available precision", 1971): `first` has an error of half a unit in the last place, which the
 * remainder, exact in float64, tells to within 2^-104 of the quotient. Where both ends of a wider margin round alike,
 * so does the true quotient.
 */
export function wideQuotient(high: number, low: number, divisor: number): number {
  const first = high / divisor;
  const product = first * divisor;
  const remainder = high - product - productError(first, divisor, product) + low;
  const second = remainder / divisor;
  const margin = first * 2 ** -100;
  const upper = first + (second + margin);
  const lower = first + (second - margin);
  return upper === lower ? upper : NaN;
}

/**
 * What rounding took from a product of two float64 numbers: a·b − product, exactly (Dekker's and Veltkamp's
 * splitting).
 */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The upper 26 bits of the 53. */
function upperHalf(value: number): number {
  const shifted = value * (2 ** 27 + 1);
  return shifted - (shifted - value);
}
