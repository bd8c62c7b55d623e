import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('what package.json contributes', () => {
  const extension = vscode.extensions.getExtension('logits-inspector.logits-inspector');
  const manifest = extension?.packageJSON as Manifest | undefined;

  it('is loaded, with types at the floor that it promises', () => {
    assert.ok(extension, 'the extension is not there');
    assert.match(String(manifest?.engines.vscode), /^\^1\.105\.0$/);
  });

  it('registers every command once it is active, and no other of its name', async () => {
    await extension?.activate();
    const registered = (await vscode.commands.getCommands(true)).filter((name) => name.startsWith('logitsInspector.'));
    const contributed = manifest?.contributes.commands.map(({ command }) => command) ?? [];
    // VS Code itself adds a reset command for nothing of ours; views add none here.
    assert.deepEqual(registered.sort(), contributed.sort());
  });

  it('gives every command a category and a title in Title Case', () => {
    for (const { title, category } of manifest?.contributes.commands ?? []) {
      assert.equal(category, 'Logits Inspector');
      for (const word of title
        .split(' ')
        .filter((part) => !['a', 'in', 'of', 'the', 'on', 'at', 'as', 'to', 'with'].includes(part)))
        assert.match(word, /^[A-Z]/);
    }
  });

  it('describes every setting, and reads its default', () => {
    for (const [name, setting] of Object.entries(manifest?.contributes.configuration.properties ?? {})) {
      assert.ok(setting.markdownDescription.length > 40, `${name} is not described`);
      const value = vscode.workspace.getConfiguration().get(name);
      assert.equal(JSON.stringify(value), JSON.stringify(setting.default), name);
    }
  });
});

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly markdownDescription: string }>
      >;
    };
  };
}
