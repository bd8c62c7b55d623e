import { float64Storage } from '../../core/float64Storage.js';
import { NumberBuffer } from './numberBuffer.js';
import { ragged, type TextFault } from './textFault.js';

/** Rows of numbers under one header; printers break what is too wide into several of them. */
interface Block {
  /** Where its numbers begin. */
  first: number;
  /** The indices of the axes that are not shown, where a tensor of more than two axes is shown by pages. */
  readonly page: readonly number[];
  rows: number;
  width: number;
  /** How many columns its header names; 0 where it has none. */
  named: number;
}

/** A tensor that is shown as blocks of rows, which stand one below the other, and pages of blocks. */
export class TableBlocks {
  readonly values = new NumberBuffer();
  /** Rows of different lengths are one vector, broken to fit the screen. */
  isFlat = false;
  /** Whether the numbers of pages come first, as in Python; in R, Julia and MATLAB they come last. */
  pagesFirst = false;
  fault: TextFault | undefined;
  private readonly blocks: Block[] = [];
  private page: readonly number[] = [];
  private rowStart = 0;

  /** How many numbers the open row has. */
  get cells(): number {
    return this.values.length - this.rowStart;
  }

  /** The block that is being filled. */
  get current(): Block | undefined {
    return this.blocks.at(-1);
  }

  /** Whether each block's columns are named. */
  get hasHeaders(): boolean {
    return this.blocks.length > 0 && this.blocks.every(({ named }) => named > 0);
  }

  add(value: number): void {
    this.values.push(value);
  }

  /** Ends the row, if it has any numbers; `offset` is where it ends. */
  endRow(offset: number): void {
    const { cells } = this;
    if (cells === 0) return;
    if (this.blocks.length === 0) this.begin();
    const { current } = this;
    if (!current) return;
    if (current.rows === 1 && current.width === cells - 1 && this.isCount(current)) this.takeHeader(current);
    if (current.rows === 0) current.width = cells;
    else if (current.width !== cells && !this.isFlat) {
      this.fault ??= ragged(offset, `A row has ${cells} numbers, but the first one has ${current.width}`);
    }
    current.rows++;
    this.rowStart = this.values.length;
  }

  /** Begins a block beside those of its page. */
  begin(): void {
    if (this.current?.rows === 0) return;
    this.blocks.push({ first: this.rowStart, page: this.page, rows: 0, width: 0, named: 0 });
  }

  /** Begins a block whose columns are named. */
  beginNamed(count: number): void {
    this.begin();
    if (this.current) this.current.named = count;
  }

  /** Says that every block has one column that counts, behind the index of the rows. */
  nameAll(): void {
    for (const block of this.blocks) block.named = 1;
  }

  /** Begins the first block of a page; its indices count from 0. */
  beginPage(page: readonly number[]): void {
    this.page = page;
    if (this.current?.rows === 0) this.blocks.pop();
    this.begin();
  }

  /** The shape, and the numbers in C order; undefined where the blocks do not fit each other, which is a fault then. */
  assemble(): { readonly shape: readonly number[]; readonly values: Float64Array } | undefined {
    if (this.current?.rows === 0) this.blocks.pop();
    this.dropIndices();
    const { blocks, values } = this;
    const [first] = blocks;
    if (!first) return { shape: [0], values: values.all() };
    if (this.isFlat) return { shape: [values.length], values: values.all() };
    if (blocks.length === 1 && first.page.length === 0)
      return { shape: [first.rows, first.width], values: values.all() };
    const key = first.page.join();
    const width = blocks.filter(({ page }) => page.join() === key).reduce((sum, block) => sum + block.width, 0);
    const pages = first.page.map((_, axis) => Math.max(...blocks.map(({ page }) => (page[axis] ?? 0) + 1)));
    const pageCount = pages.reduce((product, length) => product * length, 1);
    if (pageCount * first.rows * width !== values.length || blocks.some(({ rows }) => rows !== first.rows)) {
      this.fault ??= ragged(0, 'The blocks of the table do not fit each other');
      return undefined;
    }
    const shape = this.pagesFirst ? [...pages, first.rows, width] : [first.rows, width, ...pages];
    return { shape, values: this.arranged(pages, pageCount, width) };
  }

  /** Whether the only row counts columns, as pandas does where they have no names. */
  private isCount({ first, width }: Block): boolean {
    const row = this.values.all().subarray(first, first + width);
    return row.every((value, index) => value === (row[0] ?? NaN) + index);
  }

  /** The first row turns out to be a header. */
  private takeHeader(block: Block): void {
    this.values.remove(block.first, block.width);
    this.rowStart -= block.width;
    block.named = block.width;
    block.rows = 0;
  }

  /** Where a header names one column less than there are, the first is the index of the rows. */
  private dropIndices(): void {
    if (!this.blocks.some(({ named, width }) => named > 0 && named === width - 1)) return;
    let removed = 0;
    for (const block of this.blocks) {
      block.first -= removed;
      this.values.removeEvery(block.first, block.width, block.rows);
      removed += block.rows;
      block.width--;
    }
  }

  /** Copies each block to where its rows belong. */
  private arranged(pages: readonly number[], pageCount: number, width: number): Float64Array {
    const all = this.values.all();
    const out = float64Storage(all.length);
    const columnsDone = new Map<number, number>();
    const rows = this.blocks[0]?.rows ?? 0;
    for (const block of this.blocks) {
      const page = block.page.reduce((index, at, axis) => index * (pages[axis] ?? 1) + at, 0);
      const column = columnsDone.get(page) ?? 0;
      columnsDone.set(page, column + block.width);
      for (let index = 0; index < block.rows * block.width; index++) {
        const row = Math.floor(index / block.width);
        const cell = row * width + column + (index % block.width);
        out[this.pagesFirst ? page * rows * width + cell : cell * pageCount + page] = all[block.first + index] ?? NaN;
      }
    }
    return out;
  }
}
