import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RowView } from '../src/protocol/views.js';
import { type BarLine, BarTable } from './BarTable.js';
import { FullTable } from './FullTable.js';
import { Label } from './Label.js';
import { Region } from './Region.js';
import { Smoothing } from './Smoothing.js';
import { TargetChooser } from './TargetChooser.js';
import type { Bars } from './chart.js';
import { TableToggle } from './controls.js';
import { exact, figure, integer, temperature, withSign } from './format.js';
import { t } from './l10n.js';
import { labelText } from './labelText.js';
import type { State } from './state.js';
import type { Palette } from './theme.js';

interface Props {
  readonly state: State;
  readonly palette: ReadonlySignal<Palette>;
}

/** The loss for a target and its gradient with respect to the logits. */
export function Gradient({ state, palette }: Props) {
  const view = state.row.view.value;
  if (view === null) return null;
  return (
    <Region id="gradient" title={t('Gradient')} head={<Head state={state} />}>
      <Content state={state} palette={palette} view={view} />
    </Region>
  );
}

interface ViewProps {
  readonly state: State;
  readonly view: RowView;
}

function Head({ state }: { readonly state: State }) {
  return (
    <>
      <label class="pair">
        <span class="orange" aria-hidden="true" title={t('target')}>
          ◂
        </span>
        <TargetChooser state={state} />
      </label>
      <span class="gap" />
      <Smoothing smoothing={state.choices.smoothing} />
      <TableToggle tables={state.choices.tables} part="gradient" />
    </>
  );
}

function Content({ state, palette, view }: Props & ViewProps) {
  if (view.refusal !== null) return <p class="note">{t('A row without probabilities has no gradient.')}</p>;
  if (view.target === null)
    return (
      <p class="note">
        {t(
          'Choose a target to see the loss and its gradient: click a bar of the distribution, or type its name above (key T).',
        )}
      </p>
    );
  return (
    <>
      <p class="note" data-testid="target-figures">
        {summary(view.target, view)}
      </p>
      {state.choices.tables.value.gradient ? (
        <Digits view={view} />
      ) : (
        <BarsOf state={state} palette={palette} view={view} />
      )}
    </>
  );
}

function summary(target: NonNullable<RowView['target']>, view: RowView): string {
  const parts = [
    t('loss {0} nat', figure(target.loss)),
    t('rank {0} of {1}', integer(target.rank), integer(view.classCount)),
    t('target margin {0}', figure(target.margin)),
  ];
  if (target.smoothing.epsilon > 0) parts.push(t('KL(y‖p) {0} nat', figure(target.klFromTarget)));
  return parts.join(' · ');
}

function BarsOf({ state, palette, view }: Props & ViewProps) {
  const bars = useMemo(() => barsOf(view), [view]);
  return (
    <BarTable
      id="gradient"
      caption={t('The largest parts of the gradient; choose a class to make it the target')}
      labelTitle={t('{0} of {1} largest', view.gradient.classes.length, integer(view.classCount))}
      valueTitle={valueTitle(view)}
      extraTitle={null}
      lines={linesOf(view)}
      bars={bars}
      palette={palette}
      chartLabel={describe(view)}
      onChoose={(index) => state.toggleTarget(index)}
    />
  );
}

/** What the gradient of a cross-entropy is, at the temperature. */
function valueTitle(view: RowView): string {
  return view.temperature === 1 ? 'p − y' : t('(p − y) / {0}', temperature(view.temperature));
}

function linesOf({ gradient }: RowView): BarLine[] {
  const lines = gradient.classes.map(({ index, label, value, isTarget }): BarLine => ({
    index,
    label,
    isTarget,
    value: { text: withSign(value), exact: value },
    extra: null,
  }));
  if (gradient.restCount === 0) return lines;
  const value = { text: withSign(gradient.restSum), exact: gradient.restSum };
  return [...lines, { index: null, label: '', count: gradient.restCount, isTarget: false, value, extra: null }];
}

/** Blue raises the logit's share, orange is pulled down; zero stands in the middle. */
function barsOf({ gradient }: RowView): Bars {
  const values = gradient.classes.map(({ value }) => value);
  const colours = values.map((value): Bars['colours'][number] => (value < 0 ? 'orange' : 'blue'));
  if (gradient.restCount > 0) {
    values.push(gradient.restSum);
    colours.push('grey');
  }
  const reach = Math.max(...values.map(Math.abs), 1e-300);
  return {
    values: values.map((value) => (value === 0 ? null : value)),
    colours,
    min: -reach,
    max: reach,
    logarithmic: false,
    ground: 'zero',
  };
}

function describe({ gradient }: RowView): string {
  const named = gradient.classes
    .slice(0, 5)
    .map(({ label, index, value }) => `${labelText(label, index)} ${withSign(value)}`);
  return t('Bars of the gradient: {0}', named.join(', '));
}

function Digits({ view }: { readonly view: RowView }) {
  const columns = [t('class'), t('label'), valueTitle(view)];
  const rows = view.gradient.classes.map((entry) => [entry.index, <Label {...entry} />, exact(entry.value)]);
  if (view.gradient.restCount > 0)
    rows.push([t('rest'), t('{0} more', integer(view.gradient.restCount)), exact(view.gradient.restSum)]);
  const caption = t('Gradient of row {0} at T = {1}, every digit', view.index, exact(view.temperature));
  return <FullTable testId="gradient-table" caption={caption} columns={columns} rows={rows} />;
}
