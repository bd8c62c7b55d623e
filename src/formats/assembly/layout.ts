/** Where things stand in the memory; numberScanner.ts of the formats says the same of what both sides touch. */
export namespace layout {
  /** Five int32: what `scan` answers besides the count. */
  export const report: usize = 1024;
  /** Float64: 10^0 to 10^22. */
  export const powersOfTen: usize = 1280;
  /** v128 each: what `scanShort` and `scanIntegers` calculate with. */
  export const constants: usize = 1536;
  /** Bytes: −1 from 16 on up to 48, and 0 for 32 before: loaded at n, the last n lanes are set. */
  export const lastLanes: usize = 1792;
  /** Two float64: 1 and −1. */
  export const signs: usize = 2048;
  /** Float64, by the number of digits: the least that an integer of so many is. */
  export const least: usize = 2112;
  /** Two uint64, by the digits after the point: the power of five and the exponent that `nearestFraction` takes. */
  export const fractions: usize = 2304;
  /** v128, by length and place of the point, 16 of each: from which lane a digit comes. */
  export const sources: usize = 4096;
  /** Two float64, by length and place of the point: the power of ten that the digits are divided by, and its negative. */
  export const divisors: usize = 8192;
  /** Two uint64 each, the upper one first: 5^−342 to 5^308, as `nearest` takes them. */
  export const powersOfFive: usize = 12288;
  /** Uint32, 2048 at most and some beyond: where the commas ahead stand. */
  export const commas: usize = 24000;
}
