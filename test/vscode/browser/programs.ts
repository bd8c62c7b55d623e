import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../test/vscode/', import.meta.url));

/** The extension that brings Debian's debuggers into VS Code. */
export const debuggersExtension = `${folder}debuggers`;

/** The text of a program that is debugged, and the number of its line that holds `words`. */
export function programText(name: string): { readonly text: string; readonly lineOf: (words: string) => number } {
  const text = readFileSync(`${folder}programs/${name}`, 'utf8');
  return {
    text,
    lineOf: (words) => {
      const at = text.split('\n').findIndex((line) => line.includes(words));
      if (at < 0) throw new Error(`${name} has no line with “${words}”.`);
      return at + 1;
    },
  };
}

/** The launch configurations of the programs, by name. */
export const launchConfigurations = JSON.stringify({
  version: '0.2.0',
  configurations: [
    {
      name: 'Train',
      type: 'debugpy',
      request: 'launch',
      program: '${workspaceFolder}/train.py',
      python: ['/usr/bin/python3'],
      console: 'internalConsole',
    },
    {
      name: 'Native',
      type: 'lldb-dap',
      request: 'launch',
      program: '${workspaceFolder}/logits.out',
      cwd: '${workspaceFolder}',
    },
    {
      name: 'Script',
      type: 'node',
      request: 'launch',
      program: '${workspaceFolder}/logits.mjs',
      console: 'internalConsole',
    },
  ],
});
