import type { Severity } from '../src/protocol/views.js';
import { t } from './l10n.js';

/** The sign of each severity; nothing wrong is a severity of its own here, and a plain note needs no sign. */
const signs = { error: '✕', warning: '⚠', info: '', fine: '✓' } as const;

/** The style sheet's class for each severity. */
export const severityClass = { error: 'error', warning: 'warning', info: 'info', fine: 'ok' } as const;

/** A sign in its colour, with its word for those who do not see it. */
export function Sign({ severity }: { readonly severity: Severity | 'fine' | null }) {
  const kind = severity ?? 'fine';
  return (
    <span class={`sign ${severityClass[kind]}`}>
      {signs[kind] !== '' && <span aria-hidden="true">{signs[kind]}</span>}
      <span class="unseen">{severityWord(kind)} </span>
    </span>
  );
}

function severityWord(severity: keyof typeof signs): string {
  switch (severity) {
    case 'error':
      return t('Error:');
    case 'warning':
      return t('Warning:');
    case 'info':
      return t('Note:');
    case 'fine':
      return t('Fine:');
  }
}
