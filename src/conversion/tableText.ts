import type { ConvertedTable, TableColumn } from './conversion.js';
import { numberWriter } from './forms/form.js';
import { markdownLines } from './forms/tables.js';

const specials = { nan: 'nan', infinity: 'inf', negativeInfinity: '-inf' };

/** A table of columns as Markdown, numbers with the shortest digits of their type. */
export function tableText({ columns }: ConvertedTable): string {
  const cells = columns.map(cellsOf);
  const count = cells[0]?.length ?? 0;
  const lines = Array.from({ length: count }, (_, line) => cells.map((column) => column[line] ?? ''));
  return markdownLines([columns.map(({ name }) => name), ...lines]);
}

function cellsOf(column: TableColumn): string[] {
  if (column.dtype === 'text')
    return column.values.map((name) => name.replaceAll(/[\\|]/g, '\\$&').replaceAll(/\s+/g, ' '));
  return Array.from(column.values, numberWriter(column.dtype, specials));
}
