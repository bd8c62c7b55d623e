/** Terms that are added before they go to the total: keeps the rounding of 100,000 terms near that of a few hundred. */
const blockLength = 256;

/** Σ term(i) over `[0, length)`, in blocks: the rounding error of 100,000 terms stays near that of a few hundred. */
export function blockSum(length: number, term: (index: number) => number): number {
  let total = 0;
  for (let start = 0; start < length; start += blockLength) {
    const end = Math.min(start + blockLength, length);
    let block = 0;
    for (let index = start; index < end; index++) block += term(index);
    total += block;
  }
  return total;
}
