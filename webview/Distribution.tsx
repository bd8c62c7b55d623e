import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RowView } from '../src/protocol/views.js';
import { type BarLine, BarTable } from './BarTable.js';
import { FullTable } from './FullTable.js';
import { Label } from './Label.js';
import { Region } from './Region.js';
import type { Bars } from './chart.js';
import { type Scale, topCounts } from './choices.js';
import { Select, TableToggle, Toggle } from './controls.js';
import { exact, figure, fixed, integer, temperature } from './format.js';
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
        <Digits view={view} />
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

function linesOf(view: RowView, scale: Scale): BarLine[] {
  const lines = view.top.map((entry): BarLine => {
    const shown = { probabilities: entry.probability, logits: entry.logit, 'log-probabilities': entry.logProbability }[
      scale
    ];
    const text = scale === 'probabilities' ? figure(shown) : fixed(shown, 3);
    const extra =
      scale === 'logits'
        ? { text: figure(entry.probability), exact: entry.probability }
        : { text: fixed(entry.logit, 2), exact: entry.logit };
    return {
      index: entry.index,
      label: entry.label,
      isTarget: entry.index === view.target?.index,
      value: { text, exact: shown },
      extra,
    };
  });
  return view.rest.count === 0 ? lines : [...lines, restLine(view, scale)];
}

function restLine({ rest }: RowView, scale: Scale): BarLine {
  const value =
    scale === 'probabilities' ? { text: figure(rest.probability), exact: rest.probability } : { text: '', exact: null };
  const extra = scale === 'logits' ? { text: figure(rest.probability), exact: rest.probability } : null;
  return { index: null, label: '', count: rest.count, isTarget: false, value, extra };
}

function barsOf(view: RowView, scale: Scale, logarithmic: boolean): Bars {
  const values = view.top.map(
    (entry) =>
      ({ probabilities: entry.probability, logits: entry.logit, 'log-probabilities': entry.logProbability })[scale],
  );
  const colours = view.top.map((): Bars['colours'][number] => 'blue');
  if (view.rest.count > 0) {
    values.push(scale === 'probabilities' ? view.rest.probability : NaN);
    colours.push('grey');
  }
  const drawn = values.map((value) =>
    Number.isFinite(value) && !(scale === 'probabilities' && value === 0) ? value : null,
  );
  return { values: drawn, colours, logarithmic, ...spanOf(drawn, scale, logarithmic) };
}

/** Probabilities lie in a track that the largest fills; the others on both sides of zero. */
function spanOf(
  values: readonly (number | null)[],
  scale: Scale,
  logarithmic: boolean,
): Pick<Bars, 'min' | 'max' | 'ground'> {
  const known = values.filter((value) => value !== null);
  const least = Math.min(...known, scale === 'probabilities' ? 1 : 0);
  const most = Math.max(...known, scale === 'probabilities' ? 1e-300 : 0);
  if (scale !== 'probabilities') return { min: least, max: most > least ? most : least + 1, ground: 'zero' };
  // The decade below the smallest, so that it has a length too.
  const floor = 10 ** (Math.ceil(Math.log10(Math.max(least, 1e-300))) - 1);
  return { min: logarithmic ? floor : 0, max: most, ground: 'track' };
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

function Digits({ view }: { readonly view: RowView }) {
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
    rows.push(['', '', t('{0} more', integer(view.rest.count)), '', exact(view.rest.probability), '']);
  const caption = t('Distribution of row {0} at T = {1}, every digit', view.index, exact(view.temperature));
  return <FullTable testId="distribution-table" caption={caption} columns={columns} rows={rows} />;
}
