/** The exponents of the powers of five that a float64 can take. */
const smallest = -342;
const largest = 308;

/**
 * The upper 128 bits of 5^−342 to 5^308, two words each, the upper one first: cut off, or for negative exponents, whose
 * bits have no end, rounded up. That is what the proofs of Eisel's and Lemire's algorithm take (Lemire, "Number parsing
 * at a gigabyte per second", 2021).
 */
export function powersOfFive(): BigUint64Array<ArrayBuffer> {
  const words = new BigUint64Array(2 * (largest - smallest + 1));
  const write = (exponent: number, power: bigint): void => {
    words.set([power >> 64n, BigInt.asUintN(64, power)], 2 * (exponent - smallest));
  };
  let power = 1n;
  for (let exponent = 0; exponent <= -smallest; exponent++) {
    const bits = bitsOfPower(exponent);
    if (exponent <= largest) write(exponent, bits > 128n ? power >> (bits - 128n) : power << (128n - bits));
    // 1 / 5^27 is the last whose error leaves no doubt; the smaller ones are cut off after one bit more was rounded up.
    if (exponent > 27) write(-exponent, ((1n << (2n * bits + 128n)) / power + 1n) >> (bits + 1n));
    else if (exponent > 0) write(-exponent, (1n << (bits + 127n)) / power + 1n);
    power *= 5n;
  }
  return words;
}

/** How many bits 5^exponent has; 152170 / 2^16 is near enough to its binary logarithm up to 342. */
function bitsOfPower(exponent: number): bigint {
  return BigInt(((152170 * exponent) >> 16) + 1);
}
