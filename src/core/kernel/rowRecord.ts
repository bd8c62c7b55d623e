import type { RowSums } from './kernel.js';

/** The bytes of a record with as many of the largest logits listed: see `assembly/rowRecord.ts`. */
export function recordBytes(listed: number): number {
  return 144 + 16 * listed;
}

/** The record of a row at an address; the float64 numbers are at the places of `assembly/rowRecord.ts`. */
export function rowRecord(floats: Float64Array, address: number, classCount: number): RowSums {
  const field = (place: number) => floats[address / 8 + place] ?? NaN;
  return {
    classCount,
    max: field(0),
    argmax: field(1),
    ties: field(2),
    runnerUp: field(3),
    runnerUpLogit: field(4),
    nan: field(6),
    positiveInfinity: field(7),
    negativeInfinity: field(8),
    finiteMasks: field(9),
    weight: field(10),
    moment: field(11),
    isFloat32: field(17) === 1,
  };
}

/** The smallest number that the first pass over a row met. */
export function smallestOf(floats: Float64Array, address: number): number {
  return floats[address / 8 + 5] ?? NaN;
}

/** The class and the logit of the largest, then of the second largest. */
export function listedPairs(floats: Float64Array, address: number): [number, number, number, number] {
  const field = (place: number) => floats[address / 8 + 18 + place] ?? NaN;
  return [field(0), field(1), field(2), field(3)];
}
