import { decodeInto } from '../../../core/dtype.js';
import type { SummedRow } from '../../../core/tensorSource.js';

/** The columns of `sums_of` in `helper.py`, in its order. */
const columns = 12;

/** What the helper's table says of each row; undefined where it is no table of so many rows. */
export function summedRows(
  bytes: Uint8Array | undefined,
  rowCount: number,
  classCount: number,
): SummedRow[] | undefined {
  if (bytes?.length !== rowCount * columns * 8) return undefined;
  const table = new Float64Array(rowCount * columns);
  decodeInto('float64', bytes, true, table);
  return Array.from({ length: rowCount }, (_, row) => summedRow(table.subarray(row * columns), classCount));
}

function summedRow(line: Float64Array, classCount: number): SummedRow {
  const field = (place: number): number => line[place] ?? NaN;
  const max = field(0);
  const isAnyFinite = Number.isFinite(max);
  const isNextFinite = Number.isFinite(field(4));
  const [nan, positiveInfinity] = [field(5), field(6)];
  const exists = isAnyFinite && nan === 0 && positiveInfinity === 0;
  return {
    targetLogit: field(11),
    sums: {
      classCount,
      max: isAnyFinite ? max : NaN,
      argmax: isAnyFinite ? field(1) : -1,
      ties: isAnyFinite ? field(2) : 0,
      runnerUp: isNextFinite ? field(3) : -1,
      runnerUpLogit: isNextFinite ? field(4) : NaN,
      nan,
      positiveInfinity,
      negativeInfinity: field(7),
      finiteMasks: field(8),
      weight: exists ? field(9) : NaN,
      moment: exists ? field(10) : NaN,
      isFloat32: false,
    },
  };
}
