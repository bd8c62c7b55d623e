import * as vscode from 'vscode';
import type { TensorOrigin } from '../inspector/origin.js';
import type { ChangeView } from '../protocol/views.js';
import type { CrewOfWindow } from './crewOfWindow.js';
import type { Log } from './log.js';
import type { OpenInspectors } from './openInspectors.js';
import { type SessionAbilities, WebviewSession } from './webviewSession.js';

/** What every panel needs of the extension. */
export interface PanelContext {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly crew: CrewOfWindow;
  readonly inspectors: OpenInspectors;
}

/** An inspector in a panel of its own, for a tensor that is in no file. */
export class InspectorPanel implements vscode.Disposable {
  readonly onDidDispose: vscode.Event<void>;
  private readonly panel: vscode.WebviewPanel;
  private readonly session: WebviewSession;

  /** Opens beside the active editor; `preserveFocus` lets whoever debugs go on stepping. */
  constructor(
    { extensionUri, log, crew, inspectors }: PanelContext,
    origin: TensorOrigin,
    abilities: SessionAbilities,
    preserveFocus: boolean,
  ) {
    this.panel = vscode.window.createWebviewPanel(
      'logitsInspector.panel',
      origin.name,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus },
      {},
    );
    this.panel.iconPath = new vscode.ThemeIcon('graph');
    this.onDidDispose = this.panel.onDidDispose;
    this.session = new WebviewSession(this.panel.webview, extensionUri, origin, abilities, log, crew);
    inspectors.add(this.panel, this.session);
    this.panel.onDidDispose(() => this.session.dispose());
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Tells when it comes into sight or goes out of it. */
  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.panel.onDidChangeViewState;
  }

  /** Brings it to the front where it is. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Tells the page that its tensor changed, is out of date or is gone. */
  change(view: ChangeView): void {
    this.session.change(view);
  }

  dispose(): void {
    this.panel.dispose();
  }
}
