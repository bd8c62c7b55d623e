import type { CancelSignal } from '../core/tensorSource.js';

/** One reading that several wait for. It is cancelled when none of them wants it any more. */
export class SharedRead<T> {
  readonly #waiting: (CancelSignal | undefined)[] = [];
  readonly #result: Promise<T>;

  constructor(read: (signal: CancelSignal) => Promise<T>) {
    this.#result = read({
      throwIfAborted: () => {
        if (this.isAbandoned) this.#waiting[0]?.throwIfAborted();
      },
    });
  }

  /** Whether everybody who waited gave up. Who comes now has to begin anew. */
  get isAbandoned(): boolean {
    return this.#waiting.length > 0 && this.#waiting.every(isAborted);
  }

  /** What is read; rejects as the reading does, and with the signal's reason when that is aborted. */
  async join(signal: CancelSignal | undefined): Promise<T> {
    this.#waiting.push(signal);
    const result = await this.#result;
    signal?.throwIfAborted();
    return result;
  }
}

function isAborted(signal: CancelSignal | undefined): boolean {
  try {
    signal?.throwIfAborted();
    return false;
  } catch {
    // Only whether it throws is the question.
    return true;
  }
}
