import { Sign } from './Severity.js';
import { clock } from './format.js';
import { t } from './l10n.js';
import type { State } from './state.js';

/** Lines across the page: figures that are no longer those of the source, and mishaps of our own. */
export function Banners({ state }: { readonly state: State }) {
  // Of a program, the strip of its stops says it, where nothing has to move for that.
  const isOfProgram = (state.document.view.value?.stop ?? null) !== null;
  const outdated = isOfProgram ? null : state.document.outdated.value;
  const { mishap } = state.speech;
  return (
    <>
      {outdated !== null && (
        <div class="banner" role="region" aria-label={t('Out of date')} data-testid="outdated">
          <span>
            <Sign severity="warning" /> {outdated.message}{' '}
            <span class="dim">{t('The figures below were read at {0}.', clock(outdated.readAt))}</span>
          </span>
          <button type="button" data-testid="try-again" onClick={() => void state.document.open()}>
            {t('Try again')}
          </button>
        </div>
      )}
      {mishap.value !== null && (
        <div class="banner" role="region" aria-label={t('Message')} data-testid="mishap">
          <span>
            <Sign severity="warning" /> {mishap.value}
          </span>
          <button
            type="button"
            class="small"
            aria-label={t('Dismiss')}
            title={t('Dismiss')}
            onClick={() => (mishap.value = null)}
          >
            ✕
          </button>
        </div>
      )}
    </>
  );
}
