import * as v from 'valibot';
import type { Capabilities } from './adapter.js';

/** What became of a session by one message. */
export type SessionChange =
  | { readonly kind: 'stopped'; readonly threadId: number | undefined }
  /** The program runs, or is about to. */
  | { readonly kind: 'went-on' };

/** A value that VS Code put on the clipboard: what it asked the adapter for, and what it got. */
export interface CopiedValue {
  readonly expression: string;
  readonly frameId: number;
  readonly text: string;
}

/**
 * What the messages between VS Code and a debug adapter say about a session: what the adapter can do, whether the program
 * is paused, and what was copied last. It only listens.
 */
export class SessionState {
  capabilities: Capabilities = {};
  /** Threads known to be paused. */
  readonly pausedThreads = new Set<number>();
  lastCopied: CopiedValue | undefined;
  private isPausedSomewhere = false;
  private readonly awaited = new Map<number, v.InferOutput<typeof request>>();

  get isPaused(): boolean {
    return this.isPausedSomewhere;
  }

  /** Takes a message from VS Code to the adapter. */
  sent(message: unknown): SessionChange | undefined {
    const parsed = v.safeParse(request, message);
    if (!parsed.success) return undefined;
    const { seq, command, arguments: args } = parsed.output;
    const isCopy = command === 'evaluate' && args?.context === 'clipboard';
    if (command === 'initialize' || isCopy) this.awaited.set(seq, parsed.output);
    return movingCommands.has(command) ? this.goOn() : undefined;
  }

  /** Takes a message from the adapter to VS Code. */
  received(message: unknown): SessionChange | undefined {
    const event = v.safeParse(stateEvent, message);
    if (event.success) return this.take(event.output);
    const answer = v.safeParse(response, message);
    if (answer.success) this.answered(answer.output);
    return undefined;
  }

  private take({ event, body }: v.InferOutput<typeof stateEvent>): SessionChange | undefined {
    switch (event) {
      case 'stopped': {
        const threadId = body?.threadId;
        this.isPausedSomewhere = true;
        if (threadId !== undefined) this.pausedThreads.add(threadId);
        return { kind: 'stopped', threadId };
      }
      case 'capabilities':
        this.capabilities = { ...this.capabilities, ...body?.capabilities };
        return undefined;
      default:
        return this.goOn();
    }
  }

  private answered({ request_seq: seq, success, body }: v.InferOutput<typeof response>): void {
    const asked = this.awaited.get(seq);
    this.awaited.delete(seq);
    if (asked === undefined || !success) return;
    if (asked.command === 'initialize') {
      const parsed = v.safeParse(capabilities, body);
      if (parsed.success) this.capabilities = parsed.output;
      return;
    }
    const parsed = v.safeParse(v.object({ result: v.string() }), body);
    const { expression, frameId } = asked.arguments ?? {};
    if (!parsed.success || expression === undefined || frameId === undefined) return;
    this.lastCopied = { expression, frameId, text: parsed.output.result };
  }

  private goOn(): SessionChange | undefined {
    const wasPaused = this.isPausedSomewhere;
    this.isPausedSomewhere = false;
    this.pausedThreads.clear();
    this.lastCopied = undefined;
    return wasPaused ? { kind: 'went-on' } : undefined;
  }
}

/** Requests after which the program runs, whether or not the adapter says so by an event. */
const movingCommands: ReadonlySet<string> = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
  'restartFrame',
  'restart',
  'disconnect',
  'terminate',
]);

const capabilities = v.object({
  supportsReadMemoryRequest: v.exactOptional(v.boolean()),
  supportsClipboardContext: v.exactOptional(v.boolean()),
  supportsValueFormattingOptions: v.exactOptional(v.boolean()),
});

const request = v.object({
  type: v.literal('request'),
  seq: v.number(),
  command: v.string(),
  arguments: v.optional(
    v.object({
      context: v.optional(v.string()),
      expression: v.optional(v.string()),
      frameId: v.optional(v.number()),
    }),
  ),
});

const response = v.object({
  type: v.literal('response'),
  request_seq: v.number(),
  success: v.boolean(),
  body: v.optional(v.unknown()),
});

const stateEvent = v.object({
  type: v.literal('event'),
  event: v.picklist(['stopped', 'continued', 'terminated', 'exited', 'capabilities']),
  body: v.optional(v.object({ threadId: v.exactOptional(v.number()), capabilities: v.exactOptional(capabilities) })),
});
