import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DocumentView } from '../src/protocol/views.js';
import { Banners } from './Banners.js';
import { Comparison } from './Comparison.js';
import { Distribution } from './Distribution.js';
import { Figures } from './Figures.js';
import { Footer } from './Footer.js';
import { Gradient } from './Gradient.js';
import { Header } from './Header.js';
import { Interpretation } from './Interpretation.js';
import { KeysHelp } from './KeysHelp.js';
import { Precision } from './Precision.js';
import { Problem } from './Problem.js';
import { Rows } from './Rows.js';
import { Sign } from './Severity.js';
import { SliceBar } from './SliceBar.js';
import { Stops } from './Stops.js';
import { Temperature } from './Temperature.js';
import { bytes, shape } from './format.js';
import { runKey } from './keys.js';
import { t } from './l10n.js';
import type { State } from './state.js';
import type { Palette } from './theme.js';

interface Props {
  readonly state: State;
  readonly palette: ReadonlySignal<Palette>;
}

/** The whole page, in whichever state the tensor is. */
export function App({ state, palette }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && runKey(event, state)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <Page state={state} palette={palette} />
      <div class="unseen" role="status" aria-live="polite" data-testid="announcement">
        {state.speech.announcement.value}
      </div>
    </>
  );
}

function Page({ state, palette }: Props) {
  const document = state.document.view.value;
  const problem = state.document.problem.value;
  if (document !== null) return <Inspector state={state} palette={palette} document={document} />;
  if (problem !== null) return <Problem state={state} problem={problem} />;
  return <Opening state={state} />;
}

/** What is being read, and how far that is, once it has taken long enough to be mentioned. */
function Opening({ state }: { readonly state: State }) {
  const { slow, progress } = state.document;
  const told = progress.value;
  return (
    <main class="opening">
      {slow.value && <h1 data-testid="opening">{t('Reading {0}…', globalThis.document.title)}</h1>}
      {slow.value && told !== null && (
        <p class="pair">
          <progress aria-label={t('Read')} max={Math.max(1, told.totalBytes)} value={told.doneBytes} />
          {t('{0} of {1}', bytes(told.doneBytes), bytes(told.totalBytes))}
          <button
            type="button"
            class="small"
            data-testid="opening-cancel"
            onClick={() => state.document.cancelOpening()}
          >
            {t('Cancel')}
          </button>
        </p>
      )}
    </main>
  );
}

function Inspector({ state, palette, document }: Props & { readonly document: DocumentView }) {
  const isOutdated = state.document.outdated.value !== null;
  const isEmpty = document.rowCount === 0 || document.classCount === 0;
  return (
    <div class={isOutdated ? 'inspector outdated' : 'inspector'}>
      <Header state={state} document={document} />
      <Stops state={state} />
      <Banners state={state} />
      <div class="reading-bar">
        <Interpretation state={state} document={document} />
        {!isEmpty && <SliceBar state={state} document={document} />}
      </div>
      {isEmpty ? (
        <Empty document={document} />
      ) : (
        <main class={document.rowCount > 1 ? 'with-rows' : ''}>
          {document.rowCount > 1 && <Rows state={state} document={document} />}
          <Detail state={state} palette={palette} />
        </main>
      )}
      <Footer state={state} document={document} />
      <KeysHelp />
    </div>
  );
}

function Detail({ state, palette }: Props) {
  const problem = state.row.problem.value;
  return (
    <div class="detail-frame">
      <div class="detail">
        {problem !== null && (
          <p class="error problem-line wide" data-testid="row-problem">
            <Sign severity="error" /> {problem}
          </p>
        )}
        <Figures state={state} />
        <Comparison state={state} />
        <Distribution state={state} palette={palette} />
        <Temperature state={state} palette={palette} />
        <Precision state={state} />
        <Gradient state={state} palette={palette} />
      </div>
    </div>
  );
}

function Empty({ document }: { readonly document: DocumentView }) {
  return (
    <main class="empty" data-testid="empty">
      <h2>{document.classCount === 0 ? t('There are no classes') : t('There are no rows')}</h2>
      <p>
        {t(
          'The tensor has the shape {0}, with the classes on axis {1}: it holds no values.',
          shape(document.shape),
          document.classAxis,
        )}
      </p>
    </main>
  );
}
