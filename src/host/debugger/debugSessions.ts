import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { type PausedFrame, RequestFailed } from './adapter.js';
import { LiveFrame } from './liveFrame.js';
import { firstThread, type StackPlace, stackPlaces } from './stackPlace.js';
import { type CopiedValue, type SessionChange, SessionState } from './sessionState.js';

/** A thread that has just stopped; undefined where the adapter did not say which. */
export interface Stop {
  readonly session: vscode.DebugSession;
  readonly threadId: number | undefined;
}

/** A frame and whose it is. */
export interface FrameOfSession {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
  readonly frameId: number;
}

interface Followed {
  readonly session: vscode.DebugSession;
  readonly state: SessionState;
  /** Aborted when the program leaves the place where it is paused. */
  moment: AbortController;
}

/** Follows every debug session of the window by listening to its messages. */
export class DebugSessions implements vscode.DebugAdapterTrackerFactory, vscode.Disposable {
  private readonly sessions = new Map<string, Followed>();
  private readonly stopped = new vscode.EventEmitter<Stop>();
  private readonly wentOn = new vscode.EventEmitter<vscode.DebugSession>();
  private readonly ended = new vscode.EventEmitter<vscode.DebugSession>();
  private readonly disposable: vscode.Disposable;
  readonly onDidStop = this.stopped.event;
  readonly onDidGoOn = this.wentOn.event;
  readonly onDidEnd = this.ended.event;

  constructor() {
    this.disposable = vscode.Disposable.from(
      this.stopped,
      this.wentOn,
      this.ended,
      vscode.debug.registerDebugAdapterTrackerFactory('*', this),
    );
  }

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const state = new SessionState();
    const followed = { session, state, moment: new AbortController() };
    this.sessions.set(session.id, followed);
    return {
      onWillReceiveMessage: (message) => this.tell(followed, state.sent(message)),
      onDidSendMessage: (message) => this.tell(followed, state.received(message)),
      // Adapters that are no process of their own, as js-debug's for a child session, are only stopped.
      onWillStopSession: () => this.end(followed),
      onExit: () => this.end(followed),
    };
  }

  /** The session with that id, or undefined where it has ended. */
  byId(id: string): vscode.DebugSession | undefined {
    return this.sessions.get(id)?.session;
  }

  /** Every session whose program is paused. */
  paused(): vscode.DebugSession[] {
    return [...this.sessions.values()].filter(({ state }) => state.isPaused).map(({ session }) => session);
  }

  /** The sessions that one other session started, such as the processes of a run, with this one among them. */
  siblingsOf({ parentSession }: vscode.DebugSession): vscode.DebugSession[] {
    const all = [...this.sessions.values()].map(({ session }) => session);
    return parentSession === undefined ? [] : all.filter((session) => session.parentSession?.id === parentSession.id);
  }

  /** Whether the program of a session is paused. */
  isPaused(session: vscode.DebugSession): boolean {
    return this.sessions.get(session.id)?.state.isPaused ?? false;
  }

  /** What was copied last out of a paused program, if its text is still what it was. */
  copied(text: string): { readonly session: vscode.DebugSession; readonly value: CopiedValue } | undefined {
    for (const { session, state } of this.sessions.values()) {
      if (state.isPaused && state.lastCopied?.text === text) return { session, value: state.lastCopied };
    }
    return undefined;
  }

  /**
   * The frame that the user looks at, of that session where one is given. Rejects with a `UserError` (`not-paused`,
   * `session-ended`) that says what to do.
   */
  async focusedFrame(sessionId?: string): Promise<FrameOfSession> {
    const item = vscode.debug.activeStackItem;
    const session = sessionId === undefined ? this.likelySession(item) : this.sessions.get(sessionId);
    if (session === undefined) throw sessionId === undefined ? noSession() : sessionGone();
    if (!session.state.isPaused) throw running();
    if (item instanceof vscode.DebugStackFrame && item.session.id === session.session.id) return item;
    const threadId = item?.session.id === session.session.id ? item.threadId : await this.pausedThread(session);
    const [top] = await this.stack(session.session, threadId, 1);
    if (top === undefined) throw running();
    return { session: session.session, threadId, frameId: top.frameId };
  }

  /** The topmost frames of a paused thread, at most that many. */
  async stack(session: vscode.DebugSession, threadId: number, most: number): Promise<StackPlace[]> {
    return stackPlaces(await this.ask(session, 'stackTrace', { threadId, startFrame: 0, levels: most }));
  }

  /** A frame that can be asked as long as the program stays where it is. */
  pausedFrame({ session, frameId }: FrameOfSession): PausedFrame {
    const followed = this.sessions.get(session.id);
    if (followed === undefined) throw sessionGone();
    if (!followed.state.isPaused) throw running();
    return new LiveFrame(session, frameId, followed.state.capabilities, followed.moment.signal);
  }

  dispose(): void {
    this.disposable.dispose();
  }

  private likelySession(item: typeof vscode.debug.activeStackItem): Followed | undefined {
    const active = item?.session ?? vscode.debug.activeDebugSession;
    const followed = active && this.sessions.get(active.id);
    if (followed?.state.isPaused) return followed;
    // A parent session that only starts others is the active one in some debuggers: its child is what is paused.
    const [onlyPaused, ...others] = [...this.sessions.values()].filter(({ state }) => state.isPaused);
    return others.length === 0 && onlyPaused !== undefined ? onlyPaused : followed;
  }

  private async pausedThread({ session, state }: Followed): Promise<number> {
    const [known] = state.pausedThreads;
    if (known !== undefined) return known;
    const first = firstThread(await this.ask(session, 'threads', {}));
    if (first === undefined) throw running();
    return first;
  }

  /** A question about the program as a whole: answered in time, or refused, as one about a frame is. */
  private async ask(session: vscode.DebugSession, command: string, args: object): Promise<unknown> {
    try {
      return await this.pausedFrame({ session, threadId: 0, frameId: 0 }).request(command, args);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      throw new UserError(
        'debugger',
        `The debugger refuses to say where the program is (${error.message}). Step once, then try again.`,
      );
    }
  }

  private tell(followed: Followed, change: SessionChange | undefined): void {
    const { session } = followed;
    if (change?.kind === 'stopped') {
      this.stopped.fire({ session, threadId: change.threadId });
    } else if (change?.kind === 'went-on') {
      followed.moment.abort(wentOn());
      followed.moment = new AbortController();
      this.wentOn.fire(session);
    }
  }

  /** The adapter is gone, or about to be. A session that is restarted has another by then, under the same id. */
  private end(followed: Followed): void {
    const { session, moment } = followed;
    moment.abort(sessionGone());
    if (this.sessions.get(session.id) !== followed) return;
    this.sessions.delete(session.id);
    this.ended.fire(session);
  }
}

function noSession(): UserError {
  return new UserError(
    'not-paused',
    'No program is being debugged. Start one, let it stop at a breakpoint where the logits are, and try again.',
  );
}

function running(): UserError {
  return new UserError(
    'not-paused',
    'The program is running, and nothing is asked of a running program. Pause it, or set a breakpoint where the logits are.',
  );
}

function wentOn(): UserError {
  return new UserError(
    'not-paused',
    'The program went on before the value was read. It is read again at the next stop in this function.',
  );
}

function sessionGone(): UserError {
  return new UserError('session-ended', 'That debug session has ended. Start it again to inspect its values.');
}
