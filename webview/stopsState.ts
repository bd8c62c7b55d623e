import { effect, signal } from '@preact/signals';
import type { Question } from '../src/protocol/messages.js';
import type { StopComparisonView, StopsView } from '../src/protocol/views.js';
import type { Choices } from './choices.js';
import type { DocumentState } from './document.js';
import type { Host } from './host.js';
import { Latest } from './latest.js';
import type { RowState } from './rowState.js';
import { type Speech, messageOf } from './speech.js';

/** The stops of the program: what the row was at each, which is shown, and how it differs from another. */
export class StopsState {
  /** Null for what is in no program. */
  readonly view = signal<StopsView | null>(null);
  /** The stop that the one shown is compared with, or null. */
  readonly comparedWith = signal<number | null>(null);
  readonly comparison = signal<StopComparisonView | null>(null);
  /** Why the two cannot be compared, or null. */
  readonly problem = signal<string | null>(null);
  /** What was set side by side is compared at once. */
  private wasCompared = false;
  private readonly views: Latest<Question<'stops'>, StopsView | null>;
  private readonly comparisons: Latest<Question<'compareStops'>, StopComparisonView>;

  constructor(
    private readonly host: Host,
    private readonly choices: Choices,
    private readonly document: DocumentState,
    private readonly row: RowState,
    private readonly speech: Speech,
  ) {
    this.views = new Latest({
      ask: (question, abort) => host.ask('stops', question, abort),
      onAnswer: (view) => {
        this.view.value = view;
        if (view?.isFollowing === null && !this.wasCompared) this.compareWith(view.stops[0]?.id ?? null);
      },
      onError: (error) => speech.report(error),
    });
    this.comparisons = new Latest({
      ask: (question, abort) => host.ask('compareStops', question, abort),
      onAnswer: (comparison) => this.show(comparison, null),
      onError: (error) => {
        const message = messageOf(error);
        if (message !== null) this.show(null, message);
      },
    });
  }

  /** Begins to follow what is looked at. Answers a function that ends it. */
  follow(): () => void {
    const ends = [
      effect(() => this.askView()),
      // Whether the program stands, and what failed last, changes with it.
      this.document.outdated.subscribe(() => this.askView()),
      effect(() => {
        const question = this.question();
        const a = this.comparedWith.value;
        const b = this.document.view.value?.stop?.id;
        if (question !== null && a !== null && b !== undefined && a !== b) this.comparisons.ask({ ...question, a, b });
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Shows a stop; null is the newest. */
  choose(id: number): void {
    const newest = this.view.peek()?.stops.at(-1)?.id;
    void this.document.readAs({ stop: id === newest ? null : id });
  }

  /** Shows the next stop in a direction that has a value. Answers its place among all, or −1 where there is none. */
  step(by: 1 | -1): number {
    const { stops = [], shown } = this.view.peek() ?? {};
    let at = stops.findIndex(({ id }) => id === shown) + by;
    while ((stops[at]?.failure ?? null) !== null) at += by;
    const stop = stops[at];
    if (stop === undefined) return -1;
    this.choose(stop.id);
    return at;
  }

  /** Compares the stop shown with another; null ends it. */
  compareWith(id: number | null): void {
    this.wasCompared = true;
    this.show(null, null);
    this.comparedWith.value = id;
  }

  /** Turns reading anew at each stop on or off. */
  async setFollowing(on: boolean): Promise<void> {
    try {
      await this.host.ask('follow', { on });
      this.askView();
    } catch (error) {
      this.speech.report(error);
    }
  }

  private askView(): void {
    const question = this.question();
    if (question !== null) this.views.ask(question);
  }

  /** As soon as the row is there and the hand rests. */
  private question(): Question<'stops'> | null {
    const document = this.document.view.value;
    const row = this.choices.row.value;
    const temperature = this.choices.temperature.value;
    const isEmpty = document === null || document.rowCount === 0 || document.classCount === 0;
    if (isEmpty || document.stop === null || this.row.busy || this.row.dragging.value) return null;
    return { generation: document.generation, row, temperature };
  }

  private show(comparison: StopComparisonView | null, problem: string | null): void {
    this.comparison.value = comparison;
    this.problem.value = problem;
  }
}
