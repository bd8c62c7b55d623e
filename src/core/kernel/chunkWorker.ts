import { ChunkTable } from './chunkTable.js';
import type { CrewPlan, Slot } from './crewPlan.js';
import type { KernelModule } from './kernelModule.js';

/** One thread at work on the chunks of a plan; the threads beside it have the same plan and memory. */
export class ChunkWorker {
  readonly #kernels: KernelModule;
  readonly #plan: CrewPlan;
  readonly #owner: number;
  readonly #scratch: number;
  readonly #slots: readonly { readonly slot: Slot; readonly table: ChunkTable }[];

  /** `place` is that of the thread among all, from 0 on. */
  constructor(module: object, memory: WebAssembly.Memory, plan: CrewPlan, place: number) {
    // What the module exports is what `assembly/kernels.ts` says.
    this.#kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as KernelModule;
    this.#plan = plan;
    this.#owner = place + 1;
    this.#scratch = plan.scratch[place] ?? NaN;
    this.#slots = plan.slots.map((slot) => ({ slot, table: new ChunkTable(memory, slot.table, plan.chunksPerSlot) }));
  }

  /**
   * Does one chunk, of the slot at `first` rather than of another. Answers whether its slot is done with it, or
   * undefined where there was no chunk left.
   */
  workOnce(first = 0): boolean | undefined {
    for (let turn = 0; turn < this.#slots.length; turn++) {
      const entry = this.#slots[(first + turn) % this.#slots.length];
      const chunk = entry?.table.take(this.#owner);
      if (entry === undefined || chunk === undefined) continue;
      this.#do(entry.slot, chunk, entry.table.rowCount);
      entry.table.finish(chunk);
      return entry.table.isDone();
    }
    return undefined;
  }

  #do(slot: Slot, chunk: number, rowCount: number): void {
    const { rowsPerChunk, rowBytes, recordBytes } = this.#plan;
    const start = chunk * rowsPerChunk;
    const rows = Math.min(rowsPerChunk, rowCount - start);
    this.#figures(slot.rows + start * rowBytes, rows, slot.records + start * recordBytes);
  }

  #figures(start: number, rows: number, records: number): void {
    const { dtype, classCount, listed, float32, recordBytes } = this.#plan;
    const work = this.#scratch;
    switch (dtype) {
      case 'float64':
        this.#kernels.figures64(start, rows, classCount, listed, records, recordBytes, work);
        break;
      case 'float32':
        this.#kernels.figures32(start, rows, classCount, listed, float32, records, recordBytes, work);
        break;
      case 'float16':
      case 'bfloat16':
        this.#kernels.figures16(
          start,
          rows,
          classCount,
          listed,
          dtype === 'bfloat16',
          float32,
          records,
          recordBytes,
          work,
        );
    }
  }
}
