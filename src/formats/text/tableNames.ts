import type { TextCursor } from './textCursor.js';
import { notNumeric, type TextFault } from './textFault.js';

/** The names of a table's columns and rows, and the marks between its numbers. */
export class TableNames {
  private readonly names: string[] = [];
  private words: string[] = [];
  private separator = '';
  private lastIsSeparator = false;
  /** Whether marks stand between the numbers. */
  private areMarked: boolean | undefined;
  private labelledRows = 0;
  private plainRows = 0;
  private offset = 0;

  /** Whether the line so far has words, which are a header if no number follows. */
  get isHeader(): boolean {
    return this.words.length > 0;
  }

  /** Takes a token that is no number, on a line with so many numbers so far; answers whether it may stand there. */
  take(cursor: TextCursor, cells: number): boolean {
    const { token } = cursor;
    if (cursor.kind === 'punctuation') return this.mark(token, cells, cursor.isFirstOfLine);
    if (cells > 0) return token === '\\';
    if (this.words.length === 0) this.offset = cursor.start;
    // A name may have spaces where marks stand between the names.
    const isSame = this.separator !== '' && !this.lastIsSeparator && this.words.length > 0;
    const word = token.replaceAll(/^["'`]|["'`]$/g, '');
    if (token === '\\') return true;
    if (isSame) this.words.push(`${this.words.pop() ?? ''} ${word}`);
    else this.words.push(word);
    this.lastIsSeparator = false;
    return this.words.length <= maximumNames;
  }

  /** Takes a number that has so many before it on its line; answers whether it is apart from them as others are. */
  takeCell(cells: number): boolean {
    const isMarked = this.lastIsSeparator;
    this.lastIsSeparator = false;
    if (cells === 0) return true;
    this.areMarked ??= isMarked;
    return this.areMarked === isMarked;
  }

  /** Ends a line of words alone, the names of columns; answers how many. */
  endHeader(): number {
    const { words } = this;
    // The corner above the index of the rows has no name.
    if (words[0] === '') words.shift();
    this.names.push(...words);
    this.words = [];
    return words.length;
  }

  endRow(hasNumbers: boolean): void {
    if (hasNumbers && this.words.length > 0) this.labelledRows++;
    else if (hasNumbers) this.plainRows++;
    this.words = [];
    this.lastIsSeparator = false;
  }

  /** Why the names show that this is no table: only where columns have names do rows. */
  fault(hasHeaders: boolean, isSeries: boolean): TextFault | undefined {
    const rowsAreOdd = this.labelledRows > 0 && (this.plainRows > 0 || !(hasHeaders || isSeries));
    return rowsAreOdd || (this.names.length > 0 && !hasHeaders) ? notNumeric(this.offset, 'The text') : undefined;
  }

  /** The names of the columns, where there are as many as columns. */
  columns(count: number): readonly string[] | undefined {
    return count > 0 && this.names.length === count ? this.names : undefined;
  }

  private mark(mark: string, cells: number, isFirst: boolean): boolean {
    if (mark !== ',' && mark !== ';' && mark !== '|') return false;
    if (this.separator !== '' && this.separator !== mark) return false;
    this.separator = mark;
    const isEmpty = this.lastIsSeparator || (isFirst && mark !== '|');
    this.lastIsSeparator = true;
    if (!isEmpty) return true;
    // The corner of a header is empty; a cell of a row must not be.
    if (cells > 0 || this.words.length > 0) return mark === '|' && cells > 0;
    this.words.push('');
    return true;
  }
}

const maximumNames = 100_000;
