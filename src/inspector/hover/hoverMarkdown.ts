import { type BarStyle, probabilityBar } from './probabilityBar.js';
import type { CardClass, HoverCard, RowContent } from './hoverCard.js';

/** What can be done with the array, as command URIs. */
export interface HoverLinks {
  readonly open: string;
  readonly copy: string;
  readonly convert: string;
}

/**
 * The card in Markdown, for VS Code's renderer with theme icons and HTML on. Every figure is text: the bars say nothing that is not written
 * beside them, so that the card is whole where pictures do not show and for a screen reader.
 */
export function hoverMarkdown(card: HoverCard, links: HoverLinks, style: BarStyle): string {
  const { content } = card;
  const parts = content === null ? [heading(card), tooLong(card)] : [heading(card), ...contentParts(content, style)];
  return [...parts, actions(links, content !== null && content.classes.length > 0)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ name, rowExpression, shape, dtype, content }: HoverCard): string {
  const subject = `${name ?? ''}${rowExpression ?? ''}`;
  const what = `**${escaped(subject === '' ? titles[content?.guess.kind ?? 'logits'] : subject)}**`;
  const size = shape.length > 1 ? shape.join(' × ') : `${shape[0] ?? 0} classes`;
  return [what, size, ...(dtype === null ? [] : [dtype])].join(' · ');
}

const titles = { logits: 'Logits', probabilities: 'Probabilities', 'log-probabilities': 'Log-probabilities' };

function tooLong({ shape }: HoverCard): string {
  const count = shape.reduce((product, length) => product * length, 1);
  return `${count.toLocaleString('en-US')} numbers are more than a hover reads (setting \`logitsInspector.hover.maximumLength\`).`;
}

function contentParts(content: RowContent, style: BarStyle): string[] {
  const { guess, classes, notices } = content;
  const said = guess.kind === 'logits' ? '' : `Read as ${guess.kind}, by a guess: ${guess.reason}.`;
  return [
    said,
    classes.length > 0 ? table(content, style) : '',
    figures(content),
    notices.map(({ severity, message }) => `${icons[severity]} ${escaped(message)}`).join('  \n'),
  ];
}

const icons = {
  error: '<span style="color:var(--vscode-errorForeground);">$(error)</span>',
  warning: '<span style="color:var(--vscode-editorWarning-foreground);">$(warning)</span>',
  info: '$(info)',
};

/** One line a class: its number, the value in the text, the probability and its bar. */
function table({ guess, classes, rest }: RowContent, style: BarStyle): string {
  const hasValues = guess.kind !== 'probabilities';
  const valueName = guess.kind === 'logits' ? 'logit' : 'log-probability';
  const bar = (share: number): string => `![](${probabilityBar(share, style)})`;
  const line = (label: string, value: string, probability: string, last: string): string =>
    `| ${[label, ...(hasValues ? [value] : []), probability].join(` | ${gap}`)} | ${last === '' ? '' : thinGap}${last} |`;
  const ofClass = ({ label, value, probability, share }: CardClass): string =>
    line(escaped(label), value, probability, bar(share));
  return [
    line('class', valueName, 'probability', ''),
    `|${hasValues ? ' --: |' : ''} --: | --: | :-- |`,
    ...classes.map(ofClass),
    ...(rest === null
      ? []
      : [line(`${rest.count.toLocaleString('en-US')} more`, '', rest.probability, bar(rest.share))]),
  ].join('\n');
}

/** VS Code sets the cells of a table close to each other. */
const gap = '&emsp;';
const thinGap = '&ensp;';

function figures({ figures: all }: RowContent): string {
  return all.map(({ name, value, unit }) => `${name} **${value}**${unit === '' ? '' : ` ${unit}`}`).join(' · ');
}

function actions({ open, copy, convert }: HoverLinks, hasProbabilities: boolean): string {
  const links = [
    `[$(graph) Open in inspector](${open})`,
    ...(hasProbabilities ? [`[$(copy) Copy probabilities](${copy})`, `[$(replace) Convert…](${convert})`] : []),
  ];
  return links.join(gap);
}

/** Text whose marks mean nothing to Markdown, on one line. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, 300)
    .replaceAll(/[\\`*_{}[\]()#+!|<>~$&-]/g, '\\$&');
}
