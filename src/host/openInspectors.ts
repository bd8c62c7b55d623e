import type * as vscode from 'vscode';
import type { LookedAt } from '../inspector/inspector.js';
import type { WebviewSession } from './webviewSession.js';

/** The inspectors that are open in this window, in editors and in panels. */
export class OpenInspectors {
  private readonly open = new Map<vscode.WebviewPanel, WebviewSession>();

  /** Knows an inspector until its panel is closed. */
  add(panel: vscode.WebviewPanel, session: WebviewSession): void {
    this.open.set(panel, session);
    panel.onDidDispose(() => this.open.delete(panel));
  }

  /** What is looked at in the inspector that is the active editor; undefined where that is none, or shows nothing. */
  get active(): LookedAt | undefined {
    return [...this.open].find(([panel]) => panel.active)?.[1].lookedAt;
  }
}
