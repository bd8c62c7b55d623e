/** The element at `index`, which the caller keeps in bounds; one outside reads as NaN and so shows in every figure. */
export function elementAt(values: Float64Array, index: number): number {
  return values[index] ?? NaN;
}
