import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('opening files', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  function sample(name: string): vscode.Uri {
    assert.ok(folder, 'the samples are not open');
    return vscode.Uri.joinPath(folder, name);
  }

  function activeInput(): unknown {
    return vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  }

  it('opens .npy in the inspector by default', async () => {
    await vscode.commands.executeCommand('vscode.open', sample('digits.npy'));
    const input = activeInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'logitsInspector.npy');
  });

  it('leaves .json to the text editor, until asked', async () => {
    await vscode.commands.executeCommand('vscode.open', sample('digits.json'));
    assert.ok(activeInput() instanceof vscode.TabInputText);
    await vscode.commands.executeCommand('logitsInspector.open');
    const input = activeInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'logitsInspector.json');
  });

  it('opens text that is in no file in a panel beside it', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: '[[1, 2, 3]]' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('logitsInspector.open');
    const panel = (): boolean => {
      const input = activeInput();
      return input instanceof vscode.TabInputWebview && input.viewType.endsWith('logitsInspector.panel');
    };
    if (!panel()) await tabsUntil(panel);
  });
});

/** Resolves at the change of tabs that makes a condition true. */
function tabsUntil(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!holds()) return;
      vscode.Disposable.from(tabs, groups).dispose();
      resolve();
    };
    const tabs = vscode.window.tabGroups.onDidChangeTabs(check);
    const groups = vscode.window.tabGroups.onDidChangeTabGroups(check);
  });
}
