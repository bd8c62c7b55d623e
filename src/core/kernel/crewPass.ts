import type { CancelSignal } from '../tensorSource.js';
import { ChunkTable } from './chunkTable.js';
import { ChunkWorker } from './chunkWorker.js';
import type { CrewPlan, Slot } from './crewPlan.js';
import type { RowSums } from './kernel.js';
import { listedPairs, rowRecord } from './rowRecord.js';

/** What a pass needs of its crew. */
export interface PassCrew {
  /** Has every thread look for chunks. */
  readonly call: () => void;
  readonly pause: () => Promise<void>;
  readonly end: () => void;
}

/** How long the calling thread works before others get their turn, in milliseconds. */
const turnMilliseconds = 5;

/**
 * Rows that a crew works on, a slot at a time: write rows to `input`, `offer` them, `finish` them, look at the records,
 * and use the slot again. The calling thread takes its share, so that a pass ends even where no thread is left.
 */
export class CrewPass {
  readonly plan: CrewPlan;
  readonly #memory: WebAssembly.Memory;
  readonly #floats: Float64Array;
  readonly #tables: readonly ChunkTable[];
  readonly #own: ChunkWorker;
  readonly #crew: PassCrew;
  #wake: () => void = () => undefined;

  constructor(module: object, memory: WebAssembly.Memory, plan: CrewPlan, crew: PassCrew) {
    this.plan = plan;
    this.#memory = memory;
    this.#floats = new Float64Array(memory.buffer);
    this.#tables = plan.slots.map(({ table }) => new ChunkTable(memory, table, plan.chunksPerSlot));
    for (const table of this.#tables) table.offer(0, 0);
    this.#own = new ChunkWorker(module, memory, plan, 0);
    this.#crew = crew;
  }

  /** Where the first `rows` rows of a slot lie, as stored, one after another. */
  input(slot: number, rows: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#slot(slot).rows, rows * this.plan.rowBytes);
  }

  /** Has the first `rows` rows of a slot worked on. Its `finish` comes before its next `offer`. */
  offer(slot: number, rows: number): void {
    this.#table(slot).offer(rows, Math.ceil(rows / this.plan.rowsPerChunk));
    this.#crew.call();
  }

  /** Works along until the rows of a slot are done. Rejects as the signal throws, within some milliseconds. */
  async finish(slot: number, cancel?: CancelSignal): Promise<void> {
    const table = this.#table(slot);
    while (!table.isDone()) {
      cancel?.throwIfAborted();
      if (this.#workFor(slot)) await this.#crew.pause();
      else if (!table.isDone()) await this.#change();
    }
  }

  /** Works until the slot is done, the turn over, or nothing left to take: only then answers false. */
  #workFor(slot: number): boolean {
    const table = this.#table(slot);
    const end = Date.now() + turnMilliseconds;
    do {
      if (this.#own.workOnce(slot) === undefined) return false;
    } while (!table.isDone() && Date.now() < end);
    return true;
  }

  /** The record of a row of a finished slot. */
  record(slot: number, row: number): RowSums {
    return rowRecord(this.#floats, this.#recordAt(slot, row), this.plan.classCount);
  }

  /** The class and the logit of the largest, then of the second largest. */
  largest(slot: number, row: number): [number, number, number, number] {
    return listedPairs(this.#floats, this.#recordAt(slot, row));
  }

  /** Takes back what nobody has begun, and lets the threads forget the pass. */
  close(): void {
    for (const table of this.#tables) table.withdraw();
    this.#crew.end();
  }

  /** Told by the crew when a thread has something to tell. */
  wake(): void {
    this.#wake();
  }

  /** Told by the crew when a thread has ended: what it had taken is to be done again. */
  lose(place: number): void {
    for (const table of this.#tables) table.release(place + 1);
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #recordAt(slot: number, row: number): number {
    return this.#slot(slot).records + row * this.plan.recordBytes;
  }

  #slot(slot: number): Slot {
    return this.plan.slots[slot] ?? noSlot(slot);
  }

  #table(slot: number): ChunkTable {
    return this.#tables[slot] ?? noSlot(slot);
  }
}

function noSlot(slot: number): never {
  throw new RangeError(`There is no slot ${slot}.`);
}
