import { blockSum } from './blockSum.js';
import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';

/**
 * E = (a − b) − (max a − max b) of two rows of logits, each to one unit in the last place: the errors of the
 * subtractions are had exactly (Knuth's two-sum), since rows that are nearly equal, or equal but for a shift, have
 * nothing else to tell them apart.
 */
export class LogitDifferences {
  /** The power of two that `at` is multiplied by: 1, or less where differences of the logits would overflow. */
  readonly scale: number;
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #shift: number;
  readonly #shiftLost: number;

  /** Of two rows that have a distribution and as many classes. */
  constructor(a: Distribution, b: Distribution) {
    const largest = Math.max(a.scan.max, -a.scan.min, b.scan.max, -b.scan.min);
    this.scale = largest > 2 ** 980 ? 2 ** -40 : 1;
    this.#a = a.row;
    this.#b = b.row;
    const [maxOfA, maxOfB] = [a.scan.max * this.scale, b.scan.max * this.scale];
    this.#shift = maxOfA - maxOfB;
    this.#shiftLost = lostBySubtracting(maxOfA, maxOfB, this.#shift);
  }

  /** E of a class, times `scale`: −inf or +inf where only a or only b masks the class, NaN where both do. */
  at(index: number): number {
    const a = elementAt(this.#a, index) * this.scale;
    const b = elementAt(this.#b, index) * this.scale;
    const difference = a - b;
    if (!Number.isFinite(difference)) return difference;
    return difference - this.#shift + (lostBySubtracting(a, b, difference) - this.#shiftLost);
  }

  /**
   * The largest |Δ − mean Δ|, with Δ = a − b over the classes that neither masks; in the units of the logits. +inf where
   * one row masks a class that the other does not.
   */
  largestBesideShift(): number {
    const differences = new Float64Array(this.#a.length);
    let count = 0;
    for (let index = 0; index < this.#a.length; index++) {
      const difference = this.at(index);
      if (!Number.isNaN(difference)) differences[count++] = difference;
    }
    const mean = blockSum(count, (at) => elementAt(differences, at)) / count;
    if (!Number.isFinite(mean)) return Infinity;
    let largest = 0;
    for (let at = 0; at < count; at++) largest = Math.max(largest, Math.abs(elementAt(differences, at) - mean));
    return largest / this.scale;
  }
}

/** x − y − difference, exactly. */
function lostBySubtracting(x: number, y: number, difference: number): number {
  const subtracted = difference - x;
  return x - (difference - subtracted) - (y + subtracted);
}
