import * as v from 'valibot';
import {
  type Answer,
  type CallErrorRecord,
  type CallName,
  type EventBody,
  type EventName,
  type Question,
  calls,
  events,
  toHost,
  toWebview,
} from './messages.js';
import { encodeReals } from './real.js';

/** What a channel needs of its transport; `post` never throws for a transport that is gone. */
export interface Port {
  post(message: unknown): void;
}

/** An error that came over the channel, or that the channel itself found. */
export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(readonly record: CallErrorRecord) {
    super(record.message);
  }
}

/** Answers every call of the protocol; one that cannot be answered rejects. */
export type Answers = {
  readonly [C in CallName]: (question: Question<C>, signal: AbortSignal) => Promise<Answer<C>> | Answer<C>;
};

/** Turns what an answer rejected with into the record that the webview is told. */
export type ErrorTeller = (error: unknown) => CallErrorRecord;

/**
 * The host's end: validates each question, has it answered, and posts exactly one answer or error for it,
 * also when it is cancelled.
 */
export class Answerer {
  private readonly running = new Map<number, AbortController>();

  constructor(
    private readonly port: Port,
    private readonly answers: Answers,
    private readonly tell: ErrorTeller,
  ) {}

  /** Takes one message from the webview; one that is not of the protocol is refused, never thrown on. */
  receive(message: unknown): void {
    const parsed = v.safeParse(toHost, message);
    if (!parsed.success) return;
    const envelope = parsed.output;
    if (envelope.kind === 'cancel') this.running.get(envelope.id)?.abort();
    else void this.answer(envelope.id, envelope.call, envelope.body);
  }

  /** Tells the webview something that it did not ask. */
  notify<E extends EventName>(event: E, body: EventBody<E>): void {
    this.port.post({ kind: 'event', event, body: encodeReals(body) });
  }

  /** Ends every call under way. */
  dispose(): void {
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private async answer(id: number, call: string, body: unknown): Promise<void> {
    if (!isCall(call)) {
      this.refuse(id, `There is no call “${call}”.`);
      return;
    }
    const question = v.safeParse(calls[call].question, body);
    if (!question.success) {
      this.refuse(id, `The question “${call}” is malformed: ${v.summarize(question.issues)}`);
      return;
    }
    if (this.running.has(id)) return;
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const answer = await this.call(call, question.output, controller.signal);
      this.port.post({ kind: 'answer', id, body: encodeReals(answer) });
    } catch (error) {
      const cancelled = controller.signal.aborted;
      this.port.post({ kind: 'error', id, error: cancelled ? cancellation : this.tell(error) });
    } finally {
      this.running.delete(id);
    }
  }

  private call<C extends CallName>(call: C, question: unknown, signal: AbortSignal): Promise<Answer<C>> | Answer<C> {
    // The question was validated against this very call's schema, a correlation the compiler cannot follow.
    return this.answers[call](question as Question<C>, signal);
  }

  private refuse(id: number, message: string): void {
    this.port.post({ kind: 'error', id, error: { kind: 'bug', code: 'malformed', message, remedy: null } });
  }
}

interface Waiting {
  readonly call: CallName;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: CallError) => void;
}

/** The webview's end: asks, validates answers, and hands on events. */
export class Asker {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(
    private readonly port: Port,
    private readonly onEvent: <E extends EventName>(event: E, body: EventBody<E>) => void,
  ) {}

  /** Asks one question. Rejects with a `CallError`; an aborted signal cancels the call at the host. */
  ask<C extends CallName>(call: C, question: Question<C>, signal?: AbortSignal): Promise<Answer<C>> {
    const id = this.nextId++;
    return new Promise<Answer<C>>((resolve, reject) => {
      if (signal?.aborted) {
        reject(new CallError(cancellation));
        return;
      }
      // The answer is validated against the same call's schema before it is handed on.
      this.waiting.set(id, { call, resolve: resolve as (answer: unknown) => void, reject });
      signal?.addEventListener('abort', () => this.cancel(id), { once: true });
      this.port.post({ kind: 'question', id, call, body: question });
    });
  }

  /** Takes one message from the host; an answer nobody waits for is dropped. */
  receive(message: unknown): void {
    const parsed = v.safeParse(toWebview, message);
    if (!parsed.success) return;
    const envelope = parsed.output;
    switch (envelope.kind) {
      case 'event':
        this.event(envelope.event, envelope.body);
        return;
      case 'error':
        this.take(envelope.id)?.reject(new CallError(envelope.error));
        return;
      case 'answer':
        this.settle(envelope.id, envelope.body);
        return;
    }
  }

  private settle(id: number, body: unknown): void {
    const waiting = this.take(id);
    if (!waiting) return;
    const answer = v.safeParse(calls[waiting.call].answer, body);
    if (answer.success) waiting.resolve(answer.output);
    else waiting.reject(new CallError(malformed(`The answer to “${waiting.call}”`, v.summarize(answer.issues))));
  }

  private event(name: string, body: unknown): void {
    if (!isEvent(name)) return;
    const parsed = v.safeParse(events[name], body);
    if (parsed.success) this.onEvent(name, parsed.output);
  }

  private cancel(id: number): void {
    const waiting = this.take(id);
    if (!waiting) return;
    this.port.post({ kind: 'cancel', id });
    waiting.reject(new CallError(cancellation));
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }
}

const cancellation: CallErrorRecord = { kind: 'cancelled', code: 'cancelled', message: 'Cancelled.', remedy: null };

function malformed(what: string, issues: string): CallErrorRecord {
  return { kind: 'bug', code: 'malformed', message: `${what} is malformed: ${issues}`, remedy: null };
}

function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
