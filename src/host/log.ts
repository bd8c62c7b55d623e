import * as vscode from 'vscode';
import { UserError } from '../core/userError.js';
import type { CallErrorRecord } from '../protocol/messages.js';

/** Where bugs are written with their stacks; users see one plain line and the way here. */
export class Log implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Logits Inspector', { log: true });

  info(message: string): void {
    this.channel.info(message);
  }

  show(): void {
    this.channel.show(true);
  }

  /** What the user is told of an error; one that is not a refusal is logged as the bug it is. */
  tell(error: unknown): CallErrorRecord {
    if (error instanceof UserError) {
      this.channel.info(`${error.code}: ${error.message}`);
      return { kind: 'user', code: error.code, message: error.message, remedy: error.remedy ?? null };
    }
    const bug = error instanceof Error ? error : new Error(String(error));
    this.channel.error(bug.stack ?? bug.message);
    return {
      kind: 'bug',
      code: 'bug',
      message: bug.message,
      remedy: null,
    };
  }

  dispose(): void {
    this.channel.dispose();
  }
}
