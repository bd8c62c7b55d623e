import type { CallErrorRecord } from '../src/protocol/messages.js';
import { Sign } from './Severity.js';
import { t } from './l10n.js';
import { messageOf } from './speech.js';
import { CallError } from '../src/protocol/channel.js';
import type { State } from './state.js';

/** A tensor that cannot be opened: what was found, and what can be done. */
export function Problem({ state, problem }: { readonly state: State; readonly problem: CallErrorRecord }) {
  const run = (action: Promise<unknown>): void => void action.catch((error: unknown) => state.speech.report(error));
  return (
    <main class="problem" data-testid="problem" data-code={problem.code}>
      <h1>
        <Sign severity="error" /> {title(problem)}
      </h1>
      <p role="alert">{messageOf(new CallError(problem)) ?? problem.message}</p>
      <p class="actions">
        {problem.remedy === 'read-as-bfloat16' && (
          <button
            type="button"
            class="primary"
            data-testid="read-as-bfloat16"
            onClick={() => run(state.document.readAs({ dtype: 'bfloat16' }))}
          >
            {t('Read as bfloat16')}
          </button>
        )}
        <button type="button" data-testid="try-again" onClick={() => run(state.document.open())}>
          {t('Try again')}
        </button>
        {!(problem.code in programTitles()) && (
          <button type="button" data-testid="open-as-text" onClick={() => run(state.host.ask('openAsText', {}))}>
            {t('Open as text')}
          </button>
        )}
      </p>
    </main>
  );
}

/** Of the refusals that only a value in a program meets: it is in no file. */
function programTitles(): Readonly<Record<string, string>> {
  return {
    'not-paused': t('The program is not paused'),
    'not-found': t('There is no such value here'),
    'no-data': t('The value has no data to show'),
    changed: t('The value changed while it was read'),
    debugger: t('The debugger could not read it'),
    'session-ended': t('The debug session has ended'),
  };
}

function title({ kind, code }: CallErrorRecord): string {
  if (kind === 'bug') return t('Logits Inspector could not open this');
  const titles: Readonly<Record<string, string>> = {
    empty: t('There is nothing in this file'),
    'not-numeric': t('These are not numbers'),
    ragged: t('The rows have different lengths'),
    elided: t('The text was shortened by the program that printed it'),
    'unsupported-dtype': t('Values of this type cannot be read'),
    'unsupported-format': t('This format cannot be read'),
    corrupt: t('The file is damaged'),
    truncated: t('The file ends too early'),
    'too-large': t('This is too large'),
    'shape-mismatch': t('The shapes do not fit'),
    'bad-option': t('It cannot be read in this way'),
    unreadable: t('The file cannot be read'),
    cancelled: t('Reading was cancelled'),
    ...programTitles(),
  };
  return titles[code] ?? t('This cannot be opened');
}
