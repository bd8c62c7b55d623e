import type { RowView } from '../src/protocol/views.js';
import { exact } from './format.js';

/** The row's figures and classes as tab-separated lines, every digit kept, for a spreadsheet. */
export function rowAsTsv(view: RowView): string {
  const { figures, target } = view;
  const pairs: readonly (readonly [string, string])[] = [
    ['row', view.expression],
    ['temperature', exact(view.temperature)],
    ['entropy (nat)', cell(figures.entropyNats)],
    ['logit margin', cell(figures.logitMargin)],
    ['log-sum-exp', cell(figures.logSumExp)],
    ['perplexity', cell(figures.perplexity)],
    ['target', target === null ? '' : exact(target.index)],
    ['loss (nat)', cell(target?.loss ?? null)],
  ];
  const classes = view.top.map((entry) => [
    entry.index,
    plain(entry.label),
    entry.logit,
    entry.probability,
    entry.logProbability,
  ]);
  const table = [
    ['class', 'label', 'logit', 'p', 'ln p'],
    ...classes.map((cells) => cells.map((value) => (typeof value === 'number' ? exact(value) : value))),
  ];
  return [...pairs, [], ...table].map((cells) => cells.join('\t')).join('\n') + '\n';
}

/** Everything known of the row as JSON; what JSON has no number for is a string (`"NaN"`, `"-Infinity"`). */
export function rowAsJson(view: RowView): string {
  return JSON.stringify(
    view,
    (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );
}

function cell(value: number | null): string {
  return value === null ? '' : exact(value);
}

/** A label as one cell: no tab or line break, and no sign in front that a spreadsheet would take for a formula. */
function plain(label: string): string {
  const line = label.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
