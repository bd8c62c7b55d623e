import { describe } from './describe.js';
import { elementAt } from './element.js';
import { UserError } from './userError.js';

/**
 * The indices of the k largest values, largest first; of equal values the first comes first, and NaN comes last. `k` is
 * clipped to the length. One pass with a heap of k: O(n log k) at worst, near O(n) on values in no order.
 */
export function topK(values: Float64Array, k: number): number[] {
  const heap = new SmallestOnTop(values);
  const nans: number[] = [];
  const size = Math.min(k, values.length);
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(elementAt(values, index))) {
      if (nans.length < size) nans.push(index);
    } else if (heap.indices.length < size) heap.push(index);
    else heap.replaceTop(index);
  }
  const best = heap.indices.sort((a, b) => elementAt(values, b) - elementAt(values, a) || a - b);
  return best.concat(nans).slice(0, size);
}

/** How many of the largest to take, from outside, or a `UserError` (`bad-option`) unless it is a whole number above 0. */
export function checkedTopK(count: number): number {
  if (Number.isInteger(count) && count > 0) return count;
  throw new UserError('bad-option', `topK is ${describe(count)}: give a whole number above 0.`);
}

/** A binary heap of indices whose top is the worst kept: the smallest value, and of equal ones the last index. */
class SmallestOnTop {
  readonly indices: number[] = [];
  readonly #values: Float64Array;

  constructor(values: Float64Array) {
    this.#values = values;
  }

  push(index: number): void {
    let at = this.indices.push(index) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(index, this.#at(parent))) break;
      this.indices[at] = this.#at(parent);
      at = parent;
    }
    this.indices[at] = index;
  }

  /** Puts `index` in the place of the worst, unless it is worse itself; indices come in ascending order. */
  replaceTop(index: number): void {
    const size = this.indices.length;
    if (size === 0 || elementAt(this.#values, index) <= elementAt(this.#values, this.#at(0))) return;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#isWorse(this.#at(child + 1), this.#at(child))) child++;
      if (!this.#isWorse(this.#at(child), index)) break;
      this.indices[at] = this.#at(child);
      at = child;
    }
    this.indices[at] = index;
  }

  #at(place: number): number {
    return this.indices[place] ?? -1;
  }

  #isWorse(a: number, b: number): boolean {
    const difference = elementAt(this.#values, a) - elementAt(this.#values, b);
    return difference < 0 || (elementAt(this.#values, a) === elementAt(this.#values, b) && a > b);
  }
}
