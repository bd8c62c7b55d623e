import type { ReadonlySignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { SweepView } from '../src/protocol/views.js';
import { ChartCanvas } from './ChartCanvas.js';
import { FullTable } from './FullTable.js';
import { Region } from './Region.js';
import { type Lines, drawLines } from './chart.js';
import { TableToggle } from './controls.js';
import { exact, temperature as spoken } from './format.js';
import { t } from './l10n.js';
import { spelledLabel } from './labelText.js';
import type { State } from './state.js';
import { snapped, steps, temperatureAt, stepOf } from './temperatureScale.js';
import type { Palette } from './theme.js';

interface Props {
  readonly state: State;
  readonly palette: ReadonlySignal<Palette>;
}

/** Entropy and the leading classes against temperature, and the temperature itself, which everything else follows. */
export function Temperature({ state, palette }: Props) {
  const sweep = state.row.sweep.value;
  const view = state.row.view.value;
  if (view === null) return null;
  if (view.refusal !== null) {
    return (
      <Region id="temperature" title={t('Temperature')}>
        <p class="note">{t('A row without probabilities has none at any temperature.')}</p>
      </Region>
    );
  }
  return (
    <Region id="temperature" title={t('Temperature')} head={<Head state={state} />}>
      {sweep === null ? (
        <p class="sweep note late">{t('Sweeping…')}</p>
      ) : state.choices.tables.value.temperature ? (
        <Digits sweep={sweep} />
      ) : (
        <Sweep state={state} palette={palette} sweep={sweep} />
      )}
      <Slider state={state} />
    </Region>
  );
}

function Head({ state }: { readonly state: State }) {
  const value = state.choices.temperature.value;
  const enter = (field: HTMLInputElement): void => {
    const typed = Number(field.value.trim().replace(',', '.'));
    if (field.value.trim() !== '' && Number.isFinite(typed) && typed > 0) state.setTemperature(typed);
    field.value = exact(state.choices.temperature.peek());
  };
  return (
    <>
      <label class="pair">
        <span class="dim mono">T =</span>
        <input
          class="mono t-box"
          type="text"
          inputMode="decimal"
          aria-label={t('Temperature, exactly')}
          title={t('Temperature, from 1e-6 to 1e6 (keys [ and ] for less and more)')}
          data-testid="temperature-box"
          value={exact(value)}
          onChange={(event) => enter(event.currentTarget)}
        />
      </label>
      <span class="gap" />
      <TableToggle tables={state.choices.tables} part="temperature" />
      <button
        type="button"
        class="small"
        title={t('Back to T = 1 (key 0)')}
        disabled={value === 1}
        data-testid="temperature-reset"
        onClick={() => state.setTemperature(1)}
      >
        {t('reset')}
      </button>
    </>
  );
}

function Sweep({ state, palette, sweep }: Props & { readonly sweep: SweepView }) {
  const chart = useRef<ReturnType<typeof drawLines> | null>(null);
  const curves = useMemo(() => curvesOf(sweep), [sweep]);
  const marker = state.choices.temperature.value;
  const lines = useMemo((): Lines => ({ xs: sweep.temperatures, curves, marker }), [sweep, curves, marker]);
  const drag = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (!state.row.dragging.peek() || chart.current === null) return;
    const left = event.currentTarget.getBoundingClientRect().left;
    state.setTemperature(snapped(chart.current.valueAt(event.clientX - left)));
  };
  const press = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    state.row.dragging.value = true;
    drag(event);
  };
  const release = (): void => void (state.row.dragging.value = false);
  return (
    <div
      class="sweep"
      title={t('Drag to change the temperature')}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={release}
      onLostPointerCapture={release}
    >
      <ChartCanvas
        make={drawLines}
        drawing={lines}
        palette={palette}
        label={sweep.summary}
        testId="temperature-canvas"
        onMade={(made) => (chart.current = made)}
      />
    </div>
  );
}

function curvesOf(sweep: SweepView): Lines['curves'] {
  const [first, ...others] = sweep.curves;
  const grey = others
    .slice(0, 2)
    .map((curve) => ({ label: short(curve), ys: curve.probabilities, colour: 'grey' as const }));
  const top = first === undefined ? t('top class') : short(first);
  return [
    { label: t('entropy / ln K'), ys: sweep.normalisedEntropy, colour: 'orange' },
    { label: top, ys: first?.probabilities ?? sweep.topProbability, colour: 'blue' },
    ...grey,
  ];
}

function short(curve: { readonly label: string; readonly index: number }): string {
  const text = spelledLabel(curve.label, curve.index);
  return text.length > 18 ? `${text.slice(0, 17)}…` : text;
}

function Slider({ state }: { readonly state: State }) {
  const value = state.choices.temperature.value;
  const hold = (): void => void (state.row.dragging.value = true);
  const release = (): void => void (state.row.dragging.value = false);
  return (
    <input
      class="t-slider"
      type="range"
      min={0}
      max={steps}
      step={1}
      value={stepOf(value)}
      aria-label={t('Temperature')}
      aria-valuetext={`T = ${spoken(value)}`}
      title={t('Temperature (keys [ and ] for less and more)')}
      data-testid="temperature-slider"
      onInput={(event) => state.setTemperature(temperatureAt(event.currentTarget.valueAsNumber))}
      onPointerDown={hold}
      onPointerUp={release}
      onLostPointerCapture={release}
      onChange={release}
    />
  );
}

function Digits({ sweep }: { readonly sweep: SweepView }) {
  const named = sweep.curves.map((curve) => t('p of {0}', spelledLabel(curve.label, curve.index)));
  const columns = ['T', t('entropy (nat)'), t('entropy / ln K'), t('top p'), ...named];
  const rows = Array.from(sweep.temperatures, (value, at) => [
    exact(value),
    ...[
      sweep.entropyNats,
      sweep.normalisedEntropy,
      sweep.topProbability,
      ...sweep.curves.map((curve) => curve.probabilities),
    ].map((series) => exact(series[at] ?? null)),
  ]);
  return <FullTable testId="temperature-table" caption={sweep.summary} columns={columns} rows={rows} />;
}
