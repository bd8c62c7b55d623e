import { scanAhead, scannedAhead } from './ahead';
import { ascii, skipSpace } from './ascii';
import { readIntegers } from './integers';
import { layout } from './layout';
import { readLongDecimals } from './longDecimals';
import { inexactIntegers, readLongNumber, resetCount } from './longNumber';
import { endsRow, scanShort, scanned } from './shortNumbers';

export { narrow } from './int32';
export { prepare } from './shortNumbers';

/** Of so many numbers, as float64, one knows that the array is worth looking ahead in. */
const trialBytes: usize = 16 << 3;

/**
 * Reads numbers and what stands between them, from `start` up to `end` at most, where a zero stands, into the `room`
 * float64 at `out`. Where `rowLength` is not 0, the arrays that hold the numbers are of that length, and the first has
 * `items` numbers before `start`: from the end of one it goes on in the next. Answers how many numbers there are.
 */
export function scan(start: usize, end: usize, out: usize, room: i32, rowLength: i32, items: i32): i32 {
  const full = out + ((<usize>room) << 3);
  let position = start;
  let at = out;
  let row = out;
  let rowEnd = out + ((<usize>(rowLength - items)) << 3);
  let rows = 0;
  let awaitsValue = true;
  resetCount();
  while (at < full) {
    const trialEnd = at + trialBytes;
    position = scanShort(position, at, min(full, trialEnd));
    at = scanned;
    if (at === trialEnd && !endsRow) {
      position = scanAhead(position, end, at, full, 4, readIntegers);
      position = scanShort(position, scannedAhead, full);
      at = scanned;
    }
    if (!endsRow) {
      const text = skipSpace(position);
      if (text !== position) {
        position = text;
        continue;
      }
      const before = at;
      position = scanAhead(position, end, at, full, 1, readLongDecimals);
      at = scannedAhead;
      if (at !== before) continue;
      const next = at < full ? readLongNumber(position, end, at) : 0;
      if (next === 0) break;
      position = skipSpace(next);
      at += 8;
      if (load<u8>(position) === ascii.comma) {
        position = skipSpace(position + 1);
        continue;
      }
    }
    awaitsValue = false;
    if (at !== rowEnd || rowLength === 0) break;
    const open = nextRow(position);
    if (open === 0) break;
    position = open;
    awaitsValue = true;
    rows++;
    row = at;
    rowEnd = at + ((<usize>rowLength) << 3);
  }
  store<i32>(layout.report, <i32>position, 0);
  store<i32>(layout.report, i32(awaitsValue), 4);
  store<i32>(layout.report, rows, 8);
  store<i32>(layout.report, <i32>((at - row) >> 3), 12);
  store<i32>(layout.report, inexactIntegers, 16);
  return <i32>((at - out) >> 3);
}

/** The index after `], [`, with white space or none, or 0. */
function nextRow(position: usize): usize {
  if (load<u8>(position) !== ascii.closeBracket) return 0;
  const comma = skipSpace(position + 1);
  if (load<u8>(comma) !== ascii.comma) return 0;
  const open = skipSpace(comma + 1);
  return load<u8>(open) === ascii.openBracket ? skipSpace(open + 1) : 0;
}
