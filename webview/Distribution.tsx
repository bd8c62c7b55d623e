import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RowView } from '../src/protocol/views.js';
import { BarTable } from './BarTable.js';
import { DistributionTable } from './DistributionTable.js';
import { Region } from './Region.js';
import { type Scale, topCounts } from './choices.js';
import { Select, TableToggle, Toggle } from './controls.js';
import { figure, integer, temperature } from './format.js';
import { barsOf, linesOf } from './distributionBars.js';
import { t } from './l10n.js';
import { labelText } from './labelText.js';
import type { State } from './state.js';
import type { Palette } from './theme.js';

interface Props {
  readonly state: State;
  readonly palette: ReadonlySignal<Palette>;
}

/** The largest classes of the row as bars, the others together in one. */
export function Distribution({ state, palette }: Props) {
  const view = state.row.view.value;
  if (view === null) return null;
  const { tables } = state.choices;
  return (
    <Region id="distribution" title={t('Distribution')} head={<Head state={state} view={view} />}>
      {tables.value.distribution || view.refusal !== null ? (
        <DistributionTable view={view} />
      ) : (
        <BarsOf state={state} palette={palette} view={view} />
      )}
    </Region>
  );
}

interface ViewProps {
  readonly state: State;
  readonly view: RowView;
}

function Head({ state, view }: ViewProps) {
  const { scale, logScale, tables } = state.choices;
  if (view.refusal !== null)
    return <span class="dim">{t('raw values of the first {0} classes', view.top.length)}</span>;
  return (
    <>
      <Select
        label={t('Scale')}
        value={scale.value}
        options={scaleOptions()}
        onChoose={(chosen) => (scale.value = chosen)}
        testId="scale"
      />
      <TopCount state={state} view={view} />
      <span class="gap" />
      <TableToggle tables={tables} part="distribution" />
      <Toggle
        text={t('log')}
        title={t('Logarithmic bars (key L)')}
        pressed={logScale.value}
        disabled={scale.value !== 'probabilities'}
        testId="log-toggle"
        onToggle={() => (logScale.value = !logScale.value)}
      />
    </>
  );
}

function TopCount({ state, view }: ViewProps) {
  const { topCount } = state.choices;
  const useful = topCounts.filter(
    (count, at) => count === topCount.value || at === 0 || (topCounts[at - 1] ?? 0) < view.classCount,
  );
  const options = useful.map((value) => ({ value, text: value >= view.classCount ? t('all') : t('top {0}', value) }));
  return (
    <Select
      label={t('Classes shown')}
      value={topCount.value}
      options={options}
      onChoose={(chosen) => (topCount.value = chosen)}
      testId="top-count"
    />
  );
}

function scaleOptions(): { value: Scale; text: string }[] {
  return [
    { value: 'probabilities', text: t('probabilities') },
    { value: 'logits', text: t('logits') },
    { value: 'log-probabilities', text: t('log-probabilities') },
  ];
}

function BarsOf({ state, palette, view }: Props & ViewProps) {
  const scale = state.choices.scale.value;
  const logarithmic = state.choices.logScale.value && scale === 'probabilities';
  const bars = useMemo(() => barsOf(view, scale, logarithmic), [view, scale, logarithmic]);
  return (
    <BarTable
      id="distribution"
      wideExtra={scale === 'logits'}
      caption={t('The {0} largest classes; choose one to make it the target', view.top.length)}
      labelTitle={labelTitle(view)}
      valueTitle={valueTitle(scale, view.temperature)}
      extraTitle={scale === 'logits' ? t('p') : t('logit')}
      lines={linesOf(view, scale)}
      bars={bars}
      palette={palette}
      chartLabel={describe(view)}
      onChoose={(index) => state.toggleTarget(index)}
    />
  );
}

function labelTitle({ top, classCount, liveCount }: RowView): string {
  if (classCount === 1) return t('1 class');
  const shown =
    top.length === classCount
      ? t('{0} classes', integer(classCount))
      : t('{0} of {1} classes', top.length, integer(classCount));
  return liveCount === classCount ? shown : t('{0}, {1} masked', shown, integer(classCount - liveCount));
}

function valueTitle(scale: Scale, at: number): string {
  if (scale === 'logits') return t('logit');
  const name = scale === 'probabilities' ? t('p') : t('ln p');
  return at === 1 ? name : t('{0} at T = {1}', name, temperature(at));
}

function describe(view: RowView): string {
  const named = view.top
    .slice(0, 5)
    .map((entry) => `${labelText(entry.label, entry.index)} ${figure(entry.probability)}`);
  const others = view.classCount - named.length;
  const list = named.join(', ');
  return others > 0
    ? t('Bars of probability: {0} and {1} more classes', list, integer(others))
    : t('Bars of probability: {0}', list);
}
