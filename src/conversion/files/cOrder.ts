import { elementCount } from '../../core/axes.js';
import type { CancelSignal } from '../../core/tensorSource.js';

/** Writes the elements from `start` on, in storage order and little-endian in the tensor's type, to `out`: as many as it is long. */
export type StoredReader = (start: number, out: Uint8Array, signal?: CancelSignal) => Promise<void>;

/** As many elements are put in order at a time, and as many are read for that at once: 16 MiB and 4 MiB of float64. */
const usualLimits = { inOneSlab: 2 * 1024 * 1024, inOneRead: 512 * 1024 };

/** A read costs about as much as this many bytes that nobody needs. */
const worthwhileGap = 16 * 1024;

/**
 * The elements of a tensor that is stored in Fortran order, in C order, slab by slab. A slab is a box that lies in one piece in C
 * order: one index along each axis before `axis`, a range of `axis`, and all of each axis after it. In storage it is
 *
 *     line 0: every `step`-th element … line 1 … one line for each index along the later axes, `lineStep` apart
 */
export async function* cOrderSlabs(
  shape: readonly number[],
  bytes: number,
  read: StoredReader,
  signal?: AbortSignal,
  { inOneSlab, inOneRead } = usualLimits,
): AsyncGenerator<Uint8Array> {
  let axis = shape.length - 1;
  while (axis > 0 && elementCount(shape.slice(axis)) <= inOneSlab) axis--;
  const length = shape[axis] ?? 1;
  const later = shape.slice(axis + 1);
  const step = elementCount(shape.slice(0, axis));
  const places = placesInC(later);
  const most = Math.max(1, Math.min(Math.floor(inOneSlab / places.length), Math.floor(inOneRead / step)));
  for (const offset of placesInFortran(shape.slice(0, axis))) {
    for (let start = 0; start < length; start += most) {
      signal?.throwIfAborted();
      const count = Math.min(most, length - start);
      const box = { offset: offset + start * step, step, count, lineStep: step * length, places };
      yield await gathered(box, bytes, inOneRead, read, signal);
    }
  }
}

interface Box {
  /** Of its first element in storage. */
  readonly offset: number;
  readonly step: number;
  /** How many elements a line has. */
  readonly count: number;
  readonly lineStep: number;
  /** Where each line's elements lie among those of equal index along `axis`. */
  readonly places: Uint32Array;
}

async function gathered(
  { offset, step, count, lineStep, places }: Box,
  bytes: number,
  inOneRead: number,
  read: StoredReader,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const out = new Uint8Array(count * places.length * bytes);
  const span = (count - 1) * step + 1;
  const isDense = (lineStep - span) * bytes <= worthwhileGap;
  const lines = isDense ? Math.max(1, Math.floor(inOneRead / lineStep)) : 1;
  for (let first = 0; first < places.length; first += lines) {
    signal?.throwIfAborted();
    const among = places.subarray(first, first + lines);
    const piece = new Uint8Array(((among.length - 1) * lineStep + span) * bytes);
    await read(offset + first * lineStep, piece, signal);
    among.forEach((place, line) => {
      for (let index = 0; index < count; index++) {
        const from = (line * lineStep + index * step) * bytes;
        const to = (index * places.length + place) * bytes;
        for (let byte = 0; byte < bytes; byte++) out[to + byte] = piece[from + byte] ?? 0;
      }
    });
  }
  return out;
}

/** The place in C order of each index of a shape, the indices in Fortran order. */
function placesInC(shape: readonly number[]): Uint32Array {
  const places = new Uint32Array(elementCount(shape));
  let at = 0;
  for (const place of placesInFortran(shape.toReversed())) places[at++] = place;
  return places;
}

/** The place in Fortran order of each index of a shape, the indices in C order. */
function* placesInFortran(shape: readonly number[]): Generator<number> {
  const steps = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  const count = elementCount(shape);
  for (let done = 0, place = 0; done < count; done++) {
    yield place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [at, length, step] = [(index[axis] ?? 0) + 1, shape[axis] ?? 1, steps[axis] ?? 1];
      index[axis] = at < length ? at : 0;
      place += at < length ? step : -step * (length - 1);
      if (at < length) break;
    }
  }
}
