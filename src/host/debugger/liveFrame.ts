import type * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { type Capabilities, type PausedFrame, RequestFailed, type RequestOptions } from './adapter.js';

/** An adapter that has not answered by then is taken to be stuck. */
const patienceMilliseconds = 10_000;

/** A frame of a session of VS Code. `over` is aborted, with a `UserError` as its reason, when the program goes on or ends. */
export class LiveFrame implements PausedFrame {
  readonly debugType: string;

  constructor(
    private readonly session: vscode.DebugSession,
    readonly frameId: number,
    readonly capabilities: Capabilities,
    private readonly over: AbortSignal,
  ) {
    this.debugType = session.type;
  }

  async request(command: string, args: object, options: RequestOptions = {}): Promise<unknown> {
    const { signal, timeoutMilliseconds = patienceMilliseconds } = options;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(noAnswer(command, timeoutMilliseconds)), timeoutMilliseconds);
    const ends = AbortSignal.any([this.over, late.signal, ...(signal ? [signal] : [])]);
    try {
      ends.throwIfAborted();
      const answer = await Promise.race([this.send(command, args), rejection(ends)]);
      // An answer that comes after the program went on is of another moment.
      ends.throwIfAborted();
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  private async send(command: string, args: object): Promise<unknown> {
    try {
      return (await this.session.customRequest(command, args)) as unknown;
    } catch (error) {
      // Where the session ends, VS Code's own words for that come before the end is known here.
      throw this.over.reason ?? new RequestFailed(error instanceof Error ? error.message : String(error));
    }
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

function noAnswer(command: string, milliseconds: number): UserError {
  return new UserError(
    'debugger',
    `The debugger did not answer the request “${command}” within ${milliseconds / 1000} s. It may be busy: try again, or restart ` +
      'the session.',
  );
}
