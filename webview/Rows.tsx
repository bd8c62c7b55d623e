import type { DocumentView } from '../src/protocol/views.js';
import { RowGrid } from './RowGrid.js';
import { integer, temperature } from './format.js';
import { t } from './l10n.js';
import { isWhole, scopeExpression, wholeScope } from './slice.js';
import type { State } from './state.js';

interface Props {
  readonly state: State;
  readonly document: DocumentView;
}

/** Every row in a line, in the order that the user wants. */
export function Rows({ state, document }: Props) {
  return (
    <section class="rows" aria-labelledby="rows-title" data-testid="rows">
      <div class="rows-bar">
        <h2 id="rows-title">{title(state, document)}</h2>
        <ScopeChip state={state} document={document} />
        <span class="gap" />
        <Waiting state={state} />
        {state.choices.temperature.value !== 1 && <span class="dim">{t('rows at T = {0}', temperature(1))}</span>}
      </div>
      <RowGrid state={state} document={document} />
      <RowsProblem state={state} />
    </section>
  );
}

function title(state: State, document: DocumentView): string {
  const count = state.rows.book.value?.total ?? document.rowCount;
  return count === 1 ? t('1 row') : t('{0} rows', integer(count));
}

function ScopeChip({ state, document }: Props) {
  const { scope } = state.choices;
  if (isWhole(scope.value)) return null;
  return (
    <button
      type="button"
      class="chip"
      title={t('Show all rows again')}
      aria-label={t('Rows of {0} only; show all rows again', scopeExpression(scope.value, document))}
      data-testid="scope-chip"
      onClick={() => (scope.value = [...wholeScope(document)])}
    >
      {t('of')} <span class="mono">{scopeExpression(scope.value, document)}</span> <span aria-hidden="true">✕</span>
    </button>
  );
}

/** An order that takes long says how far it is, and lets itself be given up. */
function Waiting({ state }: { readonly state: State }) {
  const scan = state.document.scan.value;
  const coming = state.rows.coming.value;
  if (coming === null || coming.sort.column === 'row' || scan === null) return null;
  const done =
    scan.state === 'running'
      ? t('sorting: row {0} of {1}', integer(scan.rowsDone), integer(scan.rowCount))
      : t('sorting');
  return (
    <span class="scan late" data-testid="sorting">
      <span class="dim">{done}</span>
      <button type="button" class="small" data-testid="sorting-cancel" onClick={() => state.selection.keepOrder()}>
        {t('Cancel')}
      </button>
    </span>
  );
}

function RowsProblem({ state }: { readonly state: State }) {
  const problem = state.rows.problem.value;
  if (problem === null) return null;
  return (
    <p class="error problem-line" data-testid="rows-problem">
      {problem}{' '}
      <button type="button" class="small" onClick={() => state.rows.retry()}>
        {state.rows.book.value === null ? t('Try again') : t('Dismiss')}
      </button>
    </p>
  );
}
