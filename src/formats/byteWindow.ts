import type { ByteSource } from './byteSource.js';
import { JsonFault } from './jsonFault.js';
import type { NumberScanner } from './numberScanner.js';

/** How a byte window reads its source. */
export interface WindowOptions {
  /** How many bytes are read at a time; 1 MiB unless given. */
  readonly chunkBytes?: number | undefined;
  /** In whose memory the bytes are kept, as long as they fit. */
  readonly scanner?: NumberScanner | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress?(doneBytes: number, totalBytes: number): void;
}

/**
 * A stretch of a byte source that moves forward. A reader takes whole tokens from `[position, end)`; where one is cut
 * off by `end` it leaves `position` at the token's start and asks for `more`:
 *
 *     bytes:   taken │ 0.12 │ 5, -3.5 …
 *                position   end             →  more() moves what is left to the front and reads on
 */
export class ByteWindow {
  /** Ends with a zero at `end`, which no token contains: an inner loop need not compare its index with `end`. */
  bytes = new Uint8Array(1);
  position = 0;
  end = 0;
  /** Whether nothing follows `end`. */
  isLast: boolean;
  private start = 0;
  private next = 0;
  private readonly chunkBytes: number;

  constructor(
    private readonly source: ByteSource,
    private readonly options: WindowOptions = {},
  ) {
    this.chunkBytes = options.chunkBytes ?? usualChunkBytes;
    this.isLast = source.size === 0;
  }

  /** The offset in the source of `bytes[position]`. */
  get offset(): number {
    return this.start + this.position;
  }

  /** How much of the source lies before `bytes[position]`, from 0 to 1. */
  get share(): number {
    return this.offset / this.source.size;
  }

  /** The offset in the source of `bytes[index]`. */
  offsetOf(index: number): number {
    return this.start + index;
  }

  /** Whether the text can be judged here: 256 bytes lie ahead, or all that there are. */
  get seesAhead(): boolean {
    return this.isLast || this.end - this.position >= 256;
  }

  /** The scanner that can be asked for the numbers ahead. */
  get scanner(): NumberScanner | undefined {
    const { scanner } = this.options;
    return this.bytes === scanner?.text ? scanner : undefined;
  }

  /** Goes to an offset in the source; what was read is forgotten. */
  seek(offset: number): void {
    this.start = offset;
    this.next = offset;
    this.position = 0;
    this.end = 0;
    this.bytes[0] = 0;
    this.isLast = offset === this.source.size;
  }

  /**
   * Reads on, keeping `[position, end)`; answers whether there was more. Rejects with the signal's reason once
   * aborted.
   */
  async more(): Promise<boolean> {
    this.options.signal?.throwIfAborted();
    if (this.isLast) return false;
    const kept = this.end - this.position;
    if (kept >= maxTokenBytes) throw tokenTooLong(this.offset);
    // A token that is longer than a chunk doubles what is read, so that the time for it stays linear.
    const length = Math.min(Math.max(this.chunkBytes, kept), this.source.size - this.next);
    const chunk = await this.source.read(this.next, length, this.options.signal);
    if (chunk.length !== length)
      throw new JsonFault('truncated', this.next, 'The file became shorter while it was read');
    this.append(chunk, kept);
    await this.letOthersWork(length);
    this.next += length;
    this.isLast = this.next === this.source.size;
    this.options.onProgress?.(this.next, this.source.size);
    return true;
  }

  private append(chunk: Uint8Array, kept: number): void {
    const end = kept + chunk.length;
    if (this.bytes.length <= end) {
      const larger = this.storage(end + 1);
      larger.set(this.bytes.subarray(this.position, this.end));
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, this.position, this.end);
    }
    this.bytes.set(chunk, kept);
    this.bytes[end] = 0;
    this.start += this.position;
    this.position = 0;
    this.end = end;
  }

  private storage(length: number): Uint8Array<ArrayBuffer> {
    const text = this.options.scanner?.text;
    return text && length <= text.length ? text : new Uint8Array(length);
  }

  /**
   * A source in memory answers at once; a task of its own every so often keeps the host responsive and lets a cancel
   * in.
   */
  private async letOthersWork(length: number): Promise<void> {
    const stretch = (offset: number): number => Math.floor(offset / yieldEveryBytes);
    if (stretch(this.next) === stretch(this.next + length)) return;
    await nextTask();
    this.options.signal?.throwIfAborted();
  }
}

/** How many bytes are read at a time where nothing else is asked for. */
export const usualChunkBytes = 1024 * 1024;
/** The longest token that is held: a number, a key. */
const maxTokenBytes = 16 * 1024 * 1024;
const yieldEveryBytes = 8 * 1024 * 1024;

/** Resolves in a later task. A message takes microseconds; a timer, a millisecond or more. */
async function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
  // A port that is open keeps Node from ending.
  port1.close();
}

function tokenTooLong(offset: number): JsonFault {
  return new JsonFault('too-large', offset, 'A single number or key of more than 16 million characters begins here');
}
