import type { ReadonlySignal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { ChartCanvas } from './ChartCanvas.js';
import { Label } from './Label.js';
import { type Bars, drawBars } from './chart.js';
import { exact, integer } from './format.js';
import { t } from './l10n.js';
import type { Palette } from './theme.js';

/** One line: a class with its figures, or all other classes together (`index` is null, `count` says how many). */
export interface BarLine {
  readonly index: number | null;
  readonly label: string;
  readonly count?: number;
  readonly isTarget: boolean;
  readonly value: { readonly text: string; readonly exact: number | null };
  readonly extra: { readonly text: string; readonly exact: number | null } | null;
}

interface Props {
  readonly id: string;
  readonly caption: string;
  readonly labelTitle: string;
  readonly valueTitle: string;
  readonly extraTitle: string | null;
  /** Whether the last column is the wider one. */
  readonly wideExtra?: boolean;
  readonly lines: readonly BarLine[];
  readonly bars: Bars;
  readonly palette: ReadonlySignal<Palette>;
  /** What the bars say, in words. */
  readonly chartLabel: string;
  readonly onChoose: (index: number) => void;
}

/** The height of a line in pixels; the style sheet's `--li-bar`. */
const lineHeight = 22;

/**
 * A table with a bar on each line. The bars are one canvas in a cell over all lines; arrow keys move through the
 * classes, Enter or a click makes one the target.
 */
export function BarTable(props: Props) {
  const { id, caption, lines, extraTitle, onChoose } = props;
  const [cursor, setCursor] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const classCount = lines.filter((line) => line.index !== null).length;
  const current = Math.min(cursor, classCount - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = cursorMoves(current, classCount)[event.key];
    if (moved === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setCursor(moved);
    body.current?.querySelectorAll('button')[moved]?.focus();
  };
  return (
    <div class="bars-frame">
      <table class={props.wideExtra === true ? 'bars wide-extra' : 'bars'} data-testid={`${id}-bars`}>
        <caption class="unseen">{caption}</caption>
        <colgroup>
          <col class="c-label" />
          <col />
          <col class="c-value" />
          {extraTitle !== null && <col class="c-extra" />}
        </colgroup>
        <Head {...props} />
        <tbody ref={body} onKeyDown={onKeyDown} onMouseLeave={() => setHovered(null)}>
          {lines.map((line, at) => (
            <tr key={line.index ?? 'rest'} class={rowClass(line, hovered === at)} onMouseEnter={() => setHovered(at)}>
              <th scope="row">
                <LineLabel line={line} isCurrent={at === current} onChoose={onChoose} onFocus={() => setCursor(at)} />
              </th>
              {at === 0 && <Plot {...props} onHover={setHovered} />}
              <td class="number" title={exact(line.value.exact)}>
                {line.value.text}
              </td>
              {extraTitle !== null && (
                <td class="number extra" title={line.extra === null ? undefined : exact(line.extra.exact)}>
                  {line.extra?.text}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ labelTitle, valueTitle, extraTitle }: Props) {
  return (
    <thead>
      <tr>
        <th scope="col" colSpan={2}>
          {labelTitle}
        </th>
        <th scope="col" class="number">
          <span class="head-text">{valueTitle}</span>
        </th>
        {extraTitle !== null && (
          <th scope="col" class="number extra">
            <span class="head-text">{extraTitle}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

/** The cell of the canvas, over all lines: a pointer on a bar is a pointer on its line. */
function Plot({
  id,
  lines,
  bars,
  palette,
  chartLabel,
  onChoose,
  onHover,
}: Props & { readonly onHover: (line: number) => void }) {
  const lineAt = (event: MouseEvent & { readonly currentTarget: HTMLElement }): number =>
    Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top) / lineHeight);
  const choose = (index: number | null | undefined): void => {
    if (typeof index === 'number') onChoose(index);
  };
  return (
    <td class="plot" rowSpan={lines.length}>
      <div
        class="plot-canvas"
        style={{ height: `${lineHeight * lines.length}px` }}
        onMouseMove={(event) => onHover(lineAt(event))}
        onClick={(event) => choose(lines[lineAt(event)]?.index)}
      >
        <ChartCanvas make={drawBars} drawing={bars} palette={palette} label={chartLabel} testId={`${id}-canvas`} />
      </div>
    </td>
  );
}

interface LineLabelProps {
  readonly line: BarLine;
  readonly isCurrent: boolean;
  readonly onChoose: (index: number) => void;
  readonly onFocus: () => void;
}

function LineLabel({ line, isCurrent, onChoose, onFocus }: LineLabelProps) {
  const { index } = line;
  if (index === null) return <span class="rest">{t('{0} more', integer(line.count ?? 0))}</span>;
  return (
    <button
      type="button"
      class="bare line-label"
      tabIndex={isCurrent ? 0 : -1}
      aria-pressed={line.isTarget}
      onClick={() => onChoose(index)}
      onFocus={onFocus}
    >
      <Label label={line.label} index={index} />
      {line.isTarget && <span class="target-mark">{t('◂ target')}</span>}
      <span class="unseen">
        {line.isTarget ? `, ${line.value.text}` : t(', {0}, make it the target', line.value.text)}
      </span>
    </button>
  );
}

function rowClass(line: BarLine, isHovered: boolean): string {
  return [line.index === null ? 'rest' : '', line.isTarget ? 'target' : '', isHovered ? 'hovered' : '']
    .filter(Boolean)
    .join(' ');
}

function cursorMoves(current: number, count: number): Readonly<Record<string, number>> {
  return { ArrowUp: Math.max(0, current - 1), ArrowDown: Math.min(count - 1, current + 1), Home: 0, End: count - 1 };
}
