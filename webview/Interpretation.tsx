import type { DocumentView, ValuesKind } from '../src/protocol/views.js';
import { Select } from './controls.js';
import { integer } from './format.js';
import { t } from './l10n.js';
import type { State } from './state.js';

/** How the numbers are taken: what they are, which axis holds the classes, what the classes are called. */
export function Interpretation({ state, document }: { readonly state: State; readonly document: DocumentView }) {
  const { labels } = document;
  const sources = [labels.names, labels.targets].filter((source) => source !== null);
  const from = [...new Set(sources)].join(', ');
  return (
    <section class="interpretation" aria-label={t('How the numbers are read')}>
      <label class="pair">
        <span class="dim">{t('Values are')}</span>
        <ValuesSelect state={state} document={document} />
      </label>
      {document.shape.length > 0 && (
        <label class="pair">
          <span class="dim">{t('Classes on')}</span>
          <AxisSelect state={state} document={document} />
        </label>
      )}
      <button
        type="button"
        title={
          from === ''
            ? t('Pick a file of class names or targets')
            : t('Names and targets from {0}; pick another file', from)
        }
        data-testid="labels"
        onClick={() => void state.document.pickLabels()}
      >
        {t('Labels…')}
      </button>
    </section>
  );
}

function ValuesSelect({ state, document }: { readonly state: State; readonly document: DocumentView }) {
  const { kind, guess, reason } = document.values;
  const words: Readonly<Record<ValuesKind, string>> = {
    logits: t('logits'),
    'log-probabilities': t('log-probabilities'),
    probabilities: t('probabilities'),
  };
  const kinds: readonly ValuesKind[] = ['logits', 'log-probabilities', 'probabilities'];
  const options = kinds.map((value) => ({
    value,
    text: value === guess ? t('{0} (a guess)', words[value]) : words[value],
  }));
  const choose = (chosen: ValuesKind): void =>
    void state.document.readAs({ valuesKind: chosen === guess ? null : chosen });
  return (
    <Select
      label={t('Values are')}
      title={reason}
      value={kind}
      options={options}
      onChoose={choose}
      testId="values-kind"
    />
  );
}

function AxisSelect({ state, document }: { readonly state: State; readonly document: DocumentView }) {
  const options = document.shape.map((length, axis) => ({
    value: axis,
    text:
      axis === document.shape.length - 1
        ? t('axis {0} (last) · {1}', axis, integer(length))
        : t('axis {0} · {1}', axis, integer(length)),
  }));
  const choose = (chosen: number): void => void state.document.readAs({ classAxis: chosen });
  return (
    <Select
      label={t('Classes on axis')}
      value={document.classAxis}
      options={options}
      onChoose={choose}
      testId="class-axis"
    />
  );
}
