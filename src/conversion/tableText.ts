import { elementAt } from '../core/element.js';
import type { ConvertedTable, TableColumn } from './conversion.js';
import { numberWriter } from './forms/form.js';
import { markdownLines } from './forms/tables.js';

const specials = { nan: 'nan', infinity: 'inf', negativeInfinity: '-inf' };

/** A table as comma-separated values with the columns' names; a text is quoted where it needs to be (RFC 4180). */
export function csvOfTable(table: ConvertedTable): string {
  const quotedText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return linesOf(table, quotedText)
    .map((line) => line.join(','))
    .join('\n');
}

/** A table of GitHub's Markdown. */
export function markdownOfTable(table: ConvertedTable): string {
  return markdownLines(linesOf(table, (text) => text.replaceAll(/[\\|]/g, '\\$&').replaceAll(/\s+/g, ' ')));
}

/** The names of the columns, and then the lines. */
function linesOf({ columns }: ConvertedTable, textOf: (text: string) => string): string[][] {
  const written = columns.map((column) => cellsOf(column, textOf));
  const lines = (written[0] ?? []).map((_, line) => written.map((cells) => cells[line] ?? ''));
  return [columns.map(({ name }) => name), ...lines];
}

function cellsOf(column: TableColumn, textOf: (text: string) => string): string[] {
  if (column.dtype === 'text') return column.values.map(textOf);
  const write = numberWriter(column.dtype, specials);
  return Array.from(column.values, (_, line) => write(elementAt(column.values, line)));
}
