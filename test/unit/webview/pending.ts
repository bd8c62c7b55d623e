interface Waiting<A> {
  resolve(answer: A): void;
  reject(error: unknown): void;
}

/** A host for tests whose answers come when the test says so, in the order of the questions. */
export class Pending<Q, A = Q> {
  readonly asked: Q[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  private readonly waiting: Waiting<A>[] = [];

  ask(question: Q, signal?: AbortSignal): Promise<A> {
    this.asked.push(question);
    this.signals.push(signal);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  /** Answers the oldest question, and lets everything that follows from it happen. */
  async answer(answer: A): Promise<void> {
    this.take().resolve(answer);
    await turn();
  }

  async refuse(error: unknown): Promise<void> {
    this.take().reject(error);
    await turn();
  }

  private take(): Waiting<A> {
    const first = this.waiting.shift();
    if (first === undefined) throw new Error('Nothing was asked.');
    return first;
  }
}

/** Lets every promise that can settle do so. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
