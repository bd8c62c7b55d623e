import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import * as vscode from 'vscode';
import { UserError } from '../../../src/core/userError.js';
import {
  type Capabilities,
  type PausedFrame,
  RequestFailed,
  type RequestOptions,
} from '../../../src/host/debugger/adapter.js';

/** A program stopped at its first breakpoint in this VS Code, asked as the extension asks it. End it. */
export class PausedProgram {
  /** The largest reply so far, and all of them together, in characters of JSON. */
  largestReply = 0;
  replies = 0;

  private constructor(
    private readonly session: vscode.DebugSession,
    private readonly capabilities: Capabilities,
    private readonly frameId: number,
  ) {}

  /** Starts a program and waits until any session of its stops. */
  static async start(configuration: vscode.DebugConfiguration): Promise<PausedProgram> {
    const stops = new EventEmitter();
    const capabilities = new Map<string, Capabilities>();
    const trackers = vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message: Message) => {
          if (message.command === 'initialize') capabilities.set(session.id, message.body as Capabilities);
          if (message.event === 'stopped') stops.emit('stopped', session, message.body);
        },
      }),
    });
    const stopped = once(stops, 'stopped') as Promise<[vscode.DebugSession, { threadId: number }]>;
    try {
      if (!(await vscode.debug.startDebugging(undefined, configuration))) throw new Error('It did not start.');
      const [session, { threadId }] = await stopped;
      const { stackFrames } = (await session.customRequest('stackTrace', { threadId })) as {
        stackFrames: { id: number }[];
      };
      const [frame] = stackFrames;
      if (!frame) throw new Error('It stopped without a frame.');
      return new PausedProgram(session, capabilities.get(session.id) ?? {}, frame.id);
    } finally {
      trackers.dispose();
    }
  }

  /** The frame on top. */
  frame(): PausedFrame {
    return {
      debugType: this.session.type,
      frameId: this.frameId,
      capabilities: this.capabilities,
      request: (command, args, options) => this.request(command, args, options),
    };
  }

  async end(): Promise<void> {
    await vscode.debug.stopDebugging();
  }

  private async request(command: string, args: object, options: RequestOptions = {}): Promise<unknown> {
    options.signal?.throwIfAborted();
    let reply: unknown;
    try {
      reply = await this.session.customRequest(command, args);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new RequestFailed(error instanceof Error ? error.message : String(error));
    }
    const size = JSON.stringify(reply).length;
    this.largestReply = Math.max(this.largestReply, size);
    this.replies += size;
    return reply;
  }
}

interface Message {
  readonly command?: string;
  readonly event?: string;
  readonly body?: unknown;
}
