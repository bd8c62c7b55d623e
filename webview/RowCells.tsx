import type { RowLine } from '../src/protocol/views.js';
import { Label } from './Label.js';
import { Sign, severityClass } from './Severity.js';
import { column as columnText, exact, integer } from './format.js';
import { t } from './l10n.js';

interface Props {
  /** Undefined for a line that has not been read yet. */
  readonly line: RowLine | undefined;
  readonly hasLoss: boolean;
}

/** The cells of one line of the rows table. */
export function RowCells({ line, hasLoss }: Props) {
  if (line === undefined) return <Unread hasLoss={hasLoss} />;
  const hasFigures = line.probability !== null;
  return (
    <>
      <div class="cell row mono" role="rowheader" title={t('row {0}', integer(line.row))}>
        {line.index === '' ? line.row : line.index}
      </div>
      <div class="cell class" role="gridcell">
        {hasFigures ? <TopClass line={line} /> : <Trouble line={line} />}
      </div>
      <Number column="probability" value={line.probability} decimals={4} />
      <Number column="entropy" value={line.entropyNats} decimals={3} />
      <Number column="margin" value={line.margin} decimals={2} />
      {hasLoss && <Number column="loss" value={line.loss} decimals={3} />}
      <div class="cell glyph" role="gridcell" title={line.warning}>
        {hasFigures && line.severity !== null && <Trouble line={line} isShort />}
      </div>
    </>
  );
}

function TopClass({ line }: { readonly line: RowLine }) {
  return (
    <>
      <span class="spark" aria-hidden="true">
        <span style={{ width: `${(line.probability ?? 0) * 100}%` }} />
      </span>
      {line.topLabel === '' ? <span class="dim">{t('(no name)')}</span> : <Label label={line.topLabel} />}
    </>
  );
}

function Trouble({ line, isShort = false }: { readonly line: RowLine; readonly isShort?: boolean }) {
  return (
    <span class={severityClass[line.severity ?? 'error']} title={line.warning}>
      <Sign severity={line.severity ?? 'error'} />
      <span class={isShort ? 'unseen' : ''}> {line.warning}</span>
    </span>
  );
}

interface NumberProps {
  readonly column: string;
  readonly value: number | null;
  readonly decimals: number;
}

function Number({ column, value, decimals }: NumberProps) {
  return (
    <div class={`cell ${column} mono`} role="gridcell" title={exact(value)}>
      {columnText(value, decimals)}
    </div>
  );
}

function Unread({ hasLoss }: { readonly hasLoss: boolean }) {
  const names = ['row', 'class', 'probability', 'entropy', 'margin', ...(hasLoss ? ['loss'] : []), 'glyph'];
  return (
    <>
      {names.map((name) => (
        <div key={name} class={`cell ${name} dim`} role={name === 'row' ? 'rowheader' : 'gridcell'}>
          {name === 'glyph' ? '' : '·'}
        </div>
      ))}
    </>
  );
}
