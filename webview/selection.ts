import { batch, effect, signal } from '@preact/signals';
import type { DocumentView, SortColumn } from '../src/protocol/views.js';
import { type Choices, storedOrder } from './choices.js';
import type { DocumentState } from './document.js';
import type { Host } from './host.js';
import { Latest } from './latest.js';
import { type Order, positionOf, sameOrder } from './order.js';
import type { RowsState } from './rowsState.js';
import { contains, wholeScope } from './slice.js';
import type { Speech } from './speech.js';
import { type Extent, centre, clampTop, movedBy, reveal, visibleLines } from './window.js';

/** The height of a line of the rows table in pixels; the style sheet's `--li-line`. */
export const lineHeight = 24;

interface Place {
  readonly order: Order;
  readonly row: number;
}

/**
 * Which row is selected, where it stands in the rows table, and how far that is scrolled. The row itself is the
 * user's choice; its position follows from the order.
 */
export class Selection {
  /** The position of the selected row in the order shown, or null where it is not listed or not known yet. */
  readonly position = signal<number | null>(null);
  /** The table's top edge in content pixels. */
  readonly top = signal(0);
  /** The height in which lines are seen. */
  readonly viewport = signal(0);
  private readonly positions: Latest<Place, number | null>;
  private revealing = false;
  /** A position that was moved to before its line was read. */
  private ahead: number | null = null;
  /** Whose position is known or being asked for. */
  private placed: Place | null = null;
  private scrollsToStart = false;

  constructor(
    host: Host,
    private readonly choices: Choices,
    private readonly document: DocumentState,
    private readonly rows: RowsState,
    speech: Speech,
  ) {
    this.top.value = choices.topLine.peek() * lineHeight;
    this.positions = new Latest({
      ask: (place, abort) => positionOf(host.ask, place.order, place.row, abort),
      onAnswer: (position, place) => this.found(position, place),
      onError: (error) => speech.report(error),
    });
  }

  /** Begins to keep table and selection in step. Answers a function that ends it. */
  follow(): () => void {
    const ends = [
      effect(() => this.listRows()),
      effect(() => this.findPosition()),
      effect(() => this.wantVisible()),
      effect(() => this.arrive()),
      // An order that was refused is given up; why stays on the page.
      effect(() => {
        if (this.rows.problem.value !== null && this.rows.book.peek() !== null) this.keepOrder();
      }),
      effect(() => void (this.choices.topLine.value = this.top.value / lineHeight)),
    ];
    return () => ends.forEach((end) => end());
  }

  /** What the table's scrolling is computed from. */
  get extent(): Extent {
    return { total: this.rows.book.value?.total ?? 0, lineHeight, viewport: this.viewport.value };
  }

  /** Selects a row by its number, in a whole scope where the present one leaves it out, and shows its line. */
  goTo(row: number): void {
    const document = this.document.view.peek();
    if (document === null || row < 0 || row >= document.rowCount) return;
    this.ahead = null;
    this.revealing = true;
    batch(() => {
      if (!contains(this.choices.scope.peek(), row, document)) this.choices.scope.value = [...wholeScope(document)];
      this.choices.row.value = row;
    });
    // Also where the row was selected already and is out of sight.
    this.findPosition();
  }

  /** Selects the row at a position of the table, as soon as its line has been read, and shows it. */
  moveTo(position: number): void {
    this.ahead = position;
    batch(() => {
      this.position.value = position;
      this.top.value = reveal(position, this.top.peek(), this.extent);
    });
    this.arrive();
  }

  /** Scrolls to a top in content pixels, or as near as there are lines. */
  scrollTo(top: number): void {
    this.top.value = clampTop(top, this.extent);
  }

  /** Moves the selection as a key says. Answers whether the key moves anything. */
  moveBy(key: string): boolean {
    if (this.extent.total === 0) return false;
    const position = movedBy(key, this.position.peek() ?? -1, this.extent);
    if (position !== null) this.moveTo(position);
    return position !== null;
  }

  /** Sorts by a column: first where the trouble is, then the other way about. */
  sortBy(column: SortColumn): void {
    const { sort } = this.choices;
    const same = sort.peek().column === column;
    sort.value = { column, descending: same ? !sort.peek().descending : worstFirst[column] };
  }

  /** Gives up an order that takes long, for the one still shown, or for the rows as they are stored. */
  keepOrder(): void {
    const order = this.rows.keep();
    this.scrollsToStart = false;
    batch(() => {
      this.choices.sort.value = order?.sort ?? storedOrder;
      if (order !== null) this.choices.scope.value = [...order.scope];
    });
  }

  private listRows(): void {
    const document = this.document.view.value;
    const sort = this.choices.sort.value;
    const scope = this.choices.scope.value;
    if (document === null || document.rowCount === 0 || document.classCount === 0) return;
    const order: Order = { generation: document.generation, scope, sort };
    const former = this.rows.coming.peek() ?? this.rows.book.peek()?.order;
    if (former !== undefined && sameOrder(former, order)) return;
    this.scrollsToStart = former !== undefined && !sameOrder({ ...former, generation: order.generation }, order);
    this.rows.list(order, this.scrollsToStart ? { start: 0, end: 1 } : this.visible(document), document.rowsAtOnce);
  }

  private visible(document: DocumentView): { start: number; end: number } {
    const extent = { total: document.rowCount, lineHeight, viewport: Math.max(this.viewport.peek(), lineHeight) };
    return visibleLines(clampTop(this.top.peek(), extent), extent);
  }

  /** The order shown changed: the table begins at its start, or stays where it was if only the file is new. */
  private arrive(): void {
    const book = this.rows.book.value;
    if (book === null) return;
    if (this.scrollsToStart && this.rows.coming.peek() === null) {
      this.scrollsToStart = false;
      this.top.value = 0;
    }
    const line = this.ahead === null ? undefined : this.rows.lineAt(this.ahead, book);
    if (line === undefined) return;
    this.ahead = null;
    this.choices.row.value = line.row;
  }

  private findPosition(): void {
    const order = this.rows.book.value?.order;
    const row = this.choices.row.value;
    if (order === undefined || this.ahead !== null) return;
    const position = this.position.peek();
    const isThere = position !== null && this.rows.lineAt(position, this.rows.book.peek())?.row === row;
    if (this.placed?.order === order && this.placed.row === row && !this.revealing) return;
    this.placed = { order, row };
    if (isThere) this.found(position, this.placed);
    else this.positions.ask(this.placed);
  }

  private found(position: number | null, place: Place): void {
    if (this.ahead !== null || place.row !== this.choices.row.peek() || place.order !== this.rows.book.peek()?.order)
      return;
    batch(() => {
      this.position.value = position;
      if (this.revealing && position !== null) this.top.value = centre(position, this.top.peek(), this.extent);
    });
    if (this.rows.coming.peek() === null) this.revealing = false;
  }

  private wantVisible(): void {
    const { extent } = this;
    if (this.rows.book.value === null || extent.viewport === 0) return;
    const top = clampTop(this.top.value, extent);
    if (top !== this.top.peek()) this.top.value = top;
    this.rows.want(visibleLines(top, extent));
  }
}

/** The direction in which each column's first click sorts. */
const worstFirst: Readonly<Record<SortColumn, boolean>> = {
  row: false,
  class: false,
  probability: false,
  entropy: true,
  margin: false,
  loss: true,
};
