import * as vscode from 'vscode';
import { dtypes, isDTypeName } from '../../core/dtype.js';
import { UserError } from '../../core/userError.js';
import type { PointerReading } from './adapter.js';

/** What pointers point at, asked of the user once for each expression and remembered with the workspace. */
export class Pointers implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Tells when the user corrected an answer. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** Answers what is remembered for `what`, or asks; undefined when the user gives up. */
  async ask(what: string): Promise<PointerReading | undefined> {
    return this.remembered(what) ?? (await this.askAnew(what));
  }

  /** Lets the user correct what he answered before. Throws a `UserError` (`not-found`) where nothing was asked yet. */
  async change(): Promise<void> {
    const names = this.memory.keys().flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
    if (names.length === 0) {
      throw new UserError(
        'not-found',
        'No pointer was looked at in this workspace yet, so that there is no answer to change.',
      );
    }
    const items = names.map((name) => {
      const { dtype, count } = this.remembered(name) ?? { dtype: '', count: 0 };
      return { label: name, description: dtype === '' ? '' : `${count} × ${dtype}` };
    });
    const chosen = await vscode.window.showQuickPick(items, { title: 'Which pointer points at something else?' });
    if (chosen !== undefined && (await this.askAnew(chosen.label)) !== undefined) this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Undefined where nothing that makes sense is remembered. */
  private remembered(what: string): PointerReading | undefined {
    const known = this.memory.get<PointerReading>(prefix + what);
    return known !== undefined && isDTypeName(known.dtype) && isCount(known.count) ? known : undefined;
  }

  private async askAnew(what: string): Promise<PointerReading | undefined> {
    const dtype = await vscode.window.showQuickPick(Object.keys(dtypes), {
      title: `What does ${what} point at?`,
      placeHolder: 'The type of an element',
    });
    if (dtype === undefined) return undefined;
    const count = await vscode.window.showInputBox({
      title: `How many ${dtype} elements does ${what} point at?`,
      prompt: 'A pointer does not say. The answer is remembered for this workspace.',
      validateInput: (text) => (isCount(Number(text)) ? undefined : 'Write a whole number above 0.'),
    });
    if (count === undefined) return undefined;
    const reading = { dtype, count: Number(count) };
    await this.memory.update(prefix + what, reading);
    return reading;
  }
}

const prefix = 'pointer:';

function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count > 0;
}
