/** What was used last, by a key, within a limit of bytes: the least recently used goes first, the newest never. */
export class RecentlyUsed<V, K = number> {
  readonly #entries = new Map<K, { readonly value: V; readonly bytes: number }>();
  #bytes = 0;

  constructor(private readonly limitBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V, valueBytes: number): void {
    this.#drop(key);
    const bytes = valueBytes + overheadBytes;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.limitBytes || oldest === key) return;
      this.#drop(oldest);
    }
  }

  #drop(key: K): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

/** About what an entry takes beside its numbers. */
const overheadBytes = 128;
