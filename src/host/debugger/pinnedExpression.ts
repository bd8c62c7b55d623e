import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { withTensor } from '../../formats/format.js';
import type { StopPlace, Stops } from '../../inspector/stops.js';
import type { Log } from '../log.js';
import type { InspectorPanel } from '../panel.js';
import { settings } from '../settings.js';
import type { DebugTarget, DebugValue } from './adapter.js';
import { familyOf } from './adapters.js';
import { changeNoticing } from './changeNoticing.js';
import type { DebugSessions, FrameOfSession, Stop } from './debugSessions.js';
import type { Pointers } from './pointers.js';
import { functionOf, lineOf, sameFunction, type StackPlace } from './stackPlace.js';

/** What reading an expression needs of the extension. */
export interface PinContext {
  readonly sessions: DebugSessions;
  readonly pointers: Pointers;
  readonly log: Log;
}

/** Where an expression was read: a frame, and what the stack says of it. */
export interface PinPlace {
  readonly frame: FrameOfSession;
  readonly stackPlace: StackPlace;
  /** Whether other frames were above it, so that it is looked for below the top later too. */
  readonly isBelowTop: boolean;
}

/**
 * An expression whose value the user looks at. It is read again at every stop in its function, in the session where it was
 * pinned or in the one that takes its place after a restart, for as long as its panel is open and follows.
 */
export class PinnedExpression implements vscode.Disposable {
  /** Resolves when the reading at the latest stop is over, whatever came of it. */
  settled: Promise<void> = Promise.resolve();
  private session: vscode.DebugSession;
  private reading = new AbortController();
  private currentFrameId: number | undefined;
  private readonly listening: vscode.Disposable;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Tells when another stop was read. */
  readonly onDidRead = this.changed.event;

  constructor(
    private readonly context: PinContext,
    readonly target: DebugTarget,
    private readonly place: PinPlace,
    readonly stops: Stops,
    private readonly panel: InspectorPanel,
  ) {
    this.session = place.frame.session;
    const { sessions } = context;
    this.listening = vscode.Disposable.from(
      this.changed,
      sessions.onDidStop((stop) => (this.settled = this.onStop(stop))),
      sessions.onDidGoOn((session) => this.isOurs(session) && this.leave('The program is running.')),
      sessions.onDidEnd((session) => this.isOurs(session) && this.leave('The debug session has ended.')),
    );
  }

  /** Whether it is this expression in this function of this session. */
  isOf(target: DebugTarget, { frame, stackPlace }: PinPlace): boolean {
    return (
      target.name === this.target.name && this.isOurs(frame.session) && sameFunction(stackPlace, this.place.stackPlace)
    );
  }

  /** Catches up with a stop that was missed while the stops were not followed. */
  catchUp(): void {
    if (!this.context.sessions.isPaused(this.session)) return;
    this.settled = this.onStop({ session: this.session, threadId: undefined });
  }

  /** Reads it again where the program stands, whatever was read there: how it is to be read has changed. */
  readAnew(): void {
    this.currentFrameId = undefined;
    this.catchUp();
  }

  /** Takes a value that the user has just asked for. */
  takeAsked(value: DebugValue, stackPlace: StackPlace): Promise<void> {
    return this.take(value, stackPlace, this.beginReading());
  }

  /** Takes a value for the newest stop, shows it, and remembers what is looked at. */
  private async take(value: DebugValue, stackPlace: StackPlace, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const tensor = changeNoticing(value.opened.tensor, () => this.readAgain(signal));
    this.currentFrameId = stackPlace.frameId;
    this.stops.add({ ...value, opened: withTensor(value.opened, tensor) }, this.stopPlace(stackPlace, value));
    this.panel.change({ state: 'changed', message: '' });
    await this.stops.capture(signal);
    this.changed.fire();
  }

  get isVisible(): boolean {
    return this.panel.isVisible;
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.reading.abort();
    this.listening.dispose();
  }

  /** Whether what is shown was read in that frame at this very stop, and is still what the program has. */
  isCurrentAt({ frame }: PinPlace): boolean {
    return this.isOurs(frame.session) && this.currentFrameId === frame.frameId;
  }

  /** The value was changed from outside while the program is paused, as by an assignment in the debug console. */
  private readAgain(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.currentFrameId = undefined;
    this.settled = this.onStop({ session: this.session, threadId: undefined });
  }

  /** Ends the reading under way, whose signal is aborted, for another. */
  private beginReading(): AbortSignal {
    this.reading.abort();
    this.reading = new AbortController();
    return this.reading.signal;
  }

  private isOurs(session: vscode.DebugSession): boolean {
    return session.id === this.session.id;
  }

  private async onStop({ session, threadId }: Stop): Promise<void> {
    if (!this.stops.isFollowing || !this.takesPlaceOfOurs(session)) return;
    this.session = session;
    const signal = this.beginReading();
    try {
      await this.readAt(session, threadId, signal);
    } catch (error) {
      if (!signal.aborted) void this.context.log.tell(error);
    }
  }

  /** After a restart the program is debugged in another session of the same configuration. */
  private takesPlaceOfOurs(session: vscode.DebugSession): boolean {
    if (this.isOurs(session)) return true;
    const isOver = this.context.sessions.byId(this.session.id) === undefined;
    return isOver && session.type === this.session.type && rootOf(session).name === rootOf(this.session).name;
  }

  private async readAt(session: vscode.DebugSession, threadId: number | undefined, signal: AbortSignal): Promise<void> {
    const { sessions } = this.context;
    const focused = threadId === undefined ? await sessions.focusedFrame(session.id) : undefined;
    const thread = threadId ?? focused?.threadId ?? 0;
    const places = await sessions.stack(session, thread, this.place.isBelowTop ? mostFrames : 1);
    const found = places.find((place) => sameFunction(place, this.place.stackPlace));
    if (found === undefined) {
      const [top] = places;
      const where =
        top === undefined ? 'elsewhere' : `in ${functionOf(top)}, not in ${functionOf(this.place.stackPlace)}`;
      this.panel.change({ state: 'stale', message: `The program is stopped ${where}.` });
      return;
    }
    try {
      const frame = sessions.pausedFrame({ session, threadId: thread, frameId: found.frameId });
      const value = await describe(this.context, frame, this.target, signal);
      await this.take(value, found, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      this.stops.addFailure(error, this.stopPlace(found));
      this.panel.change({ state: 'changed', message: '' });
    }
  }

  /** Where it stopped, for a person. Of several processes the rank says which, or the session. */
  private stopPlace(place: StackPlace, value?: DebugValue): StopPlace {
    const isOneOfSeveral = this.context.sessions.siblingsOf(this.session).length > 1;
    const process = value?.rank === undefined ? isOneOfSeveral && this.session.name : `rank ${value.rank}`;
    return {
      line: lineOf(place),
      functionName: functionOf(place),
      at: Date.now(),
      ...(process !== false && { process }),
    };
  }

  private leave(why: string): void {
    this.reading.abort();
    this.currentFrameId = undefined;
    this.stops.leave(why);
    this.panel.change({ state: 'stale', message: why });
  }
}

/** Frames that are looked through for the function of a pin. */
const mostFrames = 50;

/** Describes a value by the family of its session. */
export function describe(
  { pointers }: PinContext,
  frame: ReturnType<DebugSessions['pausedFrame']>,
  target: DebugTarget,
  signal: AbortSignal,
): Promise<DebugValue> {
  return familyOf(frame.debugType, settings.debugTemplates()).describe(frame, target, {
    signal,
    askPointer: (what) => pointers.ask(what),
  });
}

function rootOf(session: vscode.DebugSession): vscode.DebugSession {
  return session.parentSession === undefined ? session : rootOf(session.parentSession);
}
