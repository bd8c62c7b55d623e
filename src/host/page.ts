import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of an inspector: one style sheet, one script, and a policy that allows nothing else. */
export function page(webview: vscode.Webview, extensionUri: vscode.Uri, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [
    "default-src 'none'", // No network, no frames, no plugins.
    `script-src 'nonce-${nonce}'`, // Our one script; nothing in a label can run.
    `style-src ${webview.cspSource}`, // Our style sheet; styles set by script go through the CSSOM.
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`, // Charts that the user exports.
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="${asset('webview.css')}">
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${nonce}" src="${asset('webview.js')}"></script>
  </body>
</html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
