import type { DocumentView, StopsView } from '../src/protocol/views.js';
import { bytes, fixed } from './format.js';
import { openHelp } from './keys.js';
import { t } from './l10n.js';
import type { State } from './state.js';

/** How exact the figures are, what was read, and what can be taken away. */
export function Footer({ state, document }: { readonly state: State; readonly document: DocumentView }) {
  const stops = state.stops.view.value;
  const hasRow = state.row.view.value !== null;
  return (
    <footer data-testid="footer">
      <span>
        {document.format} · {isOfProgram(stops) ? moved(stops, document.sizeBytes) : bytes(document.sizeBytes)}
      </span>
      <span title={t('Every figure is computed in double precision from the values as they are stored.')}>
        {t('exact (float64)')}
      </span>
      <span class="gap" />
      <button
        type="button"
        class="link"
        disabled={!hasRow}
        title={t('The row at full precision, tab-separated (key C)')}
        data-testid="copy-row"
        onClick={() => state.copyRow('tsv')}
      >
        {t('Copy row')}
      </button>
      <button
        type="button"
        class="link"
        disabled={!hasRow}
        title={t('Everything about the row, at full precision')}
        data-testid="copy-json"
        onClick={() => state.copyRow('json')}
      >
        {t('as JSON')}
      </button>
      <button type="button" class="link" title={t('The list of keys (key ?)')} data-testid="keys" onClick={openHelp}>
        {t('Keys')}
      </button>
    </footer>
  );
}

function isOfProgram(stops: StopsView | null): stops is StopsView {
  return stops !== null && stops.isFollowing !== null;
}

/** How soon after the stop the figures were there, and how little of the tensor was moved for that. */
function moved({ readMilliseconds, movedBytes }: StopsView, sizeBytes: number): string {
  const amount = t('{0} of {1} moved', bytes(movedBytes), bytes(sizeBytes));
  if (readMilliseconds === null) return amount;
  const time = readMilliseconds < 1000 ? `${readMilliseconds} ms` : `${fixed(readMilliseconds / 1000, 1)} s`;
  return t('read {0} after the stop · {1}', time, amount);
}
