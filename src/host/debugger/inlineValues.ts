import * as vscode from 'vscode';
import type { DebugInspector } from './debugInspector.js';

const section = 'logitsInspector.inlineValues';

/**
 * The figures of pinned expressions at the end of the lines that name them. Registering a provider turns inline values on and
 * replaces VS Code's own, so there is one only while the setting is on, and it names the other variables too.
 */
export class InlineValues implements vscode.InlineValuesProvider, vscode.Disposable {
  private registered: vscode.Disposable | undefined;
  private readonly listening: vscode.Disposable;

  constructor(private readonly debugInspector: DebugInspector) {
    this.listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(section) && this.follow()),
    );
    this.follow();
  }

  /** VS Code asks once a stop, and not again when a value is there: so the values are waited for. */
  async provideInlineValues(
    document: vscode.TextDocument,
    viewPort: vscode.Range,
    { stoppedLocation }: vscode.InlineValueContext,
  ): Promise<vscode.InlineValue[]> {
    await Promise.all(this.debugInspector.pinned.map((pin) => pin.settled));
    const last = Math.min(viewPort.end.line, stoppedLocation.end.line);
    const values: vscode.InlineValue[] = [];
    for (let line = viewPort.start.line; line <= last; line++) values.push(...this.ofLine(document.lineAt(line)));
    return values;
  }

  dispose(): void {
    this.registered?.dispose();
    this.listening.dispose();
  }

  private follow(): void {
    this.registered?.dispose();
    const wanted = vscode.workspace.getConfiguration().get<unknown>(section) === true;
    this.registered = wanted ? vscode.languages.registerInlineValuesProvider('*', this) : undefined;
  }

  private *ofLine({ text, lineNumber }: vscode.TextLine): Iterable<vscode.InlineValue> {
    const headlines = this.headlines();
    const seen = new Set<string>();
    for (const { index, 0: name } of text.matchAll(chain)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const range = new vscode.Range(lineNumber, index, lineNumber, index + name.length);
      const headline = headlines.get(name);
      if (headline !== undefined) yield new vscode.InlineValueText(range, `${name} → ${headline}`);
      else if (!name.includes('.')) yield new vscode.InlineValueVariableLookup(range, name, true);
    }
  }

  private headlines(): Map<string, string> {
    const said = this.debugInspector.pinned.map((pin) => [pin.target.name, pin.stops.headline()] as const);
    return new Map(said.flatMap(([name, headline]) => (headline === null ? [] : [[name, headline]])));
  }
}

/** Names with their members; which of them are variables the debugger knows. */
const chain = /(?<![\w.$"'])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g;
