/**
 * The memory that the WASM kernels work in:
 *
 *     0        64 KiB  page 1                       page 2            page 19
 *     constants │ record · candidates · parameters │ piece of a row │ what is made of it │ tables
 *
 * Rows are copied in piece by piece, so that it does not grow with them. Each region has some room beyond its end, which
 * the kernels read and write but do not look at.
 */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: tablesAt / pageBytes, maximum: 1024 });
  /** The whole memory as float64 numbers. */
  floats = new Float64Array(this.memory.buffer);

  /** Makes room for `bytes` of tables from `region.tables` on; answers false where there is none. */
  growTables(bytes: number): boolean {
    const missing = tablesAt + bytes - this.memory.buffer.byteLength;
    if (missing <= 0) return true;
    try {
      this.memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      return false;
    }
    this.floats = new Float64Array(this.memory.buffer);
    return true;
  }
}

const pageBytes = 65536;
/** The most float64 numbers in a piece: small enough to stay in the second-level cache. */
export const pieceLength = 16384;
const regionPages = 17;
const tablesAt = pageBytes * (2 + 2 * regionPages);

/** Where each region starts, in bytes. */
export const region = {
  record: pageBytes,
  totals: pageBytes + 8192,
  parameters: pageBytes + 8192 + 64,
  candidates: pageBytes + 16384,
  spare: pageBytes + 32768,
  piece: 2 * pageBytes,
  out: pageBytes * (2 + regionPages),
  tables: tablesAt,
} as const;
