import type { NumberPlace } from './numberPlaces.js';

/** A text in place of what stands in `[start, end)`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A number on its line, all in characters. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** Where it begins on its line. */
  readonly left: number;
  readonly length: number;
  /** The spaces before it. */
  readonly spaces: number;
}

/**
 * The edits that put `words` in the places of numbers. Where the numbers of several lines were padded with spaces so that
 * their ends, or their beginnings, stand below each other, the words are padded likewise. No edit
 * begins before `limit`.
 */
export function columnEdits(
  text: string,
  limit: number,
  places: readonly NumberPlace[],
  words: readonly string[],
): Edit[] {
  const lines = cellsByLine(text, limit, places, words);
  const columns = columnsOf(lines);
  const alignment = lines.length > 1 ? alignmentOf(lines, columns) : undefined;
  if (alignment === undefined) return lines.flat().map(({ start, end, word }) => ({ start, end, text: word }));
  const before = paddings(lines, columns, alignment, ({ length }) => length);
  const after = paddings(lines, columns, alignment, ({ word }) => word.length);
  return lines.flat().map(({ start, end, word, spaces }, at) => {
    const kept = spaces - (before[at] ?? 0);
    return { start: start - spaces, end, text: ' '.repeat(kept + (after[at] ?? 0)) + word };
  });
}

type Alignment = 'left' | 'right';

/** How the columns are aligned, if they are and spaces were needed for it. */
function alignmentOf(
  lines: readonly (readonly Cell[])[],
  columns: readonly (readonly Cell[])[],
): Alignment | undefined {
  const isPaddedTo = (alignment: Alignment): boolean => {
    const padding = paddings(lines, columns, alignment, ({ length }) => length);
    return padding.some((spaces) => spaces > 0) && lines.flat().every(({ spaces }, at) => spaces >= (padding[at] ?? 0));
  };
  const isRight = columns.every((column) => isEqual(column, ({ left, length }) => left + length));
  if (isRight && isPaddedTo('right')) return 'right';
  const isLeft = columns.every((column) => isEqual(column, ({ left }) => left));
  return isLeft && isPaddedTo('left') ? 'left' : undefined;
}

/** How many spaces before each cell pad its column; to the left they follow the cell before. */
function paddings(
  lines: readonly (readonly Cell[])[],
  columns: readonly (readonly Cell[])[],
  alignment: Alignment,
  lengthOf: (cell: Cell) => number,
): number[] {
  const widths = columns.map((column) => column.reduce((most, cell) => Math.max(most, lengthOf(cell)), 0));
  return lines.flatMap((line) =>
    line.map((_, at) => {
      const padded = alignment === 'right' ? at : at - 1;
      const cell = line[padded];
      return cell ? (widths[padded] ?? 0) - lengthOf(cell) : 0;
    }),
  );
}

function cellsByLine(text: string, limit: number, places: readonly NumberPlace[], words: readonly string[]): Cell[][] {
  const lines: Cell[][] = [];
  let lineStart = -1;
  for (const [at, { start, end }] of places.entries()) {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    if (from !== lineStart) lines.push([]);
    lineStart = from;
    let spaces = 0;
    while (start - spaces > limit && text[start - spaces - 1] === ' ') spaces++;
    lines.at(-1)?.push({ start, end, word: words[at] ?? '', left: start - from, length: end - start, spaces });
  }
  return lines;
}

/** The cells below each other; a line may be shorter than the first. */
function columnsOf(lines: readonly (readonly Cell[])[]): Cell[][] {
  const columns: Cell[][] = [];
  for (const line of lines) {
    for (const [at, cell] of line.entries()) (columns[at] ??= []).push(cell);
  }
  return columns;
}

function isEqual(column: readonly Cell[], figure: (cell: Cell) => number): boolean {
  const first = column[0] && figure(column[0]);
  return column.every((cell) => figure(cell) === first);
}
