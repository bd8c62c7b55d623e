import * as vscode from 'vscode';
import { dtypes, isDTypeName } from '../../core/dtype.js';
import type { PointerReading } from './adapter.js';

/** What pointers point at, asked of the user once for each expression and remembered with the workspace. */
export class Pointers {
  constructor(private readonly memory: vscode.Memento) {}

  /** Answers what is remembered for `what`, or asks; undefined when the user gives up. */
  async ask(what: string): Promise<PointerReading | undefined> {
    const key = `pointer:${what}`;
    const known = this.memory.get<PointerReading>(key);
    if (known !== undefined && isDTypeName(known.dtype) && isCount(known.count)) return known;
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
    await this.memory.update(key, reading);
    return reading;
  }
}

function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count > 0;
}
