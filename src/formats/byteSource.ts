/**
 * Bytes that can be read by ranges: memory, a local file, a debuggee's memory. `read` answers exactly the
 * bytes `[offset, offset + length)`; a range that ends beyond `size` is refused with a `UserError`
 * (`truncated`), as is a source that shrank or changed since it was opened (`corrupt`).
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Reads as many bytes as `out` is long straight into it, where the source can; it may lie on shared memory. */
  readInto?(offset: number, out: Uint8Array, signal?: AbortSignal): Promise<void>;
}
