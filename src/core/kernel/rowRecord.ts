/** What the kernels know of one row, at the places of `assembly/rowRecord.ts`. NaN where the row has no softmax. */
export interface RowRecord {
  readonly max: number;
  readonly min: number;
  readonly argmax: number;
  readonly ties: number;
  readonly runnerUp: number;
  readonly runnerUpLogit: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  readonly finiteMasks: number;
  readonly weight: number;
  readonly moment: number;
}

/** The record at an address. */
export function rowRecord(floats: Float64Array, address: number): RowRecord {
  const field = (place: number) => floats[address / 8 + place] ?? NaN;
  return {
    max: field(0),
    min: field(5),
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
  };
}

/** The class and the logit of the largest, then of the second largest. */
export function listedPairs(floats: Float64Array, address: number): [number, number, number, number] {
  const field = (place: number) => floats[address / 8 + 18 + place] ?? NaN;
  return [field(0), field(1), field(2), field(3)];
}
