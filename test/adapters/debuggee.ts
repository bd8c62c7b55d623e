import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../src/core/userError.js';
import {
  type Capabilities,
  type PausedFrame,
  RequestFailed,
  type RequestOptions,
} from '../../src/host/debugger/adapter.js';
import { DapConnection } from './dapConnection.js';

/** How to start a program under an adapter. */
export interface Start {
  /** The type of the session: `debugpy`. */
  readonly debugType: string;
  readonly adapter: readonly [command: string, ...args: string[]];
  /** The arguments of the `launch` request. */
  readonly launch: object;
  readonly breakpoints: { readonly file: string; readonly lines: readonly number[] };
}

/** A program under a real debug adapter, driven as an editor drives it. End it. */
export class Debuggee {
  /** The largest reply so far, and all of them together, in bytes. */
  largestReplyBytes = 0;
  repliesBytes = 0;
  capabilities: Capabilities = {};
  private threadId = 0;

  private constructor(
    readonly debugType: string,
    private readonly connection: DapConnection,
  ) {}

  /** Starts a program and runs it to its first breakpoint. */
  static async start({ debugType, adapter: [command, ...args], launch, breakpoints }: Start): Promise<Debuggee> {
    const connection = new DapConnection(command, args);
    const debuggee = new Debuggee(debugType, connection);
    debuggee.capabilities = (await debuggee.send('initialize', initialize)) as Capabilities;
    const initialized = connection.event('initialized');
    const launched = debuggee.send('launch', launch);
    // Some adapters launch before they say that they are initialised, and some only when they are configured.
    await initialized;
    await debuggee.send('setBreakpoints', {
      source: { path: breakpoints.file },
      breakpoints: breakpoints.lines.map((line) => ({ line })),
    });
    const stopped = connection.event('stopped');
    await Promise.all([debuggee.send('configurationDone', {}), launched]);
    debuggee.threadId = threadOf(await stopped);
    return debuggee;
  }

  /** The frame on top, or `depth` below it. */
  async frame(depth = 0): Promise<PausedFrame> {
    const { stackFrames } = (await this.send('stackTrace', { threadId: this.threadId })) as {
      stackFrames: { id: number }[];
    };
    const frameId = stackFrames[depth]?.id;
    if (frameId === undefined) throw new Error(`There is no frame ${depth}.`);
    return {
      debugType: this.debugType,
      frameId,
      capabilities: this.capabilities,
      request: (name, args, options) => this.request(name, args, options),
    };
  }

  /** Runs on to the next stop. */
  async continueToStop(command: 'continue' | 'next' = 'continue'): Promise<void> {
    const stopped = this.connection.event('stopped');
    await this.send(command, { threadId: this.threadId });
    this.threadId = threadOf(await stopped);
  }

  /** What the adapter says of an expression: for what a test wants to know itself. */
  async evaluate(expression: string, context = 'repl'): Promise<string> {
    const { frameId } = await this.frame();
    const { result } = (await this.send('evaluate', { expression, frameId, context })) as { result: string };
    return result;
  }

  end(): Promise<void> {
    return this.connection.end();
  }

  private async request(command: string, args: object, options: RequestOptions = {}): Promise<unknown> {
    options.signal?.throwIfAborted();
    const late = new AbortController();
    const milliseconds = options.timeoutMilliseconds ?? 10_000;
    const timeout = pause(milliseconds, undefined, { signal: late.signal }).then(() => {
      throw new UserError('debugger', `The debugger did not answer “${command}” in ${milliseconds / 1000} s.`);
    });
    timeout.catch(() => undefined);
    try {
      return await Promise.race([this.send(command, args), timeout]);
    } finally {
      late.abort();
    }
  }

  private async send(command: string, args: object): Promise<unknown> {
    const { success, message, body, sizeBytes } = await this.connection.request(command, args);
    this.largestReplyBytes = Math.max(this.largestReplyBytes, sizeBytes);
    this.repliesBytes += sizeBytes;
    if (!success) throw new RequestFailed(message);
    return body;
  }
}

const initialize = {
  clientID: 'test',
  adapterID: 'test',
  linesStartAt1: true,
  columnsStartAt1: true,
  pathFormat: 'path',
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsMemoryReferences: true,
};

function threadOf(body: unknown): number {
  return (body as { readonly threadId: number }).threadId;
}
