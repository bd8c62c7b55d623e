import type { PrecisionView, VerdictView, Words } from '../src/protocol/views.js';
import { Region } from './Region.js';
import { Sign, severityClass } from './Severity.js';
import { temperature } from './format.js';
import { t } from './l10n.js';
import type { State } from './state.js';

/** What a naive and a stable softmax would do with the row in each number format. */
export function Precision({ state }: { readonly state: State }) {
  const view = state.row.precision.value;
  if (state.row.view.value === null) return null;
  const head = (
    <span class="dim">
      {view === null || view.temperature === 1
        ? t('what this row does in')
        : t('what this row does at T = {0} in', temperature(view.temperature))}
    </span>
  );
  return (
    <Region id="precision" title={t('Precision')} head={head}>
      {view === null ? (
        <p class="note late">{t('Trying each format…')}</p>
      ) : view.formats.length === 0 ? (
        <Nothing />
      ) : (
        <Verdicts view={view} />
      )}
    </Region>
  );
}

function Nothing() {
  return <p class="note">{t('A row without probabilities has them in no format.')}</p>;
}

function Verdicts({ view }: { readonly view: PrecisionView }) {
  return (
    <table class="verdicts" data-testid="precision-table">
      <thead class="unseen">
        <tr>
          <th scope="col">{t('format')}</th>
          <th scope="col">{t('naive softmax')}</th>
          <th scope="col">{t('stable softmax')}</th>
        </tr>
      </thead>
      <tbody>
        {view.formats.map((entry) => (
          <tr key={entry.format}>
            <th scope="row" class="mono">
              {entry.format}
            </th>
            <td>
              <Verdict name={t('naive')} verdict={entry.naive} />
            </td>
            <td>
              <Verdict name={t('stable')} verdict={entry.stable} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({ name, verdict }: { readonly name: string; readonly verdict: VerdictView }) {
  const kind = verdict.severity ?? 'fine';
  return (
    <>
      <Sign severity={verdict.severity} /> <span class={severityClass[kind]}>{name}</span>{' '}
      <span class={kind === 'fine' || kind === 'info' ? 'dim' : ''}>
        <Sentence words={verdict.words} />
      </span>
    </>
  );
}

/** A sentence in pieces; `e^12.4` is set as a power. */
function Sentence({ words }: { readonly words: Words }) {
  return (
    <>
      {words.map((piece, at) =>
        piece.strong ? <Strong key={at} text={piece.text} /> : <Powers key={at} text={piece.text} />,
      )}
    </>
  );
}

function Strong({ text }: { readonly text: string }) {
  return (
    <bdi>
      <strong>{text}</strong>
    </bdi>
  );
}

function Powers({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .split(/(?<=\be)\^(z|[\u2212-]?[\d.]*\d)/)
        .map((piece, at) => (at % 2 === 1 ? <sup key={at}>{piece}</sup> : piece))}
    </>
  );
}
