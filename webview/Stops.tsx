import type { StopsView, StopView } from '../src/protocol/views.js';
import { Sign } from './Severity.js';
import { Select, Toggle } from './controls.js';
import { clock, figure, integer, seconds, temperature } from './format.js';
import { t } from './l10n.js';
import { spelledLabel } from './labelText.js';
import type { State } from './state.js';

interface Props {
  readonly state: State;
  readonly view: StopsView;
}

/** The strip of stops: the entropy of the row at each as a bar, which is shown, and what changed. */
export function Stops({ state }: { readonly state: State }) {
  const view = state.stops.view.value;
  if (view === null) return null;
  const { isFollowing } = view;
  const isProgram = isFollowing !== null;
  return (
    <section
      class="stops"
      aria-label={isProgram ? t('Stops of the program') : t('Tensors side by side')}
      data-testid="stops"
    >
      <span class="dim">{isProgram ? t('stop') : t('tensor')}</span>
      <Sparkline state={state} view={view} />
      <Words state={state} view={view} />
      {isProgram && (
        <Toggle
          text={t('Follow')}
          title={t('Read it again at each stop in this function')}
          pressed={isFollowing}
          testId="follow"
          onToggle={() => void state.stops.setFollowing(!isFollowing)}
        />
      )}
      <CompareWith state={state} view={view} />
    </section>
  );
}

function Sparkline({ state, view }: Props) {
  const { stops, shown } = view;
  const most = Math.max(...stops.map(({ figures }) => figures?.entropyNats ?? 0), 1e-300);
  const current = stops.find(({ id }) => id === shown) ?? stops.at(-1);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const by = event.key === 'ArrowLeft' ? -1 : 1;
    if (by === 1 && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.currentTarget.querySelectorAll('button')[state.stops.step(by)]?.focus();
  };
  return (
    <div class="stop-bars" role="radiogroup" aria-label={t('Stop shown')} onKeyDown={onKeyDown}>
      {stops.map((stop, at) => {
        const isNewest = at === stops.length - 1;
        return (
          <button
            key={stop.id}
            type="button"
            role="radio"
            class={isNewest ? 'bare newest' : 'bare'}
            aria-checked={stop.id === shown}
            title={describe(view, at)}
            tabIndex={stop === current ? 0 : -1}
            aria-disabled={stop.failure !== null}
            data-testid="stop-bar"
            onClick={() => stop.failure === null && state.stops.choose(stop.id)}
          >
            <span aria-hidden="true">{glyph(stop, stops[at - 1])}</span>
            <i style={{ height: `${Math.round((16 * (stop.figures?.entropyNats ?? 0)) / most) + 2}px` }} />
          </button>
        );
      })}
    </div>
  );
}

/** A sign over the bar, for what its height does not say. */
function glyph(stop: StopView, former: StopView | undefined): string {
  const { failure, figures } = stop;
  if (failure !== null || figures?.topIndex === null) return '✕';
  if (figures === null) return '?';
  return isChange(stop, former) ? '▾' : '';
}

/** Whether another class is on top than at the stop before. */
function isChange({ figures }: StopView, former: StopView | undefined): boolean {
  const [before, now] = [former?.figures?.topIndex ?? null, figures?.topIndex ?? null];
  return before !== null && now !== null && before !== now;
}

function describe({ stops, isFollowing }: StopsView, at: number): string {
  const stop = stops[at];
  if (stop === undefined) return '';
  const { line, functionName, process, failure } = stop;
  if (isFollowing === null) return `${line}\n${figuresText(stop)}`;
  const number = t(at === stops.length - 1 ? 'stop {0} of {1}, the newest' : 'stop {0} of {1}', at + 1, stops.length);
  const place = [line, functionName, process, seconds(new Date(stop.at))].filter(Boolean).join(' · ');
  const former = stops[at - 1];
  const change = isChange(stop, former) ? t('\ntop class was {0}', topOf(former)) : '';
  return `${number}\n${place}\n${failure ?? figuresText(stop)}${change}`;
}

function figuresText({ figures }: StopView): string {
  if (figures === null) return t('this row was not read here');
  if (figures.topIndex === null) return t('the row has no softmax here');
  return t(
    '{0} p = {1} · entropy {2} nat',
    spelledLabel(figures.topLabel, figures.topIndex),
    figure(figures.topProbability),
    figure(figures.entropyNats),
  );
}

function topOf(stop: StopView | undefined): string {
  return spelledLabel(stop?.figures?.topLabel ?? '', stop?.figures?.topIndex ?? 0);
}

/** Which stop is shown, and what changed since the one before; or that its figures are of the past. */
function Words({ state, view }: Props) {
  const outdated = state.document.outdated.value;
  const { stops, shown, droppedCount, isFollowing } = view;
  const at = stops.findIndex(({ id }) => id === shown);
  return (
    <span class="stop-words">
      <span data-testid="stop-count">
        {at < 0 ? t('{0} stops', stops.length) : t('{0} of {1}', at + 1, stops.length)}
        {droppedCount > 0 && <span class="dim"> {t('({0} older ones dropped)', integer(droppedCount))}</span>}
      </span>
      {outdated === null ? (
        <span class="dim" data-testid="stop-change">
          {isFollowing === null
            ? stops[at]?.line
            : changeText(stops[at], stops[at - 1], state.choices.temperature.value)}
        </span>
      ) : (
        <span data-testid="outdated">
          <Sign severity="warning" /> {outdated.message}{' '}
          <span class="dim">{t('These figures are of {0}.', clock(outdated.readAt))}</span>
        </span>
      )}
    </span>
  );
}

/** `entropy ↓ 0.41 nat · top class cat → dog since the last` */
function changeText(stop: StopView | undefined, former: StopView | undefined, at: number): string {
  if (stop === undefined || former === undefined) return t('the first');
  const [now, before] = [stop.figures?.entropyNats ?? null, former.figures?.entropyNats ?? null];
  if (now === null) return figuresText(stop);
  if (before === null) return t('the row was not read at the last');
  const difference = now - before;
  const size = figure(Math.abs(difference), 2);
  const entropy =
    difference === 0 ? t('entropy as before') : t('entropy {0} {1} nat', difference < 0 ? '↓' : '↑', size);
  const top = isChange(stop, former) ? t(' · top class {0} → {1}', topOf(former), topOf(stop)) : '';
  return t('{0}{1} since the last{2}', entropy, top, at === 1 ? '' : t(', at T = {0}', temperature(at)));
}

function CompareWith({ state, view }: Props) {
  const others = view.stops.flatMap(({ id, line, at, failure }, place) =>
    id === view.shown || failure !== null
      ? []
      : [{ value: id, text: `${place + 1}: ${line}${view.isFollowing === null ? '' : ` · ${seconds(new Date(at))}`}` }],
  );
  if (others.length === 0) return null;
  return (
    <Select
      label={t('Compare with')}
      title={t('Compare the stop shown with another')}
      value={state.stops.comparedWith.value ?? 0}
      options={[{ value: 0, text: t('Compare with…') }, ...others.reverse()]}
      testId="compare-with"
      onChoose={(id) => state.stops.compareWith(id === 0 ? null : id)}
    />
  );
}
