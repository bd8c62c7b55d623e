import * as vscode from 'vscode';
import { UserError } from '../core/userError.js';
import { Inspector, type LookedAt } from '../inspector/inspector.js';
import type { TensorOrigin } from '../inspector/origin.js';
import { Answerer, type Answers } from '../protocol/channel.js';
import type { ChangeView } from '../protocol/views.js';
import type { CrewOfWindow } from './crewOfWindow.js';
import type { Log } from './log.js';
import { page } from './page.js';
import { settings } from './settings.js';

/** What a webview may ask of VS Code itself; what a tensor has no use for is refused in a sentence. */
export interface SessionAbilities {
  pickLabels(): Promise<boolean>;
  openAsText(): Promise<void>;
  /** Turns reading anew at each stop of the program on or off; only where there is a program. */
  follow?(on: boolean): void;
}

/** One webview and the inspector behind it, for as long as the webview lives. */
export class WebviewSession implements vscode.Disposable {
  private readonly inspector: Inspector;
  private readonly answerer: Answerer;
  private readonly listening: vscode.Disposable;
  private disposed = false;

  constructor(
    webview: vscode.Webview,
    extensionUri: vscode.Uri,
    origin: TensorOrigin,
    abilities: SessionAbilities,
    log: Log,
    crew?: CrewOfWindow,
  ) {
    this.inspector = new Inspector(origin, {
      automaticCheckLimitBytes: settings.automaticCheckLimitBytes,
      onScan: (generation, view) => this.answerer.notify('scan', { generation, view }),
      onProgress: (view) => this.answerer.notify('progress', view),
      onBug: (error) => void log.tell(error),
      crew: () => crew?.get(),
    });
    // A webview that is gone throws at being posted to; whoever asked from it is gone too.
    const port = { post: (message: unknown) => void (this.disposed || webview.postMessage(message)) };
    this.answerer = new Answerer(
      port,
      this.answers(abilities),
      (error) => this.inspector.tell(error) ?? log.tell(error),
    );
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.listening = webview.onDidReceiveMessage((message: unknown) => this.answerer.receive(message));
    webview.html = page(webview, extensionUri, origin.name);
  }

  /** What a person looks at in it. */
  get lookedAt(): LookedAt | undefined {
    return this.inspector.lookedAt;
  }

  /** Tells the page that the source of its tensor changed or is gone. */
  change(view: ChangeView): void {
    this.answerer.notify('change', view);
  }

  dispose(): void {
    this.disposed = true;
    this.listening.dispose();
    this.answerer.dispose();
    this.inspector.dispose();
  }

  private answers(abilities: SessionAbilities): Answers {
    return {
      ...this.inspector.answers(),
      pickLabels: async () => ({ taken: await abilities.pickLabels() }),
      openAsText: async () => {
        await abilities.openAsText();
        return {};
      },
      follow: ({ on }) => {
        if (abilities.follow === undefined) {
          throw new UserError('bad-option', 'Only a tensor in a paused program is read again at each stop.');
        }
        this.inspector.followed(on);
        abilities.follow(on);
        return {};
      },
      copy: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return {};
      },
    };
  }
}

/** The abilities of a tensor that is in no file. */
export const withoutFile: SessionAbilities = {
  pickLabels: () =>
    Promise.reject(
      new UserError('bad-option', 'Text that is in no file has no place to remember labels for: save it first.'),
    ),
  openAsText: () => Promise.reject(new UserError('bad-option', 'This tensor is in no file: its text is already open.')),
};
