import type { SortColumn } from '../src/protocol/views.js';
import { t } from './l10n.js';
import type { State } from './state.js';

const columns: readonly { readonly column: SortColumn; readonly text: () => string; readonly title: () => string }[] = [
  { column: 'row', text: () => t('row'), title: () => t('Sort by row') },
  { column: 'class', text: () => t('top class'), title: () => t('Sort by the top class') },
  { column: 'probability', text: () => 'p', title: () => t('Sort by the probability of the top class') },
  { column: 'entropy', text: () => t('entropy'), title: () => t('Sort by entropy, in nats') },
  { column: 'margin', text: () => t('margin'), title: () => t('Sort by the logit margin to the runner-up') },
  { column: 'loss', text: () => t('loss'), title: () => t('Sort by the loss for the target of the file, in nats') },
];

/** The headings of the rows table; a click on one sorts by it. */
export function RowHeadings({ state, hasLoss }: { readonly state: State; readonly hasLoss: boolean }) {
  const sort = state.choices.sort.value;
  return (
    <div class="rows-head" role="rowgroup">
      <div class="rows-line" role="row" aria-rowindex={1}>
        {columns.map(({ column, text, title }) => {
          if (column === 'loss' && !hasLoss) return null;
          const isSorted = sort.column === column;
          return (
            <div
              key={column}
              class={`cell ${column}`}
              role="columnheader"
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                class="bare"
                title={title()}
                data-testid={`sort-${column}`}
                onClick={() => state.selection.sortBy(column)}
              >
                {text()}
                {isSorted && <span aria-hidden="true">{sort.descending ? ' ▾' : ' ▴'}</span>}
              </button>
            </div>
          );
        })}
        <div class="cell glyph" role="columnheader">
          <span class="unseen">{t('warning')}</span>
        </div>
      </div>
    </div>
  );
}
