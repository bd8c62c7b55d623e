import type { ComponentChildren } from 'preact';
import type { StopComparisonView } from '../src/protocol/views.js';
import { Label } from './Label.js';
import { Region } from './Region.js';
import { Sign } from './Severity.js';
import { TableToggle } from './controls.js';
import { exact, figure, temperature } from './format.js';
import { t } from './l10n.js';
import type { State } from './state.js';

interface ViewProps {
  readonly view: StopComparisonView;
  /** The numbers of the two stops in the strip. */
  readonly names: readonly [string, string];
}

/** How the row differs between the stop shown and another: divergences, and the classes that moved most. */
export function Comparison({ state }: { readonly state: State }) {
  const { comparedWith, comparison, problem, view: stops } = state.stops;
  const former = comparedWith.value;
  if (former === null || stops.value === null || former === stops.value.shown) return null;
  const nameOf = (id: number): string =>
    String((stops.value?.stops.findIndex((stop) => stop.id === id) ?? -1) + 1 || '–');
  const names = [nameOf(former), nameOf(stops.value.shown)] as const;
  const view = comparison.value;
  const { tables } = state.choices;
  return (
    <Region
      id="comparison"
      title={t(stops.value.isFollowing === null ? 'Tensor {0} → {1}' : 'Stop {0} → {1}', ...names)}
      head={
        <>
          {view !== null && <span class="dim">{t('row {0} at T = {1}', view.row, temperature(view.temperature))}</span>}
          <span class="gap" />
          <TableToggle tables={tables} part="comparison" />
          <button type="button" class="small" onClick={() => state.stops.compareWith(null)}>
            {t('Close')}
          </button>
        </>
      }
    >
      {problem.value !== null && (
        <p class="problem-line" role="alert" data-testid="comparison-problem">
          <Sign severity="error" /> {problem.value}
        </p>
      )}
      {view !== null && <Divergences view={view} names={names} />}
      {view !== null && <Moves view={view} names={names} isExact={tables.value.comparison} />}
    </Region>
  );
}

function Divergences({ view, names: [a, b] }: ViewProps) {
  const { a: former, b: latter } = view;
  const isSame = former.top.index === latter.top.index;
  const both = (tell: (value: number) => string): string => `${tell(former.entropyNats)} → ${tell(latter.entropyNats)}`;
  return (
    <dl class="divergences">
      <Figure name={t('top class')} unit={isSame ? t('as before') : ''}>
        <Label {...former.top} isAlone />
        {!isSame && [' → ', <Label key="latter" {...latter.top} isAlone />]}
      </Figure>
      <Figure name={t('entropy')} unit="nat" title={both(exact)}>
        {both(figure)}
      </Figure>
      {(
        [
          [`KL(${a}‖${b})`, view.klForward, 'nat'],
          [`KL(${b}‖${a})`, view.klBackward, 'nat'],
          [t('Jensen–Shannon'), view.jensenShannon, 'nat'],
          [t('total variation'), view.totalVariation, ''],
        ] as const
      ).map(([name, value, unit]) => (
        <Figure key={name} name={name} unit={unit} title={exact(value)}>
          {figure(value)}
        </Figure>
      ))}
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly unit: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}

function Figure({ name, unit, title, children }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>
        {children} <small>{unit}</small>
      </dd>
    </div>
  );
}

/** Two bars a class; as a table, every digit instead, and the logits. */
function Moves({ view, names, isExact }: ViewProps & { readonly isExact: boolean }) {
  const [a, b] = names;
  const text = isExact ? exact : figure;
  const heads = [`p ${a}`, `p ${b}`, 'Δp', ...(isExact ? [t('logit {0}', a), t('logit {0}', b)] : [])];
  return (
    <div
      class={isExact ? 'full-table' : ''}
      tabIndex={isExact ? 0 : undefined}
      data-testid={isExact ? 'comparison-table' : 'moves'}
    >
      <table class="moves">
        <caption class="unseen">{t('The classes that moved most')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('moved most')}</th>
            {!isExact && <td />}
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.moves.map(({ index, label, probabilityOfA: p, probabilityOfB: q, logitOfA, logitOfB }) => (
            <tr key={index}>
              <th scope="row">
                <Label label={label} index={index} />
              </th>
              {!isExact && (
                <td class="pairs" aria-hidden="true">
                  <i style={{ width: `${p * 100}%` }} />
                  <i style={{ width: `${q * 100}%` }} />
                </td>
              )}
              {[p, q, q - p, ...(isExact ? [logitOfA, logitOfB] : [])].map((value, at) => (
                <td key={at} class="mono" title={exact(value)}>
                  {at === 2 && value > 0 ? '+' : ''}
                  {text(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
