import { CallError } from '../../../src/protocol/channel.js';
import type {
  Answer,
  CallErrorRecord,
  CallName,
  EventBody,
  EventName,
  Question,
} from '../../../src/protocol/messages.js';
import type { Host, OnEvent } from '../../../webview/host.js';
import { documentView, rowLine, rowView } from './views.js';

type Answering = { [C in CallName]?: (question: Question<C>, signal?: AbortSignal) => Promise<Answer<C>> | Answer<C> };

/** A host for tests: answers 64 rows of 10 classes unless told otherwise, and keeps every question. */
export class FakeHost implements Host {
  readonly questions: {
    readonly call: CallName;
    readonly question: unknown;
    readonly signal: AbortSignal | undefined;
  }[] = [];
  private readonly listeners: OnEvent[] = [];
  private state: unknown;

  constructor(
    readonly answering: Answering = {},
    saved?: unknown,
  ) {
    this.state = saved;
  }

  readonly ask = async <C extends CallName>(
    call: C,
    question: Question<C>,
    signal?: AbortSignal,
  ): Promise<Answer<C>> => {
    this.questions.push({ call, question, signal });
    const answer = this.answering[call] ?? usual[call];
    if (answer === undefined) throw new Error(`No test answers “${call}”.`);
    return answer(question, signal);
  };

  onEvent(listener: OnEvent): void {
    this.listeners.push(listener);
  }

  saved(): unknown {
    return this.state;
  }

  save(state: unknown): void {
    this.state = state;
  }

  tell<E extends EventName>(event: E, body: EventBody<E>): void {
    for (const listener of this.listeners) listener(event, body);
  }

  /** The questions of one call, oldest first. */
  asked<C extends CallName>(call: C): Question<C>[] {
    return this.questions.filter((entry) => entry.call === call).map((entry) => entry.question as Question<C>);
  }
}

/** A refusal as it arrives over the channel. */
export function refusal(changes: Partial<CallErrorRecord> = {}): CallError {
  return new CallError({
    kind: 'user',
    code: 'truncated',
    message: 'The file ends at byte 7.',
    remedy: null,
    ...changes,
  });
}

const usual: Answering = {
  open: ({ reading }) => documentView({ reading }),
  rows: ({ start, count }) => ({
    start,
    total: 64,
    lines: Array.from({ length: Math.max(0, Math.min(count, 64 - start)) }, (_, at) => rowLine(start + at)),
  }),
  position: ({ row }) => ({ position: row }),
  row: ({ row, temperature }) => rowView({ row, index: String(row), temperature }),
  sweep: ({ row }) => ({
    row,
    temperatures: Float64Array.of(0.05, 1, 20),
    entropyNats: Float64Array.of(0, 1, 2),
    normalisedEntropy: Float64Array.of(0, 0.4, 0.9),
    topProbability: Float64Array.of(1, 0.6, 0.1),
    curves: [],
    summary: 'Entropy rises.',
  }),
  precision: ({ row, temperature }) => ({ row, temperature, formats: [] }),
  copy: () => ({}),
};
