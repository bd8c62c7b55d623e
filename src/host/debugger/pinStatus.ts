import * as vscode from 'vscode';
import type { DebugInspector } from './debugInspector.js';

/** Says in the status bar what the pinned tensor that is in sight is worth at the newest stop, and leads to it. */
export class PinStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('logitsInspector.pinned', vscode.StatusBarAlignment.Left);
  private readonly listening: vscode.Disposable;

  constructor(private readonly debugInspector: DebugInspector) {
    this.item.name = 'Pinned Logits';
    this.item.command = 'logitsInspector.revealPinned';
    this.listening = vscode.Disposable.from(
      debugInspector.onDidChangePins(() => this.update()),
      vscode.commands.registerCommand('logitsInspector.revealPinned', () => this.shown()?.reveal()),
    );
  }

  dispose(): void {
    vscode.Disposable.from(this.listening, this.item).dispose();
  }

  private shown() {
    return this.debugInspector.pinned.findLast((pin) => pin.isVisible);
  }

  private update(): void {
    const pin = this.shown();
    if (pin === undefined) {
      this.item.hide();
      return;
    }
    const { name } = pin.target;
    const headline = pin.stops.headline();
    const said = headline === null ? name : `${name} → ${headline}`;
    // A class may be called `$(zap)`, which would be drawn as an icon.
    this.item.text = `$(graph) ${said.replaceAll('$(', '$ (')}`;
    this.item.tooltip = `${name} at ${pin.stops.place}: show its inspector`;
    this.item.show();
  }
}
