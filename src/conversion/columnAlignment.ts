import type { NumberPlace } from './numberPlaces.js';

/** A text in place of what stands in `[start, end)`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A number on its line with the spaces that may pad it, all in characters. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** Where it begins on its line, and how long it is. */
  readonly left: number;
  readonly length: number;
  /** The spaces before it. */
  readonly spaces: number;
}

type Lines = readonly (readonly Cell[])[];
type Alignment = 'left' | 'right';

/**
 * The edits that put `words` in the places of numbers. Where the numbers of several lines were padded with spaces so that
 * their ends, or their beginnings, stand below each other, the words are padded likewise. No edit begins before `limit`.
 */
export function columnEdits(
  text: string,
  limit: number,
  places: readonly NumberPlace[],
  words: readonly string[],
): Edit[] {
  const plain = cellsByLine(text, places, words);
  // NumPy pads behind a number too, so that the points stand below each other: its cells end with these spaces.
  for (const lines of [plain, plain.map((line) => line.map((cell) => withSpacesBehind(text, cell)))]) {
    const alignment = alignmentOf(lines);
    if (alignment !== undefined) return alignedEdits(lines, alignment, limit);
  }
  return plain.flat().map(({ start, end, word }) => ({ start, end, text: word }));
}

function cellsByLine(text: string, places: readonly NumberPlace[], words: readonly string[]): Cell[][] {
  const lines: Cell[][] = [];
  let lineStart = text.lastIndexOf('\n', (places[0]?.start ?? 0) - 1) + 1;
  let line: Cell[] | undefined;
  let behind = lineStart;
  for (const [at, { start, end }] of places.entries()) {
    const gap = text.slice(behind, start);
    const lineEnd = gap.lastIndexOf('\n');
    if (lineEnd >= 0) lineStart = behind + lineEnd + 1;
    if (lineEnd >= 0 || !line) lines.push((line = []));
    const spaces = / *$/.exec(gap.slice(-maximumPadding))?.[0].length ?? 0;
    line.push({ start, end, word: words[at] ?? '', left: start - lineStart, length: end - start, spaces });
    behind = end;
  }
  return lines;
}

/** More spaces pad no number. */
const maximumPadding = 400;

function withSpacesBehind(text: string, cell: Cell): Cell {
  let { end } = cell;
  while (text[end] === ' ') end++;
  return /[,\])}]/.test(text[end] ?? '') ? { ...cell, end, length: end - cell.start } : cell;
}

/** How the columns are aligned, if they are and spaces were needed for it. */
function alignmentOf(lines: Lines): Alignment | undefined {
  if (lines.length < 2) return undefined;
  const columns = columnsOf(lines);
  const isPaddedTo = (alignment: Alignment): boolean => {
    const padding = paddings(lines, alignment, ({ length }) => length);
    return padding.some((spaces) => spaces > 0) && lines.flat().every(({ spaces }, at) => spaces >= (padding[at] ?? 0));
  };
  const isRight = columns.every((column) => isEqual(column, ({ left, length }) => left + length));
  if (isRight && isPaddedTo('right')) return 'right';
  const isLeft = columns.every((column) => isEqual(column, ({ left }) => left));
  return isLeft && isPaddedTo('left') ? 'left' : undefined;
}

function alignedEdits(lines: Lines, alignment: Alignment, limit: number): Edit[] {
  const before = paddings(lines, alignment, ({ length }) => length);
  const after = paddings(lines, alignment, ({ word }) => word.length);
  const change = (at: number): number => (after[at] ?? 0) - (before[at] ?? 0);
  const [first] = lines.flat();
  // What the first number cannot give of the spaces before the limit, all lines are moved by.
  const shift = first ? Math.max(0, -Math.min(first.spaces, first.start - limit) - change(0)) : 0;
  let at = 0;
  return lines.flatMap((line) =>
    line.map(({ start, end, word, spaces }, column) => {
      const within = Math.min(spaces, start - limit);
      const wanted = within + change(at++) + (column === 0 ? shift : 0);
      return { start: start - within, end, text: ' '.repeat(wanted) + word };
    }),
  );
}

/** How many spaces before each cell pad its column; to the left they follow the cell before. */
function paddings(lines: Lines, alignment: Alignment, lengthOf: (cell: Cell) => number): number[] {
  const widths = columnsOf(lines).map((column) => column.reduce((most, cell) => Math.max(most, lengthOf(cell)), 0));
  return lines.flatMap((line) =>
    line.map((_, at) => {
      const padded = alignment === 'right' ? at : at - 1;
      const cell = line[padded];
      return cell ? (widths[padded] ?? 0) - lengthOf(cell) : 0;
    }),
  );
}

/** The cells below each other; a line may be shorter than the first. */
function columnsOf(lines: Lines): Cell[][] {
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
