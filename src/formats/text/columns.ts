import type { FoundNumbers } from './reading.js';
import { readTable, type TableFamily } from './tableReader.js';

/**
 * Reads a table without brackets: CSV, TSV, columns apart by spaces, Markdown, pandas, data frames of R, a list of
 * indices and values, or one number alone.
 */
export function readColumns(text: string): FoundNumbers {
  return readTable(text, columns);
}

const columns: TableFamily = {
  printer: 'columns',
  hasNames: true,
  lines: [
    [/>{1,3} [^\n]*/y, 'ignored'],
    [/\|?[ \t]*:?-{2,}[-:| \t]*(?=[\r\n]|$)/y, 'ignored'],
    [/(?:Name: [^\n]{0,200}, )?Length: (\d+)(?:, dtype: (\w+))/y, 'shape'],
    [/(?:, )?(?:Name: [^\n]{0,200}, )?dtype: (\w+)/y, 'dtype'],
    [/\[(\d+ rows x \d+) columns\]/y, 'shape'],
    [/\[(\d{1,15})\] = /y, 'offset'],
    [/(\d{1,15}): (?=\S)/y, 'offset'],
    [/\[\d{1,15},\]/y, 'label'],
    [/(?:length|size): (\d+)/y, 'shape'],
    [/\[\[[A-Z]\w*\]\]: [^\n]*/y, 'ignored'],
    [/ ?\[ reached [^\n]{0,80}omitted (\d+) (?:entries|rows)[^\n]*/y, 'elided'],
  ],
};
