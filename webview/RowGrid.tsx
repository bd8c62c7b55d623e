import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { DocumentView, RowLine } from '../src/protocol/views.js';
import { RowCells } from './RowCells.js';
import { RowHeadings } from './RowHeadings.js';
import { t } from './l10n.js';
import { lineHeight } from './selection.js';
import { lengthsOf } from './slice.js';
import type { State } from './state.js';
import { isScaled, scrollHeight, scrollTopFor, topAt, visibleLines } from './window.js';

interface Props {
  readonly state: State;
  readonly document: DocumentView;
}

/** The height of the headings in pixels; the style sheet's `--li-head`. */
const headHeight = 26;

/**
 * The table itself: only lines in view exist. They hang in a layer that stays put while the scroller moves under
 * it, so a fast scroll shows the lines of a moment ago, never a blank.
 */
export function RowGrid({ state, document }: Props) {
  const { selection, rows } = state;
  const scroller = useRef<HTMLDivElement>(null);
  useViewport(state, scroller);
  useScrolling(state, scroller);
  const { extent } = selection;
  const book = rows.book.value;
  const { start, end } = visibleLines(selection.top.value, extent);
  const positions = Array.from({ length: end - start }, (_, at) => start + at);
  const selected = state.choices.row.value;
  const selectedShown = positions.some((position) => rows.lineAt(position, book)?.row === selected);
  const hasLoss = document.labels.targets !== null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target === event.currentTarget && selection.moveBy(event.key)) event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      id="rows-grid"
      class={`rows-grid ${hasLoss ? 'with-loss' : ''} ${indexWidth(document) > 80 ? 'long-index' : ''}`}
      role="grid"
      tabIndex={0}
      aria-label={t('Rows')}
      aria-rowcount={extent.total + 1}
      aria-colcount={hasLoss ? 7 : 6}
      aria-activedescendant={selectedShown ? `row-${selected}` : undefined}
      aria-busy={rows.coming.value !== null}
      style={{ '--li-index': `${indexWidth(document)}px` }}
      onKeyDown={onKeyDown}
    >
      <RowHeadings state={state} hasLoss={hasLoss} />
      <div class="rows-column" role="presentation" style={{ height: `${scrollHeight(extent)}px` }}>
        <div
          class="rows-layer"
          role="rowgroup"
          style={{ height: `${Math.min(extent.viewport, scrollHeight(extent))}px` }}
        >
          {positions.map((position) => (
            <Line
              key={position}
              line={rows.lineAt(position, book)}
              position={position}
              offset={position * lineHeight - selection.top.value}
              selected={selected}
              hasLoss={hasLoss}
              onSelect={() => selection.moveTo(position)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Wide enough for the index of the last row. */
function indexWidth(document: DocumentView): number {
  const characters = lengthsOf(document).reduce((sum, length) => sum + String(length - 1).length + 2, -2);
  return Math.max(46, Math.ceil(characters * 7.6) + 10);
}

interface LineProps {
  readonly line: RowLine | undefined;
  readonly position: number;
  readonly offset: number;
  readonly selected: number;
  readonly hasLoss: boolean;
  readonly onSelect: () => void;
}

function Line({ line, position, offset, selected, hasLoss, onSelect }: LineProps) {
  const isSelected = line?.row === selected;
  return (
    <div
      id={line === undefined ? undefined : `row-${line.row}`}
      class={isSelected ? 'rows-line selected' : 'rows-line'}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      data-testid="row-line"
      data-row={line?.row}
      style={{ transform: `translateY(${Math.round(offset)}px)` }}
      onClick={onSelect}
    >
      <RowCells line={line} hasLoss={hasLoss} />
    </div>
  );
}

interface Scroller {
  readonly current: HTMLDivElement | null;
}

/** Tells the selection how high the lines' window is. */
function useViewport(state: State, scroller: Scroller): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => void (state.selection.viewport.value = Math.max(0, element.clientHeight - headHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
}

/** Keeps the scrollbar and the top edge in step, whichever of them was moved. */
function useScrolling({ selection }: State, scroller: Scroller): void {
  const wanted = scrollTopFor(selection.top.value, selection.extent);
  // At each rendering: the column may have a new height that only now allows the place that is wanted.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && Math.abs(element.scrollTop - wanted) >= 1) element.scrollTop = wanted;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      const { extent, top } = selection;
      const expected = scrollTopFor(top.peek(), extent);
      if (extent.viewport > 0 && Math.abs(element.scrollTop - expected) >= 1)
        top.value = topAt(element.scrollTop, extent);
    };
    // The scrollbar of a very long table is too coarse for a wheel: there the wheel moves the lines, and they the bar.
    const onWheel = (event: WheelEvent): void => {
      const { extent, top } = selection;
      if (!isScaled(extent) || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY;
      selection.scrollTo(top.peek() + pixels);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, []);
}
