import * as vscode from 'vscode';
import { hoverCard, type HoverCard } from '../inspector/hover/hoverCard.js';
import { type HoverLinks, hoverMarkdown } from '../inspector/hover/hoverMarkdown.js';
import type { ThemeKind } from '../inspector/hover/probabilityBar.js';
import type { RowPlace } from './copyProbabilities.js';
import type { Log } from './log.js';
import { settings } from './settings.js';
import { arrayPlace } from './arrayPlace.js';
import { TextWindow } from './textWindow.js';

/** The commands that a hover's links may run; nothing else in it is trusted. */
const linked = [
  'logitsInspector.inspectSelection',
  'logitsInspector.copyProbabilities',
  'logitsInspector.convert',
] as const;

/** Shows what an array of logits says, in a document of any language and from anywhere. */
export class LogitsHover implements vscode.HoverProvider, vscode.Disposable {
  private readonly registered = vscode.languages.registerHoverProvider({ scheme: '*' }, this);

  constructor(private readonly log: Log) {}

  provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): vscode.Hover | undefined {
    if (token.isCancellationRequested || !settings.hover.isWantedIn(document.languageId)) return undefined;
    try {
      const found = cardAt(document, position);
      if (found === undefined) return undefined;
      const { card, window } = found;
      const place = arrayPlace(document.uri, window.rangeOf(card.start, card.end));
      const links: HoverLinks = {
        open: commandUri(linked[0], place),
        copy: commandUri(linked[1], { ...place, row: card.row } satisfies RowPlace),
        convert: commandUri(linked[2], place),
      };
      const style = {
        theme: themeKinds[vscode.window.activeColorTheme.kind],
        fontSize: settings.editorFontSize(document),
      };
      const markdown = new vscode.MarkdownString(hoverMarkdown(card, links, style), true);
      markdown.supportHtml = true;
      markdown.isTrusted = { enabledCommands: linked };
      return new vscode.Hover(markdown, window.rangeOf(...card.rowRange));
    } catch (error) {
      // Nobody asked for it: it is told in the log alone.
      this.log.tell(error);
      return undefined;
    }
  }

  dispose(): void {
    this.registered.dispose();
  }
}

/** The array of logits at a place in a document, and the part of the document that it was found in. */
function cardAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): { readonly card: HoverCard; readonly window: TextWindow } | undefined {
  const window = new TextWindow(document, position);
  const card = hoverCard(window.text, window.offset, {
    ...settings.hover.limits(),
    language: document.languageId,
  });
  return card && { card, window };
}

const themeKinds: Readonly<Record<vscode.ColorThemeKind, ThemeKind>> = {
  [vscode.ColorThemeKind.Light]: 'light',
  [vscode.ColorThemeKind.Dark]: 'dark',
  [vscode.ColorThemeKind.HighContrast]: 'high-contrast',
  [vscode.ColorThemeKind.HighContrastLight]: 'high-contrast-light',
};

/** A link that runs a command; brackets would end it early in Markdown. */
function commandUri(command: string, argument: object): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (bracket) =>
    bracket === '(' ? '%28' : '%29',
  );
  return `command:${command}?${query}`;
}
