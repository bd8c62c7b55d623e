import { UserError } from '../core/userError.js';
import type { RowLine, RowsView, Scope, Sort, SortColumn } from '../protocol/views.js';
import { argsort } from './argsort.js';
import type { TensorDocument } from './document.js';
import { RowScope } from './rowScope.js';
import { type RowSummary, summariseRows } from './rowSummary.js';
import type { RowColumns, Scan } from './scan.js';
import { rowTrouble } from './rowWords.js';

/** Elements decoded at a time, so that a page of very wide rows stays small in memory and can be cancelled. */
const BATCH_ELEMENTS = 1 << 20;

/** The table of rows in any order and scope. Lines in file order are read when looked at; other orders need the scan. */
export class RowTable {
  private sorted: { readonly key: string; readonly rows: Uint32Array } | null = null;

  constructor(
    private readonly document: TensorDocument,
    private readonly scan: Scan,
  ) {}

  /** Lines `[start, start + count)`, clipped to what there is. */
  async lines(start: number, count: number, sort: Sort, scope: Scope, signal: AbortSignal): Promise<RowsView> {
    const rowScope = this.scopeOf(scope);
    const rowAt = await this.order(sort, rowScope, scope, signal);
    const end = Math.min(rowScope.count, start + count);
    const rows = Array.from({ length: Math.max(0, end - start) }, (_, offset) => rowAt(start + offset));
    return { start, total: rowScope.count, lines: await this.read(rows, signal) };
  }

  /** Where a row stands, or null where the scope leaves it out. */
  async positionOf(row: number, sort: Sort, scope: Scope, signal: AbortSignal): Promise<number | null> {
    const rowScope = this.scopeOf(scope);
    const position = rowScope.positionOf(row);
    if (position === null) return null;
    if (sort.column === 'row') return sort.descending ? rowScope.count - 1 - position : position;
    const found = (await this.sortedRows(sort, rowScope, scope, signal)).indexOf(row);
    return found < 0 ? null : found;
  }

  private scopeOf(scope: Scope): RowScope {
    const { lanes, opened } = this.document;
    if (scope.length > lanes.rowAxes.length)
      throw new UserError('bad-option', 'The slice names more axes than there are.');
    const lengths = lanes.rowAxes.map((axis) => opened.tensor.shape[axis] ?? 0);
    scope.forEach((index, axis) => {
      if (index !== null && index >= (lengths[axis] ?? 0))
        throw new UserError('bad-option', `Index ${index} is outside its axis.`);
    });
    return new RowScope(lengths, scope);
  }

  private async order(
    sort: Sort,
    rowScope: RowScope,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<(position: number) => number> {
    if (sort.column === 'row') {
      const last = rowScope.count - 1;
      return (position) => rowScope.rowAt(sort.descending ? last - position : position);
    }
    const rows = await this.sortedRows(sort, rowScope, scope, signal);
    return (position) => rows[position] ?? 0;
  }

  /** Kept for one order at a time: scrolling asks for the same again and again. */
  private async sortedRows(sort: Sort, rowScope: RowScope, scope: Scope, signal: AbortSignal): Promise<Uint32Array> {
    const key = JSON.stringify([sort, scope]);
    const columns = await this.scan.finishedColumns(signal);
    if (this.sorted?.key !== key) this.sorted = { key, rows: sortRows(columns, sort, rowScope) };
    return this.sorted.rows;
  }

  private async read(rows: readonly number[], signal: AbortSignal): Promise<RowLine[]> {
    const { classCount } = this.document.lanes;
    const most = Math.max(1, Math.floor(BATCH_ELEMENTS / Math.max(1, classCount)));
    const lines: RowLine[] = [];
    for (const { start, end } of runs(rows, most)) {
      signal.throwIfAborted();
      const summaries = await this.summaries(start, end, signal);
      const found = summaries.map((summary, offset) => lineOf(this.document, start + offset, summary));
      lines.push(...(rows[lines.length] === start ? found : found.reverse()));
    }
    return lines;
  }

  /** Null for a row that was not read while its program was paused: the others are still worth a look. */
  private async summaries(start: number, end: number, signal: AbortSignal): Promise<(RowSummary | null)[]> {
    try {
      return await summariseRows(this.document, start, end, signal);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'not-paused') throw error;
      if (end - start <= 1) return [null];
      const middle = (start + end) >> 1;
      return [...(await this.summaries(start, middle, signal)), ...(await this.summaries(middle, end, signal))];
    }
  }
}

/** Splits rows into runs of neighbours, ascending or descending, of at most `most` rows: `[start, end)` each. */
function* runs(rows: readonly number[], most: number): Generator<{ readonly start: number; readonly end: number }> {
  let at = 0;
  while (at < rows.length) {
    const first = rows[at] ?? 0;
    const step = rows[at + 1] === first - 1 ? -1 : 1;
    let length = 1;
    while (length < most && rows[at + length] === first + step * length) length++;
    yield step === 1 ? { start: first, end: first + length } : { start: first - length + 1, end: first + 1 };
    at += length;
  }
}

function lineOf(document: TensorDocument, row: number, summary: RowSummary | null): RowLine {
  const place = { row, index: document.lanes.rowIndex(row).join(', ') };
  if (summary === null) return { ...place, ...unread };
  const { figures, loss, logits } = summary;
  const trouble = rowTrouble(document, figures, logits);
  return {
    ...place,
    topLabel: figures.argmax < 0 ? '' : document.labels.nameOf(figures.argmax),
    probability: present(figures.topProbability),
    entropyNats: present(figures.entropyNats),
    margin: present(figures.logitMargin ?? Number.NaN),
    loss: present(loss),
    severity: trouble?.severity ?? null,
    warning: trouble?.text ?? '',
  };
}

const unread: Omit<RowLine, 'row' | 'index'> = {
  topLabel: '',
  probability: null,
  entropyNats: null,
  margin: null,
  loss: null,
  severity: 'info',
  warning: 'not read at this stop',
};

function present(figure: number): number | null {
  return Number.isNaN(figure) ? null : figure;
}

/** Rows without figures first, whichever the direction: what is broken is what one looks for. Ties keep file order. */
function sortRows(columns: RowColumns, sort: Sort, scope: RowScope): Uint32Array {
  const column = sort.column === 'row' ? columns.topClass : columns[columnOf[sort.column]];
  const keys = new Float64Array(scope.count);
  for (let position = 0; position < keys.length; position++) {
    const row = scope.rowAt(position);
    const broken = Number.isNaN(columns.probability[row] ?? Number.NaN);
    const figure = column[row] ?? Number.NaN;
    keys[position] = broken ? -Infinity : sort.descending ? -figure : figure;
  }
  return argsort(keys).map((position) => scope.rowAt(position));
}

const columnOf = {
  class: 'topClass',
  probability: 'probability',
  entropy: 'entropyNats',
  margin: 'margin',
  loss: 'loss',
} as const satisfies Record<Exclude<SortColumn, 'row'>, keyof RowColumns>;
