import { dtypes } from '../dtype.js';
import type { CancelSignal } from '../tensorSource.js';
import type { Crew } from './crew.js';
import type { CrewPass } from './crewPass.js';
import type { StoredDType } from './crewPlan.js';

/** Rows `[start, end)` whose records are there; the first of them is row 0 of the slot. */
export interface FinishedRows {
  readonly pass: CrewPass;
  readonly slot: number;
  readonly start: number;
  readonly end: number;
}

/** Rows that are looked at batch by batch. */
export interface RowsWork {
  readonly dtype: StoredDType;
  readonly classCount: number;
  readonly start: number;
  readonly end: number;
  /** Whether sums may be made in float32; figures that are shown are not. */
  readonly float32?: boolean;
  /** Writes rows as stored to `out`, which is as long; it may do so while others are worked on. */
  readInto(start: number, end: number, out: Uint8Array, cancel: CancelSignal): Promise<void>;
  /** Told of each batch, in order and after some ten milliseconds; records and rows are there until it returns. */
  take(rows: FinishedRows): void;
}

/** Rows longer than this are not for a crew: too few fit into what is read at once. */
export const longestRowBytes = 4 * 1024 * 1024;

/**
 * The figures of rows by a crew, while the next rows are read. Answers whether there was memory for it. Rejects
 * as reading and `take` do, and as the signal throws, within some milliseconds; what was taken until then stands.
 */
export async function crewFigures(crew: Crew, work: RowsWork, cancel: CancelSignal): Promise<boolean> {
  const { dtype, classCount, float32 = false } = work;
  const rowsPerSlot = rowsAtOnce(work);
  const pass = crew.begin({ dtype, classCount, listed: 2, float32, rowsPerSlot, slotCount: 2 });
  if (pass === undefined) return false;
  try {
    await passThrough(pass, work, rowsPerSlot, cancel);
    return true;
  } finally {
    pass.close();
  }
}

async function passThrough(pass: CrewPass, work: RowsWork, rowsPerSlot: number, cancel: CancelSignal): Promise<void> {
  const fill = async (start: number, slot: number): Promise<FinishedRows | undefined> => {
    if (start >= work.end) return undefined;
    const end = Math.min(work.end, start + rowsPerSlot);
    await work.readInto(start, end, pass.input(slot, end - start), cancel);
    pass.offer(slot, end - start);
    return { pass, slot, start, end };
  };
  let current = await fill(work.start, 0);
  while (current !== undefined) {
    cancel.throwIfAborted();
    const { end, slot } = current;
    const [next] = await Promise.all([fill(end, 1 - slot), pass.finish(slot, cancel)]);
    work.take(current);
    current = next;
  }
}

/** What is read at once: long enough that waking the threads does not count. */
const slotBytes = 16 * 1024 * 1024;
/** Beyond this the records would take more room than the rows. */
const mostRows = 1 << 16;

function rowsAtOnce({ dtype, classCount, start, end }: RowsWork): number {
  const rowBytes = classCount * dtypes[dtype].bytes;
  return Math.max(1, Math.min(end - start, mostRows, Math.floor(slotBytes / rowBytes)));
}
