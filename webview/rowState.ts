import { computed, effect, signal } from '@preact/signals';
import type { Question } from '../src/protocol/messages.js';
import type { PrecisionView, RowView, SweepView } from '../src/protocol/views.js';
import type { Choices } from './choices.js';
import type { DocumentState } from './document.js';
import type { Host } from './host.js';
import { Latest } from './latest.js';
import { type Speech, messageOf } from './speech.js';

/** The row that is looked at: its figures at the chosen temperature, its sweep, its verdicts. */
export class RowState {
  readonly view = signal<RowView | null>(null);
  readonly sweep = signal<SweepView | null>(null);
  readonly precision = signal<PrecisionView | null>(null);
  /** Why the row could not be read, or null. */
  readonly problem = signal<string | null>(null);
  /** True while a hand is on the temperature. */
  readonly dragging = signal(false);
  private readonly rows: Latest<Question<'row'>, RowView>;
  private readonly sweeps: Latest<Question<'sweep'>, SweepView>;
  private readonly precisions: Latest<Question<'precision'>, PrecisionView>;
  private judged: Question<'precision'> | null = null;

  constructor(
    { ask }: Host,
    private readonly choices: Choices,
    private readonly document: DocumentState,
    private readonly speech: Speech,
  ) {
    const onError = (error: unknown): void => this.fail(error);
    this.rows = new Latest({
      ask: (question, abort) => ask('row', question, abort),
      onAnswer: (view) => this.take(view),
      onError,
    });
    this.sweeps = new Latest({
      ask: (question, abort) => ask('sweep', question, abort),
      onAnswer: (view) => (this.sweep.value = view),
      onError,
    });
    this.precisions = new Latest({
      ask: (question, abort) => ask('precision', question, abort),
      onAnswer: (view) => (this.precision.value = view),
      onError,
    });
  }

  /** Whether the row is being read. */
  get busy(): boolean {
    return this.rows.busy.value;
  }

  /** Begins to follow what the user chooses. Answers a function that ends it. */
  follow(): () => void {
    const place = computed(() => this.place());
    const ends = [
      effect(() => {
        const { temperature, target, smoothing, topCount } = this.choices;
        const question = {
          temperature: temperature.value,
          target: target.value,
          smoothing: smoothing.value,
          topK: topCount.value,
        };
        if (place.value !== null) this.rows.ask({ ...place.value, ...question });
      }),
      effect(() => {
        if (place.value !== null) this.sweeps.ask(place.value);
      }),
      // Verdicts are the dearest to compute and the last to be read: they wait until the temperature rests.
      effect(() => {
        const temperature = this.choices.temperature.value;
        const resting = !this.dragging.value && !this.busy;
        if (resting && place.value !== null) this.judge({ ...place.value, temperature });
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  private judge(question: Question<'precision'>): void {
    const { generation, row, temperature } = this.judged ?? {};
    if (question.generation === generation && question.row === row && question.temperature === temperature) return;
    this.judged = question;
    this.precisions.ask(question);
  }

  private place(): { generation: number; row: number } | null {
    const document = this.document.view.value;
    if (document === null || document.rowCount === 0 || document.classCount === 0) return null;
    return { generation: document.generation, row: this.choices.row.value };
  }

  private take(view: RowView): void {
    this.view.value = view;
    this.problem.value = null;
  }

  private fail(error: unknown): void {
    const message = messageOf(error);
    if (message === null) return;
    this.problem.value = message;
    this.speech.announce(message);
  }
}
