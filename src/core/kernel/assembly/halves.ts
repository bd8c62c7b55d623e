import { bfloat16ToFloat32, float16ToFloat32 } from './convert';
import { hasNaN } from './counts';
import { largestStrip, nthStrip, stripCount } from './extremes';
import { extremes16, keyOf, nextAbove } from './extremes16';
import { begin, finish, list, suitsFloat32, suitsFloat64, takeAbsent, takeExtremes, takeFaults, takeSums } from './rowPasses';
import { Field, get, set } from './rowRecord';
import { below, collect, collectionSize, countOf, settle, valueAt } from './topK';

/** Numbers that are float32 at a time: they stay in the first-level cache, where to make them costs less than to fetch them. */
const pieceLength = 4096;
/** Where they lie in the working space, behind what the collections take. */
const pieceAt: usize = 12288;

/** `figures32` of numbers of two bytes: bfloat16, or IEEE float16. `work` has room for 32 KiB. */
export function figures16(
  start: usize,
  rows: i32,
  classes: i32,
  wanted: i32,
  isBfloat16: bool,
  float32: bool,
  records: usize,
  stride: usize,
  work: usize,
): void {
  for (let row = 0; row < rows; row++) {
    figuresOfRow(start, classes, wanted, isBfloat16, float32, records, work);
    start += <usize>classes << 1;
    records += stride;
  }
}

function figuresOfRow(start: usize, classes: i32, wanted: i32, isBfloat16: bool, float32: bool, record: usize, work: usize): void {
  const candidates = work;
  const piece = work + pieceAt;
  begin(record, candidates, wanted);
  if (!takeExtremes16(record, candidates, start, classes, isBfloat16, work)) {
    for (let first = 0; first < classes; first += pieceLength) {
      const end = widen(start, first, classes, isBfloat16, piece);
      takeExtremes<f32>(record, candidates, piece, end, first, work + collectionSize);
    }
  }
  const narrow = float32 && suitsFloat32(record, classes);
  if (narrow || suitsFloat64(record)) {
    for (let first = 0; first < classes; first += pieceLength) {
      const end = widen(start, first, classes, isBfloat16, piece);
      takeSums<f32>(record, candidates, piece, end, first, narrow);
    }
    finish<f32>(record, candidates, narrow);
  } else set(record, Field.weight, NaN);
  if (get(record, Field.weight) !== get(record, Field.weight)) {
    set(record, Field.negativeInfinity, 0);
    for (let first = 0; first < classes; first += pieceLength) {
      takeFaults<f32>(record, piece, widen(start, first, classes, isBfloat16, piece));
    }
  }
  if (countOf(candidates) < wanted) {
    takeAllAbsent(start, classes, isBfloat16, candidates, piece, false);
    takeAllAbsent(start, classes, isBfloat16, candidates, piece, true);
  }
  list<f32>(record, candidates);
}

/**
 * The first pass, on the numbers as they are: only where one may be among the largest are they made float32. Answers false, and
 * does nothing, where one is NaN.
 */
function takeExtremes16(
  record: usize,
  candidates: usize,
  start: usize,
  classes: i32,
  isBfloat16: bool,
  work: usize,
): bool {
  const bits = work + collectionSize;
  const strips = work + pieceAt;
  const end = start + (<usize>classes << 1);
  const infinity: i16 = isBfloat16 ? 0x7f80 : 0x7c00;
  extremes16(start, end, infinity, bits);
  const wide = widen(bits, 0, <i32>stripCount + 1, isBfloat16, strips);
  if (hasNaN<f32>(strips, wide)) return false;
  set(record, Field.max, <f64>largestStrip<f32>(strips));
  set(record, Field.min, <f64>load<f32>(wide - 4));
  const wanted = load<i32>(candidates);
  let bar = -Infinity as f32;
  let limit: i16 = ~infinity;
  if (<usize>wanted <= stripCount) {
    const least = nthStrip<f32>(strips, wanted);
    bar = below<f32>(least);
    limit = keyBelow(least, strips, bits, limit);
  }
  for (let at = nextAbove(start, end, limit); at < end; at = nextAbove(at + 32, end, limit)) {
    const first = <i32>((at - start) >> 1);
    const count = min(16, classes - first);
    // A collection that is full has to be in order.
    if (countOf(candidates) === wanted) settle<f32>(candidates, bits);
    widen(start, first, first + count, isBfloat16, strips);
    collect<f32>(candidates, strips, strips + (<usize>count << 2), first, bar, bits);
  }
  settle<f32>(candidates, bits);
  // Of zeros the first gives the sign.
  if (countOf(candidates) > 0) set(record, Field.max, <f64>valueAt<f32>(candidates, 0));
  return true;
}

/** A key below that of every number as large as the strip `least`, and above those of the others, or `lowest`. */
function keyBelow(least: f32, strips: usize, bits: usize, lowest: i16): i16 {
  if (least === <f32>-Infinity) return lowest;
  // −0 is as large as 0.
  if (least === 0) return keyOf(<i16>0x8000) - 1;
  let strip: usize = 0;
  while (load<f32>(strips + (strip << 2)) !== least) strip++;
  return keyOf(load<i16>(bits + (strip << 1))) - 1;
}

function takeAllAbsent(start: usize, classes: i32, isBfloat16: bool, candidates: usize, piece: usize, nan: bool): void {
  for (let first = 0; first < classes; first += pieceLength) {
    takeAbsent<f32>(candidates, piece, widen(start, first, classes, isBfloat16, piece), first, nan);
  }
}

/** Writes the numbers from class `first` on, a piece at most, to `piece`, as float32; answers where they end there. */
function widen(start: usize, first: i32, classes: i32, isBfloat16: bool, piece: usize): usize {
  const count = min(pieceLength, classes - first);
  const from = start + (<usize>first << 1);
  if (isBfloat16) bfloat16ToFloat32(from, count, piece);
  else float16ToFloat32(from, count, piece);
  return piece + (<usize>count << 2);
}
