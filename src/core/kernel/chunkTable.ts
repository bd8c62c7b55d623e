/**
 * Who works on which chunk of the rows in a slot, in memory that threads share: a word with the number of rows, then one
 * for each chunk, which is free, done, or somebody's. To take a chunk and to be known as its owner is one atomic step,
 * so that the chunk of a thread that died can be given to another. No chunk is ever done by two that live.
 */
export class ChunkTable {
  readonly #words: Int32Array;
  readonly #chunkCount: number;

  constructor(memory: WebAssembly.Memory, address: number, chunkCount: number) {
    this.#words = new Int32Array(memory.buffer, address, 1 + chunkCount);
    this.#chunkCount = chunkCount;
  }

  get rowCount(): number {
    return Atomics.load(this.#words, 0);
  }

  /** Offers chunks that hold `rowCount` rows. Whatever was offered before is done. */
  offer(rowCount: number, chunks: number): void {
    Atomics.store(this.#words, 0, rowCount);
    for (let chunk = 0; chunk < this.#chunkCount; chunk++) {
      Atomics.store(this.#words, 1 + chunk, chunk < chunks ? free : done);
    }
  }

  /** Takes a chunk for `owner`, a number from 1 on; undefined where none is free. */
  take(owner: number): number | undefined {
    for (let chunk = 0; chunk < this.#chunkCount; chunk++) {
      if (Atomics.compareExchange(this.#words, 1 + chunk, free, owner) === free) return chunk;
    }
    return undefined;
  }

  /** Tells that a chunk's records are written. */
  finish(chunk: number): void {
    Atomics.store(this.#words, 1 + chunk, done);
  }

  /** Gives back what an owner that is no more had taken. */
  release(owner: number): void {
    for (let chunk = 0; chunk < this.#chunkCount; chunk++) Atomics.compareExchange(this.#words, 1 + chunk, owner, free);
  }

  /** Takes back what nobody has begun. */
  withdraw(): void {
    for (let chunk = 0; chunk < this.#chunkCount; chunk++) Atomics.compareExchange(this.#words, 1 + chunk, free, done);
  }

  /** Whether every chunk that was offered is done. */
  isDone(): boolean {
    for (let chunk = 0; chunk < this.#chunkCount; chunk++)
      if (Atomics.load(this.#words, 1 + chunk) !== done) return false;
    return true;
  }
}

const free = 0;
const done = -1;
