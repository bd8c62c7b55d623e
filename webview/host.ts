import { Asker } from '../src/protocol/channel.js';
import type { Answer, CallName, EventBody, EventName, Question } from '../src/protocol/messages.js';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Asks the host one question; rejects with a `CallError`. */
export type Ask = <C extends CallName>(call: C, question: Question<C>, signal?: AbortSignal) => Promise<Answer<C>>;

/** Takes what the host tells without being asked. */
export type OnEvent = <E extends EventName>(event: E, body: EventBody<E>) => void;

/** The other end: answers questions, tells events, and keeps what the page saves while the page is gone. */
export interface Host {
  readonly ask: Ask;
  onEvent(listener: OnEvent): void;
  saved(): unknown;
  save(state: unknown): void;
}

/** Connects to VS Code; possible once in a page's life. */
export function connect(): Host {
  const api = acquireVsCodeApi();
  const listeners: OnEvent[] = [];
  const port = { post: (message: unknown) => api.postMessage(message) };
  const asker = new Asker(port, (event, body) => {
    for (const listener of listeners) listener(event, body);
  });
  window.addEventListener('message', (message) => asker.receive(message.data));
  return {
    ask: (call, question, signal) => asker.ask(call, question, signal),
    onEvent: (listener) => void listeners.push(listener),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
