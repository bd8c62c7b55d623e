import { batch, signal } from '@preact/signals';
import type { RowLine, RowsView } from '../src/protocol/views.js';
import type { Ask } from './host.js';
import type { Order } from './order.js';
import { type Speech, messageOf } from './speech.js';

/** The lines known of one order, by page. */
export interface Book {
  readonly order: Order;
  readonly total: number;
  readonly pageLength: number;
  readonly pages: ReadonlyMap<number, readonly RowLine[]>;
}

/** A range of positions, `[start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Pages that are kept, or as many as hold so many lines where they are short. */
const mostPages = 24;
const fewestLinesKept = 512;

/**
 * The lines of the rows table: read in pages when they come into view, dropped from the queue when they leave
 * it unread. While a new order is being read the lines of the old one stay.
 */
export class RowsState {
  /** What is shown now; null until the first lines have come. */
  readonly book = signal<Book | null>(null);
  /** The order that is being read while another is still shown, or null. */
  readonly coming = signal<Order | null>(null);
  /** Why lines could not be read, or null. */
  readonly problem = signal<string | null>(null);
  private readonly underWay = new Map<number, AbortController>();
  private wanted: Range = { start: 0, end: 0 };
  /** Lines in a page of the order that is being read. */
  private pageLength = 1;

  constructor(
    private readonly ask: Ask,
    private readonly speech: Speech,
  ) {}

  /**
   * Lists rows in another order, from `range` on, so many at once; nothing changes on the page before its first lines are
   * there.
   */
  list(order: Order, range: Range, pageLength: number): void {
    this.dropAllBut(new Set());
    this.pageLength = pageLength;
    this.problem.value = null;
    this.coming.value = order;
    this.wanted = range;
    this.askNow();
  }

  /** Sees to it that the lines of a range are read; those under way that are outside of it are cancelled. */
  want(range: Range): void {
    // Until the coming order has lines, what is wanted is where it will be shown, not what is scrolled past meanwhile.
    if (this.coming.peek() !== null) return;
    this.wanted = range;
    this.askNow();
  }

  /** Gives the coming order up. Answers the order that stays, or null where there is none. */
  keep(): Order | null {
    this.dropAllBut(new Set());
    this.coming.value = null;
    const book = this.book.peek();
    this.pageLength = book?.pageLength ?? this.pageLength;
    return book?.order ?? null;
  }

  /** Asks again for the lines that could not be read. */
  retry(): void {
    this.problem.value = null;
    this.askNow();
  }

  /** The line at a position, or undefined where it has not been read. */
  lineAt(position: number, book = this.book.value): RowLine | undefined {
    if (book === null) return undefined;
    return book.pages.get(Math.floor(position / book.pageLength))?.[position % book.pageLength];
  }

  private askNow(): void {
    const order = this.coming.peek() ?? this.book.peek()?.order;
    if (order === undefined || this.problem.peek() !== null) return;
    const pages = pagesOf(this.wanted, this.pageLength);
    this.dropAllBut(new Set(pages));
    const known = this.coming.peek() === null ? this.book.peek()?.pages : undefined;
    for (const page of pages) if (known?.has(page) !== true && !this.underWay.has(page)) void this.read(order, page);
  }

  private async read(order: Order, page: number): Promise<void> {
    const controller = new AbortController();
    this.underWay.set(page, controller);
    const { pageLength } = this;
    try {
      const question = { ...order, scope: [...order.scope], start: page * pageLength, count: pageLength };
      const view = await this.ask('rows', question, controller.signal);
      if (this.underWay.get(page) === controller) this.take(order, page, view, pageLength);
    } catch (error) {
      if (this.underWay.get(page) === controller) this.fail(error);
    } finally {
      if (this.underWay.get(page) === controller) this.underWay.delete(page);
    }
  }

  private take(order: Order, page: number, view: RowsView, pageLength: number): void {
    const former = this.book.peek();
    const pages = new Map(former?.order === order ? former.pages : []);
    pages.set(page, view.lines);
    if (pages.size > Math.max(mostPages, fewestLinesKept / pageLength)) pages.delete(farthest(pages.keys(), page));
    batch(() => {
      this.book.value = { order, total: view.total, pageLength, pages };
      this.coming.value = null;
    });
  }

  private fail(error: unknown): void {
    const message = messageOf(error);
    if (message === null) return;
    this.problem.value = message;
    this.speech.announce(message);
  }

  private dropAllBut(pages: ReadonlySet<number>): void {
    for (const [page, controller] of this.underWay) {
      if (pages.has(page)) continue;
      this.underWay.delete(page);
      controller.abort();
    }
  }
}

function pagesOf({ start, end }: Range, pageLength: number): number[] {
  const first = Math.floor(start / pageLength);
  const last = Math.floor(Math.max(start, end - 1) / pageLength);
  return Array.from({ length: last - first + 1 }, (_, page) => first + page);
}

function farthest(pages: Iterable<number>, from: number): number {
  return [...pages].reduce((far, page) => (Math.abs(page - from) > Math.abs(far - from) ? page : far), from);
}
