import * as vscode from 'vscode';
import { Crew } from '../core/kernel/crew.js';
import { nodeThreads } from './nodeThreads.js';

/** The one crew of this window, made when a large tensor is first looked at; its threads end with the extension. */
export class CrewOfWindow implements vscode.Disposable {
  private made: { readonly crew: Crew | undefined } | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Undefined where threads cannot share memory, or there is no second processor. */
  get(): Crew | undefined {
    this.made ??= { crew: this.make() };
    return this.made.crew;
  }

  dispose(): void {
    this.made?.crew?.end();
  }

  private make(): Crew | undefined {
    const script = vscode.Uri.joinPath(this.extensionUri, 'dist', 'kernelThread.cjs');
    return Crew.on(nodeThreads(script.fsPath));
  }
}
