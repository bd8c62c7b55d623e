import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** softmax([2, 1, 0.1]) by SciPy: 0.65900114, 0.24243297, 0.09856589; the mouse is at the `‸`. */
const programs: readonly (readonly [language: string, marked: string])[] = [
  ['python', 'import torch\nlogits = torch.tensor([\n    [0, 0, 0],\n    [2.0, 1.0‸, 0.1],  # the second\n])\n'],
  ['javascript', 'const logits = Float64Array.of(2.0, 1.0, 0.1);\nshow([2.0,‸ 1.0, 0.1]);\n'],
  ['typescript', 'const logits: readonly number[] = [2.0,‸ 1.0, 0.1];\n'],
  ['rust', 'let logits = vec![2.0, ‸1.0, 0.1];\n'],
  ['go', 'logits := []float64{2.0, ‸1.0, 0.1}\n'],
  ['cpp', 'std::vector<double> logits{2.0, ‸1.0, 0.1};\n'],
  ['c', 'static const double logits[] = {\n  2.0, /* cat */\n  1.0‸, /* dog */\n  0.1, /* ] */\n};\n'],
  ['csharp', 'var logits = new double[] { 2.0, ‸1.0, 0.1 };\n'],
  ['java', 'double[] logits = {2.0, 1.0‸, 0.1};\n'],
  ['swift', 'let logits: [Double] = [2.0, 1.0‸, 0.1]\n'],
  ['julia', 'logits = [2.0, 1.0‸, 0.1]\n'],
  ['r', 'logits <- c(2.0, 1.0‸, 0.1)\n'],
  ['lua', 'local logits = {2.0, 1.0‸, 0.1}\n'],
  ['json', '{"id": 7, "logits": [2.0, 1.0‸, 0.1]}\n'],
  ['yaml', 'id: 7\nlogits: [2.0, 1.0‸, 0.1]\n'],
  ['markdown', 'It answers\n\n    [2.0, 1.0‸, 0.1]\n'],
  ['log', '2026-11-26 12:30:45,123 INFO logits=[2.0, 1.0‸, 0.1]\n'],
  ['plaintext', '>>> logits\n[2.0, 1.0‸, 0.1]\n'],
];

const shown = ['0 | 2.0 | 0.6590', '1 | 1.0 | 0.2424', '2 | 0.1 | 0.0986'];

/** Texts that are in no file: of a scheme that nobody else knows, so that nothing is left to be saved. */
const scheme = 'logits-hover';
const contents: string[] = [];

describe('the hover', () => {
  let registered: vscode.Disposable;
  before(() => {
    registered = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ path }) => contents[Number(path.slice(1))] ?? '',
    });
  });
  after(() => {
    registered.dispose();
  });

  const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('logitsInspector.hover');

  for (const [language, marked] of programs) {
    it(`reads an array in ${language}`, async () => {
      const { text } = await hoverOn(language, marked);
      assert.deepEqual(text.match(/\d \| \d\.\d \| \d\.\d{4}/g), shown);
    });
  }

  it('is about the row under the mouse, and marks it', async () => {
    const { text, hover } = await hoverOn('python', 'z = [[1.5, 2.5],\n     [2.0, ‸1.0]]\n');
    assert.match(text, /z\\\[1, :\\\]\*\* · 2 × 2/);
    assert.deepEqual(hover?.range, new vscode.Range(1, 5, 1, 15));
  });

  it('counts lines and characters as the document does, also with CRLF', async () => {
    const { text, hover } = await hoverOn('python', '# é 😀\r\nz = [\r\n  2.0,\r\n  1.0‸,\r\n  0.1]\r\n');
    assert.deepEqual(text.match(/\d \| \d\.\d \| \d\.\d{4}/g), shown);
    assert.deepEqual(hover?.range, new vscode.Range(1, 4, 4, 6));
  });

  it('is there in the Output panel', async () => {
    const channel = vscode.window.createOutputChannel('Logits of a test');
    try {
      const shown = documentThat(({ uri }) => uri.scheme === 'output' && uri.path.includes('Logits of a test'));
      channel.append('logits: [2.0, 1.0, 0.1]');
      channel.show(true);
      const { text } = await hoverAt(await shown, new vscode.Position(0, 16));
      assert.match(text, /logits\*\* · 3 classes/);
    } finally {
      channel.dispose();
    }
  });

  it('is there in the cells of a notebook', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notebook '));
    try {
      const cell = { cell_type: 'code', source: ['logits = [2.0, 1.0, 0.1]'], metadata: {}, outputs: [] };
      const file = join(folder, 'scores.ipynb');
      await writeFile(file, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 2 }));
      const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
      const { text } = await hoverAt(notebook.cellAt(0).document, new vscode.Position(0, 16));
      assert.match(text, /logits\*\* · 3 classes/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('opens the inspector on the array by its link', async () => {
    const { text } = await hoverOn('python', 'z = [2.0, ‸1.0]');
    const opened = new Promise<vscode.Tab>((resolve) => {
      const tabs = vscode.window.tabGroups.onDidChangeTabs(({ opened: [tab] }) => {
        if (!(tab?.input instanceof vscode.TabInputWebview)) return;
        tabs.dispose();
        resolve(tab);
      });
    });
    await vscode.commands.executeCommand('logitsInspector.inspectSelection', argumentOf('inspectSelection', text));
    const tab = await opened;
    assert.match(tab.label, /^\d+:1$/);
    await vscode.window.tabGroups.close(tab);
  });

  it('trusts its own three commands and no other', async () => {
    const { hover } = await hoverOn('python', 'z = [2.0, ‸1.0]');
    const [content] = hover?.contents ?? [];
    assert.ok(content instanceof vscode.MarkdownString);
    assert.deepEqual(content.isTrusted, {
      enabledCommands: [
        'logitsInspector.inspectSelection',
        'logitsInspector.copyProbabilities',
        'logitsInspector.convert',
      ],
    });
  });

  it('copies the probabilities of the row with every digit', async () => {
    const { text } = await hoverOn('python', 'z = [[0, 0, 0],\n     [2.0, ‸1.0, 0.1]]\n');
    await vscode.commands.executeCommand('logitsInspector.copyProbabilities', argumentOf('copyProbabilities', text));
    const copied = JSON.parse(await vscode.env.clipboard.readText()) as number[];
    const expected = [0.6590011388859679, 0.24243297070471392, 0.09856589040931818];
    assert.ok(
      copied.every((value, index) => Math.abs(value - (expected[index] ?? NaN)) < 1e-15),
      copied.join(),
    );
  });

  it('is silent on a shape, on an index, and beside an array', async () => {
    for (const marked of ['x.reshape((2, ‸3))', 'x[1, ‸2]', 'z = [2.0, 1.0] ‸']) {
      assert.equal((await hoverOn('python', marked)).hover, undefined, marked);
    }
  });

  it('looks only at what is near in a document of many megabytes', async () => {
    const line = 'z = [2.0, 1.0, 0.1]\n';
    const document = await documentOf('log', line.repeat(200_000));
    const { text } = await hoverAt(document, new vscode.Position(150_000, 7));
    assert.match(text, /0\.6590/);
  });

  it('follows its settings at once', async () => {
    const array = 'z = [2.0, ‸1.0]';
    const isShown = async (language: string): Promise<boolean> => (await hoverOn(language, array)).hover !== undefined;
    const settings: readonly (readonly [key: string, value: unknown, python: boolean, log: boolean])[] = [
      ['enabled', false, false, false],
      ['languages', ['log'], false, true],
      ['excludedLanguages', ['log'], true, false],
      ['minimumLength', 3, false, false],
    ];
    for (const [key, value, python, log] of settings) {
      await configuration().update(key, value, vscode.ConfigurationTarget.Global);
      try {
        assert.deepEqual([await isShown('python'), await isShown('log')], [python, log], key);
      } finally {
        await configuration().update(key, undefined, vscode.ConfigurationTarget.Global);
      }
    }
    assert.ok(await isShown('python'));
  });

  it('says of an array longer than it reads how long it is', async () => {
    await configuration().update('maximumLength', 3, vscode.ConfigurationTarget.Global);
    try {
      const { text } = await hoverOn('python', 'z = [2.0, ‸1.0, 0.1, 0.2]');
      assert.match(text, /4 numbers are more than a hover reads/);
      assert.match(text, /Open in inspector/);
      assert.doesNotMatch(text, /Copy probabilities/);
    } finally {
      await configuration().update('maximumLength', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

interface Shown {
  readonly hover: vscode.Hover | undefined;
  /** Its Markdown, without the spaces that only set columns apart. */
  readonly text: string;
}

async function hoverOn(language: string, marked: string): Promise<Shown> {
  const document = await documentOf(language, marked.replace('‸', ''));
  return hoverAt(document, document.positionAt(marked.indexOf('‸')));
}

/** What the link to a command of ours passes to it. */
function argumentOf(command: string, markdown: string): unknown {
  const [, query = ''] = new RegExp(`command:logitsInspector\\.${command}\\?([^)]*)`).exec(markdown) ?? [];
  return (JSON.parse(decodeURIComponent(query)) as unknown[])[0];
}

/** Resolves with the document that comes to meet a condition, and has text. */
function documentThat(meets: (document: vscode.TextDocument) => boolean): Promise<vscode.TextDocument> {
  return new Promise((resolve) => {
    const check = (document: vscode.TextDocument): void => {
      if (!meets(document) || document.getText() === '') return;
      vscode.Disposable.from(opened, changed).dispose();
      resolve(document);
    };
    const opened = vscode.workspace.onDidOpenTextDocument(check);
    const changed = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      check(document);
    });
  });
}

async function documentOf(language: string, content: string): Promise<vscode.TextDocument> {
  contents.push(content);
  const uri = vscode.Uri.from({ scheme, path: `/${contents.length - 1}` });
  return vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), language);
}

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<Shown> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const textOf = (hover: vscode.Hover): string =>
    hover.contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
  const hover = hovers.find((each) => textOf(each).includes('Open in inspector'));
  return { hover, text: hover ? textOf(hover).replaceAll(/&e[mn]sp;/g, '') : '' };
}
