/** The four 32-bit words of a generator, not all 0. */
export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 of Blackman and Vigna ("Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021;
 * prng.di.unimi.it): 32 bits a step, period 2^128 − 1, the same numbers on every machine. Not for secrets.
 */
export class RandomSource {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor([a, b, c, d]: RandomState) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /**
   * The source of a seed, a whole number from 0 to 2^53 − 1. As its authors advise, SplitMix64 spreads the seed over the
   * state: the lower, then the upper half of its first output, then of its second.
   */
  static seeded(seed: number): RandomSource {
    const [first, second] = splitMix64(BigInt(seed), 2);
    const low = (word = 0n) => Number(BigInt.asUintN(32, word));
    const high = (word = 0n) => Number(word >> 32n);
    return new RandomSource([low(first), high(first), low(second), high(second)]);
  }

  /** The next whole number in `[0, 2^32)`. */
  nextUint32(): number {
    const result = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return result;
  }

  /** The next multiple of 2^−53 in `[0, 1)`: the upper 27 bits of one step before the upper 26 of the next. */
  nextUniform(): number {
    const upper = this.nextUint32() >>> 5;
    const lower = this.nextUint32() >>> 6;
    return (upper * 2 ** 26 + lower) / 2 ** 53;
  }
}

/**
 * The first `count` outputs of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators",
 * OOPSLA 2014, with the constants of Vigna's splitmix64.c).
 */
export function splitMix64(seed: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, at) => {
    let word = BigInt.asUintN(64, seed + BigInt(at + 1) * 0x9e3779b97f4a7c15n);
    word = BigInt.asUintN(64, (word ^ (word >> 30n)) * 0xbf58476d1ce4e5b9n);
    word = BigInt.asUintN(64, (word ^ (word >> 27n)) * 0x94d049bb133111ebn);
    return word ^ (word >> 31n);
  });
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
