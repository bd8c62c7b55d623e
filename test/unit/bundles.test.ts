import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const kilobytes = (...names: readonly string[]): number =>
  names.reduce((sum, name) => sum + statSync(dist + name).size / 1000, 0);

describe('the bundles', () => {
  it('stay inside their budgets: host 300 KB, webview 260 KB', () => {
    assert.ok(kilobytes('extension.cjs') <= 300, `the host's has ${kilobytes('extension.cjs')} KB`);
    assert.ok(kilobytes('kernels.cjs') <= 110, `the kernels' has ${kilobytes('kernels.cjs')} KB`);
    // The kernels are sent to the threads, and are in no other bundle.
    assert.ok(kilobytes('kernelThread.cjs') <= 10, `the threads' has ${kilobytes('kernelThread.cjs')} KB`);
    assert.ok(kilobytes('textReader.cjs') <= 60, `the text reader's has ${kilobytes('textReader.cjs')} KB`);
    assert.ok(kilobytes('conversion.cjs') <= 200, `the conversions' has ${kilobytes('conversion.cjs')} KB`);
    const webview = kilobytes('webview.js', 'webview.css');
    assert.ok(webview <= 260, `the webview's has ${webview} KB`);
  });

  it('keep the API free of VS Code, Node and every other import', () => {
    const api = readFileSync(`${dist}api.mjs`, 'utf8');
    assert.doesNotMatch(api, /\bfrom\s*["']|\bimport\s*[("']|\brequire\s*\(/);
  });

  it('hold nothing that reaches for the network or evaluates text', () => {
    for (const name of [
      'extension.cjs',
      'kernelThread.cjs',
      'kernels.cjs',
      'textReader.cjs',
      'conversion.cjs',
      'api.mjs',
      'webview.js',
    ]) {
      const text = readFileSync(dist + name, 'utf8');
      assert.doesNotMatch(text, /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|eval)\s*\(|new Function\b/, name);
    }
  });
});
