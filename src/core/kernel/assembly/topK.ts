/**
 * Collects the largest numbers of a row without sorting it: candidates gather in the order of their indices, and
 * whenever there are many the largest are kept. Numbers of type T:
 *
 *     wanted: i32 │ count: i32 │ indices: i32 × room │ values: T × room
 *
 * After `settle` the first are the largest, largest first, of equal ones the lowest index first.
 */
const room: i32 = 256;
/** The bytes that a collection takes. */
export const collectionSize: usize = 8 + 12 * <usize>room;

// @ts-ignore: decorator
@inline
export function clear(collection: usize, wanted: i32): void {
  store<i32>(collection, wanted);
  store<i32>(collection, 0, 4);
}

// @ts-ignore: decorator
@inline
export function countOf(collection: usize): i32 {
  return load<i32>(collection, 4);
}

// @ts-ignore: decorator
@inline
export function indexAt(collection: usize, place: i32): f64 {
  return <f64>load<i32>(indices(collection) + (<usize>place << 2));
}

// @ts-ignore: decorator
@inline
export function valueAt<T extends number>(collection: usize, place: i32): T {
  return load<T>(values(collection) + <usize>place * sizeof<T>());
}

// @ts-ignore: decorator
@inline
function indices(collection: usize): usize {
  return collection + 8;
}

// @ts-ignore: decorator
@inline
function values(collection: usize): usize {
  return collection + 8 + (<usize>room << 2);
}

// @ts-ignore: decorator
@inline
function append<T extends number>(collection: usize, value: T, index: i32): void {
  const count = countOf(collection);
  put<T>(collection, count, value, index);
  store<i32>(collection, count + 1, 4);
}

// @ts-ignore: decorator
@inline
function put<T extends number>(collection: usize, place: i32, value: T, index: i32): void {
  store<i32>(indices(collection) + (<usize>place << 2), index);
  store<T>(values(collection) + <usize>place * sizeof<T>(), value);
}

/**
 * Takes the numbers above `bar` in `[start, end)`, the first of which has the index `first`; indices come in ascending
 * order. `spare` has room for a collection.
 */
export function collect<T extends number>(
  collection: usize,
  start: usize,
  end: usize,
  first: i32,
  bar: T,
  spare: usize,
): void {
  let limit = max<T>(bar, smallestWanted<T>(collection));
  const stretch: usize = 16 * sizeof<T>();
  // In a long row most stretches hold no candidate, and a test pays; in a short one it would be guessed wrong.
  const isLong = end - start > 1 << 14;
  let at = start;
  let count = countOf(collection);
  for (; at + stretch <= end; at += stretch) {
    const bits = bitsAbove<T>(at, limit);
    if (isLong && bits === 0) continue;
    const index = first + <i32>((at - start) / sizeof<T>());
    // The first of the marked is written in any case, and counted only if there is one: nothing to guess wrong.
    const lane = ctz(bits | 0x8000);
    put<T>(collection, count, load<T>(at + <usize>lane * sizeof<T>()), index + lane);
    count += i32(bits !== 0);
    for (let others = bits & (bits - 1); others !== 0; others &= others - 1) {
      const other = ctz(others);
      put<T>(collection, count++, load<T>(at + <usize>other * sizeof<T>()), index + other);
    }
    if (count > room - 32) {
      store<i32>(collection, count, 4);
      settle<T>(collection, spare);
      count = countOf(collection);
      limit = max<T>(limit, smallestWanted<T>(collection));
    }
  }
  store<i32>(collection, count, 4);
  for (; at < end; at += sizeof<T>()) {
    const x = load<T>(at);
    if (x > limit) append<T>(collection, x, first + <i32>((at - start) / sizeof<T>()));
  }
}

/** A bit for each of 16 numbers, set where it is above the limit. */
// @ts-ignore: decorator
@inline
function bitsAbove<T extends number>(at: usize, limit: T): i32 {
  const limits = v128.splat<T>(limit);
  if (sizeof<T>() === 4) {
    const low = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(at), limits), f32x4.gt(v128.load(at, 16), limits));
    const high = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(at, 32), limits), f32x4.gt(v128.load(at, 48), limits));
    return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
  }
  return bitsAbove8(at, limits) | (bitsAbove8(at + 64, limits) << 8);
}

// @ts-ignore: decorator
@inline
function bitsAbove8(at: usize, limits: v128): i32 {
  const bits0 = i64x2.bitmask(f64x2.gt(v128.load(at), limits)) | (i64x2.bitmask(f64x2.gt(v128.load(at, 16), limits)) << 2);
  const bits1 = i64x2.bitmask(f64x2.gt(v128.load(at, 32), limits)) | (i64x2.bitmask(f64x2.gt(v128.load(at, 48), limits)) << 2);
  return bits0 | (bits1 << 4);
}

/** What a number has to be above to get into a settled collection: −inf while it is not full. */
function smallestWanted<T extends number>(collection: usize): T {
  const wanted = load<i32>(collection);
  return countOf(collection) === wanted ? valueAt<T>(collection, wanted - 1) : <T>-Infinity;
}

/**
 * Puts the candidates in order and drops those that are not wanted. The place of each is the number of candidates that
 * come before it, counted for all lanes at once: no branch that the processor would guess wrong.
 */
export function settle<T extends number>(collection: usize, spare: usize): void {
  const count = countOf(collection);
  const wanted = load<i32>(collection);
  const from = values(collection);
  const lanes = <i32>(16 / sizeof<T>());
  for (let place = 0; place < count; place += lanes) {
    const own = v128.load(from + <usize>place * sizeof<T>());
    let before = v128.splat<i32>(0);
    for (let other = 0; other < place; other++) {
      before = subtractMarks<T>(before, v128.ge<T>(v128.load_splat<T>(from + <usize>other * sizeof<T>()), own));
    }
    const next = min(place + lanes, count);
    for (let other = place; other < next; other++) {
      const value = v128.load_splat<T>(from + <usize>other * sizeof<T>());
      // Among neighbours in the vector an equal one comes before those in the lanes after it.
      const middle = laterLanes + (sizeof<T>() === 4 ? 16 : 48);
      const isLater = v128.load(middle - <usize>(other - place) * sizeof<T>());
      const isEqual = v128.and(v128.eq<T>(value, own), isLater);
      before = subtractMarks<T>(before, v128.or(v128.gt<T>(value, own), isEqual));
    }
    for (let other = next; other < count; other++) {
      before = subtractMarks<T>(before, v128.gt<T>(v128.load_splat<T>(from + <usize>other * sizeof<T>()), own));
    }
    v128.store(spare + <usize>(place / lanes) * 16, before);
  }
  reorder<T>(collection, count, wanted, spare);
}

/** Loaded j lanes before the middle for lane j, all bits are set in the lanes after it: lanes of four bytes, of eight. */
// @ts-ignore: decorator
@lazy
const laterLanes: usize = memory.data<u32>([
  0, 0, 0, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff, 0, 0, 0, 0, 0, 0, 0xffffffff, 0xffffffff,
]);

// @ts-ignore: decorator
@inline
function subtractMarks<T extends number>(counts: v128, marks: v128): v128 {
  return sizeof<T>() === 4 ? i32x4.sub(counts, marks) : i64x2.sub(counts, marks);
}

function reorder<T extends number>(collection: usize, count: i32, wanted: i32, ranks: usize): void {
  const sorted = ranks + 8 * <usize>room;
  const from = values(collection);
  const places = indices(collection);
  for (let place = 0; place < count; place++) {
    const rank = load<i32>(ranks + <usize>place * sizeof<T>());
    store<T>(sorted + (<usize>rank << 4), load<T>(from + <usize>place * sizeof<T>()));
    store<i32>(sorted + (<usize>rank << 4), load<i32>(places + (<usize>place << 2)), 8);
  }
  const kept = min(count, wanted);
  for (let place = 0; place < kept; place++) {
    store<T>(from + <usize>place * sizeof<T>(), load<T>(sorted + (<usize>place << 4)));
    store<i32>(places + (<usize>place << 2), load<i32>(sorted + (<usize>place << 4), 8));
  }
  store<i32>(collection, kept, 4);
}

/** Where a settled collection is not full, adds the numbers that `collect` left out: −inf, or NaN. */
export function collectAbsent<T extends number>(
  collection: usize,
  start: usize,
  end: usize,
  first: i32,
  nan: bool,
): void {
  const wanted = load<i32>(collection);
  for (let at = start; at < end && countOf(collection) < wanted; at += sizeof<T>()) {
    const x = load<T>(at);
    if (nan ? x !== x : x === <T>-Infinity) append<T>(collection, x, first + <i32>((at - start) / sizeof<T>()));
  }
}

/** The next smaller number; −inf for itself. */
export function below<T extends number>(x: T): T {
  if (x === <T>-Infinity) return x;
  if (sizeof<T>() === 4) {
    const bits = reinterpret<i32>(<f32>x);
    if (<f32>x === 0) return <T>reinterpret<f32>(<i32>0x80000001);
    return <T>reinterpret<f32>(<f32>x > 0 ? bits - 1 : bits + 1);
  }
  const bits = reinterpret<i64>(<f64>x);
  if (<f64>x === 0) return <T>reinterpret<f64>(<i64>0x8000000000000001);
  return <T>reinterpret<f64>(<f64>x > 0 ? bits - 1 : bits + 1);
}
