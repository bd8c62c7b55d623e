import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { Stops } from '../../inspector/stops.js';
import { readText } from '../../formats/text/parseText.js';
import type { PickedLabels } from '../fileOrigin.js';
import { InspectorPanel, type PanelContext } from '../panel.js';
import { withoutFile } from '../webviewSession.js';
import type { DebugTarget } from './adapter.js';
import { caretExpression } from './caretExpression.js';
import type { DebugSessions, FrameOfSession } from './debugSessions.js';
import { ExpressionHistory } from './expressionHistory.js';
import { menuTarget } from './menuTarget.js';
import { describe, type PinContext, PinnedExpression, type PinPlace } from './pinnedExpression.js';
import type { Pointers } from './pointers.js';
import { printedOrigin } from '../printedOrigin.js';

/** What inspecting values of paused programs needs of the extension. */
export interface DebugInspectorContext extends PanelContext {
  readonly sessions: DebugSessions;
  readonly pointers: Pointers;
  readonly picked: PickedLabels;
  readonly memory: vscode.Memento;
}

/** The ways from a paused program into the inspector, and the expressions that are pinned in it. */
export class DebugInspector implements vscode.Disposable {
  private readonly pins = new Set<PinnedExpression>();
  private readonly pinContext: PinContext;
  private readonly listening: vscode.Disposable;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Tells when an expression was pinned, read at a stop, came into sight or was given up. */
  readonly onDidChangePins = this.changed.event;
  readonly history: ExpressionHistory;

  constructor(private readonly context: DebugInspectorContext) {
    this.history = new ExpressionHistory(context.memory);
    this.pinContext = context;
    this.listening = context.pointers.onDidChange(() => this.pins.forEach((pin) => pin.readAnew()));
  }

  get pinned(): readonly PinnedExpression[] {
    return [...this.pins];
  }

  /** Inspects the variable that was right-clicked in Variables or Watch. */
  async inspectVariable(argument: unknown): Promise<void> {
    const found = menuTarget(argument);
    if (found === undefined) await this.inspectExpression();
    else await this.inspect(found.target, found.sessionId);
  }

  /** Inspects what is selected in the active editor, or the expression at its caret. */
  async inspectAtCaret(): Promise<void> {
    const expression = expressionAtCaret();
    if (expression === undefined) await this.inspectExpression();
    else await this.inspect({ name: expression, expression });
  }

  /** Asks for an expression and inspects it. */
  async inspectExpression(suggestion = expressionAtCaret()): Promise<void> {
    // Who has no program at a breakpoint learns so before typing.
    await this.context.sessions.focusedFrame();
    const expression = await this.history.ask(suggestion);
    if (expression !== undefined) await this.inspect({ name: expression, expression });
  }

  /** Inspects a target in the frame that the user looks at, in the panel that it has already or in a new one. */
  async inspect(target: DebugTarget, sessionId?: string): Promise<void> {
    await this.inspectIn(await this.context.sessions.focusedFrame(sessionId), target);
  }

  private async inspectIn(frame: FrameOfSession, target: DebugTarget): Promise<void> {
    const place = await this.placeOf(frame);
    const known = [...this.pins].find((each) => each.isOf(target, place));
    if (known?.isCurrentAt(place)) {
      known.reveal();
      return;
    }
    const value = await this.describeWithProgress(target, place);
    if (value === undefined) return;
    if (target.expression !== undefined) await this.history.add(target.expression);
    const pin = known ?? this.pin(target, place);
    pin.reveal();
    await pin.takeAsked(value, place.stackPlace);
  }

  /**
   * Inspects what was copied out of a paused program. What VS Code copied from a debugger is read from there, whole; other text
   * is read as it is.
   */
  async inspectClipboard(): Promise<void> {
    const text = await vscode.env.clipboard.readText();
    const { sessions } = this.context;
    const copied = sessions.copied(text);
    if (copied !== undefined) {
      const { session, value } = copied;
      const frame = { ...(await sessions.focusedFrame(session.id)), frameId: value.frameId };
      await this.inspectIn(frame, { name: value.expression, expression: value.expression });
      return;
    }
    await this.inspectText('clipboard', text);
  }

  /** Inspects what a program printed or a person wrote, as it is; what was shortened is offered to be read from the program. */
  async inspectText(name: string, text: string): Promise<void> {
    try {
      new InspectorPanel(this.context, printedOrigin(name, readText(text)), withoutFile, false);
    } catch (error) {
      const isShortened = error instanceof UserError && error.code === 'elided';
      if (!isShortened || this.context.sessions.paused().length === 0) throw error;
      await this.offerWhole(error);
    }
  }

  /** Text that was shortened says no more than that: the program still has the whole. */
  private async offerWhole(elided: UserError): Promise<void> {
    const read = 'Read the Whole from the Program';
    if ((await vscode.window.showWarningMessage(elided.message, read)) === read) await this.inspectExpression('');
  }

  dispose(): void {
    for (const pin of this.pins) pin.dispose();
    this.listening.dispose();
    this.changed.dispose();
  }

  private async placeOf(frame: FrameOfSession): Promise<PinPlace> {
    const places = await this.context.sessions.stack(frame.session, frame.threadId, 200);
    const depth = places.findIndex(({ frameId }) => frameId === frame.frameId);
    const stackPlace = places[depth];
    if (stackPlace === undefined) {
      throw new UserError('not-paused', 'The selected frame is gone. Select a frame of the call stack and try again.');
    }
    return { frame, stackPlace, isBelowTop: depth > 0 };
  }

  /** Undefined when the user cancelled. */
  private async describeWithProgress(target: DebugTarget, { frame }: PinPlace) {
    const controller = new AbortController();
    const described = describe(this.pinContext, this.context.sessions.pausedFrame(frame), target, controller.signal);
    return progressWhenSlow(`Looking at ${target.name}`, described, controller);
  }

  private pin(target: DebugTarget, place: PinPlace): PinnedExpression {
    const { picked } = this.context;
    // Labels are remembered by the expression, which means the same at every run.
    const key = vscode.Uri.from({ scheme: 'expression', path: target.name });
    const stops = new Stops(target.name, { labelFiles: () => picked.open(key) });
    const abilities = {
      ...withoutFile,
      pickLabels: () => picked.pick(key, vscode.workspace.workspaceFolders?.[0]?.uri),
      follow: (on: boolean) => {
        if (on) pin.catchUp();
      },
    };
    const panel = new InspectorPanel(this.context, stops, abilities, true);
    const pin: PinnedExpression = new PinnedExpression(this.pinContext, target, place, stops, panel);
    this.pins.add(pin);
    pin.onDidRead(() => this.changed.fire());
    panel.onDidChangeVisibility(() => this.changed.fire());
    panel.onDidDispose(() => {
      this.pins.delete(pin);
      pin.dispose();
      this.changed.fire();
    });
    this.changed.fire();
    return pin;
  }
}

/** The selection where it is within a line, else the expression at the caret; undefined where there is neither. */
function expressionAtCaret(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) return document.getText(selection).trim();
  const { active } = selection;
  return caretExpression(document.lineAt(active.line).text, active.character)?.text;
}

/** Long enough that whoever is quick sees nothing. */
const quietMilliseconds = 1000;

/** Shows progress, with a way to cancel, once the work has taken long enough. Answers undefined when it was cancelled. */
async function progressWhenSlow<T>(
  title: string,
  work: Promise<T>,
  controller: AbortController,
): Promise<T | undefined> {
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => controller.abort());
        return work.catch(() => undefined);
      },
    );
  }, quietMilliseconds);
  try {
    return await work;
  } catch (error) {
    if (controller.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
