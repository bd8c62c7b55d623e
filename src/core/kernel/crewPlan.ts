import { type DTypeName, dtypes } from '../dtype.js';
import { recordBytes as bytesOfRecord } from './rowRecord.js';

/** The element types whose stored rows the kernels take as they are, little-endian. */
export type StoredDType = Extract<DTypeName, 'float16' | 'bfloat16' | 'float32' | 'float64'>;

/** Whether rows of a type can be taken as they are stored. */
export function isStoredDType(name: DTypeName): name is StoredDType {
  return dtypes[name].kind === 'float';
}

/** The rows that a crew is to look at. */
export interface CrewWork {
  readonly dtype: StoredDType;
  readonly classCount: number;
  /** How many of the largest logits of a row are listed in its record: 2 … 128. */
  readonly listed: number;
  /** Whether sums are made in float32 where the row suits it: twice as fast, good to eight digits. */
  readonly float32: boolean;
  /** How many rows are put in at once. */
  readonly rowsPerSlot: number;
  /** 2 where rows are read while others are worked on, else 1. */
  readonly slotCount: 1 | 2;
}

/** One place for rows and what is found of them; addresses in bytes. */
export interface Slot {
  readonly rows: number;
  readonly records: number;
  /** Of the `ChunkTable`. */
  readonly table: number;
}

/**
 * Where everything lies in the memory that a crew shares:
 *
 *     0          64 KiB                    one a thread              one or two
 *     constants │ tables of the chunks │ … │ scratch │ … │ rows │ records │ …
 *
 * Plain numbers, which go to the threads as they are.
 */
export interface CrewPlan extends CrewWork {
  readonly rowBytes: number;
  readonly rowsPerChunk: number;
  readonly chunksPerSlot: number;
  readonly recordBytes: number;
  readonly scratch: readonly number[];
  readonly slots: readonly Slot[];
  readonly pages: number;
}

/** The plan for so many threads, the caller's among them. */
export function crewPlan(work: CrewWork, threads: number): CrewPlan {
  const { classCount, rowsPerSlot } = work;
  const rowBytes = classCount * dtypes[work.dtype].bytes;
  const rowsPerChunk = Math.max(1, Math.floor(chunkElements / classCount));
  const chunksPerSlot = Math.ceil(rowsPerSlot / rowsPerChunk);
  const recordBytes = bytesOfRecord(work.listed);
  let free = pageBytes;
  const take = (bytes: number): number => {
    const start = free;
    free += Math.ceil((bytes + slack) / slack) * slack;
    return start;
  };
  const tables = Array.from({ length: work.slotCount }, () => take(4 * (1 + chunksPerSlot)));
  const scratch = Array.from({ length: threads }, () => take(workBytes));
  const slots = tables.map((table) => ({
    table,
    rows: take(rowsPerSlot * rowBytes),
    records: take(rowsPerSlot * recordBytes),
  }));
  const pages = Math.ceil(free / pageBytes);
  return { ...work, rowBytes, rowsPerChunk, chunksPerSlot, recordBytes, scratch, slots, pages };
}

/** What a thread works on before it looks whether it is to go on: a fifth of a millisecond. */
const chunkElements = 1 << 17;
const pageBytes = 65536;
/** What the kernels may touch beyond the end of what they are given; also keeps threads off each other's cache lines. */
const slack = 128;
/** What `figures16` takes, and more than the others. */
export const workBytes = 32768;
