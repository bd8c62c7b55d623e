import type { DTypeName } from '../../core/dtype.js';
import { dtypeNamed } from './dtypeWords.js';
import { NumberTally } from './numberTally.js';
import type { FoundNumbers, PrinterName } from './reading.js';
import { TableBlocks } from './tableBlocks.js';
import { TableNames } from './tableNames.js';
import { TextCursor } from './textCursor.js';
import { elided, mixedSeparators, noArray, notNumeric, refusalOf, type TextFault } from './textFault.js';
import { matchAt, type TextNumber } from './textNumber.js';

/** What a line, or the start of a line, means that is not of the table's numbers. */
type LineMeaning =
  | 'ignored'
  /** The columns that follow stand beside those before. */
  | 'block'
  /** The indices of the page that follows: of groups from 1 on, counted as the family counts them. */
  | 'page'
  | 'scale'
  /** The index of the row that follows on the line, counted from 1, which tells whether any was left out. */
  | 'index'
  /** The same, counted from 0. */
  | 'offset'
  | 'label'
  | 'name'
  | 'shape'
  | 'dtype'
  | 'elided';

/** A family of printers that write tables, by its lines. */
export interface TableFamily {
  readonly printer: PrinterName;
  readonly pagesFirst?: boolean;
  /** Whether there may be names of columns and of rows, and marks between the numbers. */
  readonly hasNames?: boolean;
  /** Sticky patterns, which begin with the first character of a line that is not blank. The first that matches counts. */
  readonly lines: readonly (readonly [RegExp, LineMeaning])[];
}

/** Reads a text that is known to be of a family of printers. Throws a `UserError`. */
export function readTable(text: string, family: TableFamily): FoundNumbers {
  return new TableReader(text, family).read();
}

class TableReader {
  private readonly cursor: TextCursor;
  private readonly blocks = new TableBlocks();
  private readonly placesOfColumns: (number | undefined)[] = [];
  private isAligned = true;
  private isRepeated = false;
  private readonly names = new TableNames();
  private readonly tally = new NumberTally();
  private readonly stated = new Map<string, string>();
  private scale = 1;
  private largestScale = 0;
  private start = -1;
  private end = 0;
  private elision: TextFault | undefined;
  private missing = 0;
  private dtype: DTypeName | undefined;

  constructor(
    private readonly text: string,
    private readonly family: TableFamily,
  ) {
    this.cursor = new TextCursor(text);
    this.blocks.pagesFirst = family.pagesFirst ?? false;
  }

  read(): FoundNumbers {
    const { cursor, blocks } = this;
    let fault: TextFault | undefined;
    while (!fault && cursor.next() !== 'end') {
      if (cursor.isFirstOfLine) {
        fault = this.endRow();
        if (fault || this.line()) continue;
      }
      fault = cursor.kind === 'number' ? this.number() : this.other();
    }
    cursor.next();
    fault ??= this.endRow();
    // A series of pandas has an index and a value on each line.
    const isSeries = this.family.hasNames === true && this.dtype !== undefined;
    if (isSeries && !blocks.hasHeaders) blocks.nameAll();
    const table = blocks.assemble();
    if (this.elision) throw refusalOf(elided(this.elision.offset, this.missingOf(this.statedShape())), this.text);
    fault ??= blocks.fault ?? this.names.fault(blocks.hasHeaders, isSeries);
    if (fault || !table) throw refusalOf(fault ?? noArray(), this.text);
    return this.found(table.shape, table.values);
  }

  /** Reads a line by its family's rules; answers whether the cursor has gone on. */
  private line(): boolean {
    const { cursor } = this;
    for (const [pattern, meaning] of this.family.lines) {
      const match = matchAt(pattern, this.text, cursor.start);
      if (!match) continue;
      const before = cursor.start;
      cursor.moveTo(before + match[0].length);
      this.take(meaning, match);
      return true;
    }
    return false;
  }

  private take(meaning: LineMeaning, match: RegExpExecArray): void {
    const { blocks, stated } = this;
    const [, value = ''] = match;
    switch (meaning) {
      case 'block':
        blocks.begin();
        break;
      case 'page':
        blocks.beginPage((value.match(/\d+/g) ?? []).map((index) => Number(index) - 1));
        this.scale = 1;
        break;
      case 'scale':
        this.scale = Number(value);
        break;
      case 'index':
        this.index(Number(value));
        break;
      case 'offset':
        this.index(Number(value) + 1);
        break;
      case 'elided':
        this.elide(Number(value));
        break;
      case 'shape':
        stated.set('shape', value);
        this.dtype ??= dtypeNamed((match[2] ?? '').replace(/^(?:CPU|CUDA|MPS|XPU|Variable)+/, ''));
        break;
      case 'dtype':
        this.dtype = dtypeNamed(value);
        stated.set(meaning, value);
        break;
      case 'name':
        stated.set(meaning, value);
        break;
      case 'label':
      case 'ignored':
        break;
    }
  }

  private index(index: number): void {
    const { blocks } = this;
    blocks.isFlat = true;
    const missing = index - 1 - blocks.values.length;
    if (missing > 0) this.elide(missing);
  }

  private elide(missing: number): void {
    this.elision ??= elided(this.cursor.start);
    if (missing > 0) this.missing += missing;
  }

  private endRow(): TextFault | undefined {
    const { cursor, blocks, names } = this;
    if (blocks.cells === 0 && names.isHeader) {
      // Two lines of words after another are prose.
      const isSecond = blocks.current?.rows === 0;
      blocks.beginNamed(names.endHeader());
      if (isSecond) return notNumeric(cursor.start, 'A line of words');
    }
    names.endRow(blocks.cells > 0);
    blocks.endRow(cursor.start);
    // pandas has a blank line between the blocks of columns that it broke a wide table into.
    if (cursor.linesBefore > 1 && (blocks.current?.named ?? 0) > 0) blocks.begin();
    return undefined;
  }

  /** What is no number: a name, a mark between numbers, or the mark of an elision. */
  private other(): TextFault | undefined {
    const { cursor, names, blocks } = this;
    if (cursor.kind === 'elision' || cursor.token === '..') this.elide(0);
    else if (!(this.family.hasNames && names.take(cursor, blocks.cells)) && !this.elision) {
      return notNumeric(cursor.start, cursor.token.slice(0, 60));
    }
    return undefined;
  }

  private number(): TextFault | undefined {
    const { cursor, blocks } = this;
    if (!this.names.takeCell(blocks.cells)) return mixedSeparators(cursor.start);
    if (this.start < 0) this.start = cursor.start;
    this.end = cursor.position;
    const { scale } = this;
    const { value } = cursor.number;
    // A unit of scale is a power of ten: 12.3 times 1000 is read as 12300 is.
    blocks.add(scale === 1 || value === 0 ? value : Number((value * scale).toPrecision(15)));
    if (scale > this.largestScale) this.largestScale = scale;
    this.tally.add(cursor.number, false);
    this.align(blocks.cells - 1, cursor.number);
    return undefined;
  }

  /** Notes whether the numbers of each column have as many places. */
  private align(column: number, { form, places }: TextNumber): void {
    if (form !== 'fixed' && form !== 'scientific') return;
    const first = this.placesOfColumns[column];
    if (first === undefined) this.placesOfColumns[column] = places;
    else if (first !== places) this.isAligned = false;
    else this.isRepeated ||= places > 0;
  }

  private statedShape(): number[] | undefined {
    const shape = this.stated.get('shape');
    return shape === undefined ? undefined : (shape.match(/\d+/g) ?? []).map(Number);
  }

  private missingOf(shape: readonly number[] | undefined): number {
    if (!shape) return this.missing;
    return Math.max(0, shape.reduce((product, length) => product * length, 1) - this.blocks.values.length);
  }

  private found(shape: readonly number[], values: Float64Array): FoundNumbers {
    const isAligned = this.family.printer === 'columns' && this.isAligned && this.isRepeated;
    const stated = this.statedShape();
    const missing = this.missingOf(stated);
    if (stated && missing > 0) throw refusalOf(elided(this.end, missing), this.text);
    const [rows = 0, width = 0] = shape;
    if (values.length === 0 && stated === undefined) throw refusalOf(noArray(), this.text);
    const isScalar = values.length === 1 && this.family.hasNames === true && !this.blocks.hasHeaders;
    const plain = isScalar ? [] : shape.length === 2 && (rows === 1 || width === 1) ? [rows * width] : shape;
    const isStated = stated?.reduce((product, length) => product * length, 1) === values.length;
    return {
      printer: isAligned ? 'aligned' : this.family.printer,
      shape: isStated ? stated : plain,
      values,
      start: Math.max(0, this.start),
      end: this.end,
      dtype: this.dtype,
      name: this.stated.get('name'),
      stated: this.stated,
      tally: this.tally,
      classNames: this.names.columns(shape.at(-1) ?? 0),
      scale: this.largestScale === 0 ? 1 : this.largestScale,
    };
  }
}
