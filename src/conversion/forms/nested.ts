import { elementAt } from '../../core/element.js';
import type { Written } from './form.js';

/** How nested brackets are written. */
export interface Brackets {
  readonly open: string;
  readonly close: string;
  readonly number: (value: number) => string;
  /** Whether a comma may follow the last row. */
  readonly trailingComma: boolean;
  readonly indent?: string;
}

/** Longer lines are broken between numbers. */
const mostColumns = 100;

/** A tensor as nested brackets: a row on one line as long as it fits, rows below each other. A scalar is its number. */
export function nested({ shape, values }: Written, brackets: Brackets): string {
  const { open, close, number, trailingComma, indent = '    ' } = brackets;
  let next = 0;
  const write = (axis: number, margin: string): string => {
    if (axis === shape.length) return number(elementAt(values, next++));
    const count = shape[axis] ?? 0;
    const items = Array.from({ length: count }, () => write(axis + 1, margin + indent));
    const line = `${open}${items.join(', ')}${close}`;
    const isRow = axis === shape.length - 1;
    if (count === 0 || (isRow && margin.length + line.length <= mostColumns)) return line;
    const inner = margin + indent;
    const lines = isRow ? filled(items, mostColumns - inner.length) : items;
    return `${open}\n${lines.map((text) => inner + text).join(',\n')}${trailingComma ? ',' : ''}\n${margin}${close}`;
  };
  return write(0, '');
}

/** Numbers side by side, as many as fit into a line of so many characters. */
export function filled(items: readonly string[], width: number, separator = ', '): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const item of items) {
    const more = item.length + separator.length;
    if (line.length > 0 && length + more > width) {
      lines.push(line.join(separator));
      [line, length] = [[], 0];
    }
    line.push(item);
    length += more;
  }
  return line.length > 0 ? [...lines, line.join(separator)] : lines;
}
