import { format } from 'node:util';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import type { Log } from '../log.js';
import { settings } from '../settings.js';
import { familyOf } from './adapters.js';
import type { DebugInspector } from './debugInspector.js';
import type { DebugSessions, FrameOfSession } from './debugSessions.js';
import { describe } from './pinnedExpression.js';
import type { Pointers } from './pointers.js';
import { functionOf, lineOf } from './stackPlace.js';

/** What a diagnosis needs of the extension. */
export interface DiagnosisContext {
  readonly sessions: DebugSessions;
  readonly debugInspector: DebugInspector;
  readonly pointers: Pointers;
  readonly log: Log;
}

/** Tells, step by step and in the log, why an expression can or cannot be inspected. */
export class Diagnosis {
  constructor(private readonly context: DiagnosisContext) {}

  async run(): Promise<void> {
    const { log, sessions, debugInspector } = this.context;
    log.show();
    log.info('── Diagnosis');
    this.tellSessions();
    try {
      const frame = await sessions.focusedFrame();
      await this.tellFrame(frame);
      const expression = await debugInspector.history.ask();
      if (expression !== undefined) await this.tellExpression(frame, expression);
    } catch (error) {
      this.tellRefusal(error);
    }
    log.show();
  }

  private tellSessions(): void {
    const { log, sessions } = this.context;
    const active = vscode.debug.activeDebugSession;
    log.info(active ? `Active session: “${active.name}” of type ${active.type}.` : 'No debug session is active.');
    const paused = sessions.paused().map(({ name }) => `“${name}”`);
    log.info(`Paused: ${paused.length === 0 ? 'none' : paused.join(', ')}.`);
  }

  private async tellFrame(frame: FrameOfSession): Promise<void> {
    const { log, sessions } = this.context;
    const places = await sessions.stack(frame.session, frame.threadId, 200);
    const place = places.find(({ frameId }) => frameId === frame.frameId);
    log.info(place ? `Frame: ${functionOf(place)} at ${lineOf(place)}.` : 'The frame is not on the stack any more.');
    const { capabilities } = sessions.pausedFrame(frame);
    log.info(
      `Read by the family “${familyOf(frame.session.type, settings.debugTemplates()).name}”. The adapter can: ${format('%j', capabilities)}.`,
    );
  }

  private async tellExpression(frame: FrameOfSession, expression: string): Promise<void> {
    const { log, sessions } = this.context;
    const started = performance.now();
    const { signal } = new AbortController();
    const target = { name: expression, expression };
    const { opened, sizeBytes } = await describe(this.context, sessions.pausedFrame(frame), target, signal);
    const milliseconds = (performance.now() - started).toFixed(0);
    const { dtype, shape } = opened.tensor;
    const device = opened.device === undefined ? '' : ` on ${opened.device}`;
    log.info(
      `${expression} is a ${opened.format} of ${opened.originalDtype ?? dtype}, shape [${shape.join(', ')}], ${sizeBytes} bytes${device}; ` +
        `described in ${milliseconds} ms. It can be inspected.`,
    );
    for (const { message } of opened.notices) log.info(message);
  }

  private tellRefusal(error: unknown): void {
    const { log } = this.context;
    if (error instanceof UserError) log.info(`It cannot be inspected (${error.code}): ${error.message}`);
    else void log.tell(error);
  }
}
