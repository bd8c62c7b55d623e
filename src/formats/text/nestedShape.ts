import { counted } from '../../core/counted.js';
import { maxDimensions } from '../shapeLimits.js';
import { ragged, type TextFault, tooDeep } from './textFault.js';

/** The lengths of nested arrays as they open and close, and whether they make a tensor. */
export class NestedShape {
  depth = 0;
  /** The first place at which the lengths or depths of two arrays differ. */
  fault: TextFault | undefined;
  /** The items so far of the array that is open at each depth, and the length of the first that closed there. */
  private readonly counts = [0];
  private readonly lengths: number[] = [];
  private numberDepth = -1;

  /** The lengths of the axes, once all arrays are closed. */
  get lengthsOfAxes(): number[] {
    return this.lengths.slice(1, this.numberDepth < 0 ? undefined : this.numberDepth + 1);
  }

  /** The items so far of the innermost array that is open. */
  get itemCount(): number {
    return this.counts[this.depth] ?? 0;
  }

  open(offset: number): TextFault | undefined {
    this.depth++;
    this.counts[this.depth] = 0;
    if (this.numberDepth >= 0 && this.depth > this.numberDepth) this.unequal(offset, 'An array stands among numbers');
    return this.depth > maxDimensions ? tooDeep(offset, maxDimensions) : undefined;
  }

  close(offset: number): void {
    const { depth, itemCount } = this;
    const first = this.lengths[depth];
    if (first === undefined) this.lengths[depth] = itemCount;
    else if (first !== itemCount) {
      this.unequal(offset, `An array has ${counted(itemCount, 'item')}, but the first one at its depth has ${first}`);
    }
    this.depth--;
    this.counts[this.depth] = this.itemCount + 1;
  }

  /** Takes back the opening of an array that turns out to only wrap another. */
  unwrap(): void {
    this.depth--;
  }

  /** Counts numbers that follow each other in the innermost array. */
  add(offset: number, count = 1): void {
    if (this.numberDepth < 0) this.numberDepth = this.depth;
    if (this.depth !== this.numberDepth) this.unequal(offset, 'A number stands where arrays stand elsewhere');
    this.counts[this.depth] = this.itemCount + count;
  }

  /**
   * A row of the array ends, as at the `;` of `[1 2; 3 4]`: what has been its items becomes the first row of an axis
   * more.
   */
  splitRows(): void {
    this.counts[this.depth + 1] = this.itemCount;
    this.counts[this.depth] = 0;
    this.depth++;
    this.numberDepth = this.depth;
  }

  private unequal(offset: number, what: string): void {
    this.fault ??= ragged(offset, what);
  }
}
