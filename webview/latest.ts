import { type ReadonlySignal, signal } from '@preact/signals';

/** How `Latest` asks, and whom it tells. */
export interface LatestOptions<Q, A> {
  ask(question: Q, signal: AbortSignal): Promise<A>;
  onAnswer(answer: A, question: Q): void;
  onError(error: unknown, question: Q): void;
}

/**
 * Asks a stream of questions of which only the newest matters: at most one is under way, and of those asked
 * meanwhile only the last is asked next. Every answer that arrives is told, so a slow host still moves the view.
 */
export class Latest<Q, A> {
  private readonly underWay = signal(false);
  private next: { readonly question: Q } | null = null;
  private controller = new AbortController();

  constructor(private readonly options: LatestOptions<Q, A>) {}

  /** Whether a question is under way or about to be. */
  get busy(): ReadonlySignal<boolean> {
    return this.underWay;
  }

  /** Asks, now or as soon as the question under way is answered. */
  ask(question: Q): void {
    this.next = { question };
    if (!this.underWay.peek()) void this.run();
  }

  /** Forgets every question; no answer to one of them is told any more. */
  stop(): void {
    this.next = null;
    this.controller.abort();
    this.controller = new AbortController();
  }

  private async run(): Promise<void> {
    this.underWay.value = true;
    while (this.next !== null) {
      const { question } = this.next;
      this.next = null;
      await this.askOne(question, this.controller.signal);
    }
    this.underWay.value = false;
  }

  private async askOne(question: Q, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.options.ask(question, signal);
      if (!signal.aborted) this.options.onAnswer(answer, question);
    } catch (error) {
      if (!signal.aborted) this.options.onError(error, question);
    }
  }
}
