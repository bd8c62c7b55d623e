import type { RowView } from '../src/protocol/views.js';
import { FullTable } from './FullTable.js';
import { Label } from './Label.js';
import { exact, integer } from './format.js';
import { t } from './l10n.js';

/** The distribution with every digit; of a row without figures, its raw values. */
export function DistributionTable({ view }: { readonly view: RowView }) {
  const named = (entry: RowView['top'][number]) => [exact(entry.index), <Label {...entry} />, exact(entry.logit)];
  if (view.refusal !== null) {
    const columns = [t('class'), t('label'), t('logit')];
    return (
      <FullTable
        testId="distribution-table"
        caption={t('Raw values of row {0}', view.index)}
        columns={columns}
        rows={view.top.map(named)}
      />
    );
  }
  const columns = [t('rank'), t('class'), t('label'), t('logit'), 'p', 'ln p'];
  const rows = view.top.map((entry, rank) => [
    rank + 1,
    ...named(entry),
    exact(entry.probability),
    exact(entry.logProbability),
  ]);
  if (view.rest.count > 0)
    rows.push([t('rest'), '', t('{0} more', integer(view.rest.count)), '', exact(view.rest.probability), '']);
  const caption = t('Distribution of row {0} at T = {1}, every digit', view.index, exact(view.temperature));
  return <FullTable testId="distribution-table" caption={caption} columns={columns} rows={rows} />;
}
