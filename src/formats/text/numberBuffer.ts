import { float64Storage } from '../../core/float64Storage.js';

/** Numbers in the order in which they were found; those of an attempt that failed can be taken back. */
export class NumberBuffer {
  private values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Adds the last number `times` more times. */
  repeat(times: number): void {
    const end = this.length + times;
    if (end > this.values.length) this.grow(end);
    this.values.fill(this.values[this.length - 1] ?? NaN, this.length, end);
    this.length = end;
  }

  /** Adds the numbers of another. */
  append(other: NumberBuffer): void {
    const end = this.length + other.length;
    if (end > this.values.length) this.grow(end);
    this.values.set(other.all(), this.length);
    this.length = end;
  }

  /** Takes back all numbers from `length` on. */
  truncate(length: number): void {
    this.length = length;
  }

  /** Takes `count` numbers out from `start` on. */
  remove(start: number, count: number): void {
    this.values.copyWithin(start, start + count, this.length);
    this.length -= count;
  }

  /** Takes the first number of each of `rows` rows out, which are `width` long and begin at `start`. */
  removeEvery(start: number, width: number, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const from = start + row * width + 1;
      this.values.copyWithin(start + row * (width - 1), from, from + width - 1);
    }
    this.remove(start + rows * (width - 1), rows);
  }

  /** A view of all numbers, which changes if more are put in. */
  all(): Float64Array {
    return this.values.subarray(0, this.length);
  }

  private grow(needed: number): void {
    const larger = float64Storage(Math.max(needed, 2 * this.values.length));
    larger.set(this.values);
    this.values = larger;
  }
}
