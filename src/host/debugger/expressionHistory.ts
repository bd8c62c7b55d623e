import * as vscode from 'vscode';

const key = 'expressions';
const mostKept = 30;

/** The expressions that were inspected, latest first, remembered with the workspace. */
export class ExpressionHistory {
  constructor(private readonly memory: vscode.Memento) {}

  add(expression: string): Thenable<void> {
    const others = this.all().filter((other) => other !== expression);
    return this.memory.update(key, [expression, ...others].slice(0, mostKept));
  }

  /** Asks for an expression: what is typed, or one of the earlier ones. Undefined when the user gives up. */
  ask(suggestion = ''): Promise<string | undefined> {
    const pick = vscode.window.createQuickPick();
    pick.title = 'Inspect Expression';
    pick.placeholder = 'An expression in the paused frame, such as logits or out.logits[0]';
    pick.value = suggestion;
    const list = (): void => {
      const typed = pick.value.trim();
      const matching = this.all().filter((expression) => expression !== typed && expression.includes(typed));
      pick.items = [...(typed === '' ? [] : [typed]), ...matching].map((label) => ({ label, alwaysShow: true }));
    };
    list();
    pick.onDidChangeValue(list);
    return new Promise((resolve) => {
      pick.onDidAccept(() => {
        const typed = pick.value.trim();
        const [active] = pick.activeItems;
        // Whoever types and presses Enter at once is ahead of the list.
        resolve(active?.label.includes(typed) ? active.label : typed);
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
      pick.show();
    });
  }

  private all(): string[] {
    const kept = this.memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
  }
}
