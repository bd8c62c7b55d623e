import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { DocumentView, RowView } from '../src/protocol/views.js';
import { Label } from './Label.js';
import { Refusal, Warnings } from './RowNotes.js';
import { exact, figure, integer, none, percent, probability, temperature } from './format.js';
import { sentence, t } from './l10n.js';
import { labelText, spelledLabel } from './labelText.js';
import type { State } from './state.js';

/** The six figures of the row, large, and what is wrong with it in sentences. */
export function Figures({ state }: { readonly state: State }) {
  const view = state.row.view.value;
  const document = state.document.view.value;
  useSpokenRow(state, view);
  if (view === null || document === null) return null;
  return (
    <section class="region figures wide" aria-labelledby="figures-title" data-testid="figures">
      <div class="region-head">
        <h2 id="figures-title">{title(view)}</h2>
        <span class="dim" title={t('Margins and logits are in the units given, at any temperature.')}>
          {t('at T = {0}', temperature(view.temperature))}
        </span>
      </div>
      {view.refusal === null ? (
        <SixFigures state={state} view={view} document={document} />
      ) : (
        <Refusal refusal={view.refusal} />
      )}

      <Warnings view={view} />
    </section>
  );
}

/** Says which row came into view, unless the rows table has the focus and says so itself. */
function useSpokenRow(state: State, view: RowView | null): void {
  const former = useRef(view?.row);
  useEffect(() => {
    const isNews = former.current !== undefined && view !== null && former.current !== view.row;
    former.current = view?.row;
    if (isNews && globalThis.document.activeElement?.id !== 'rows-grid') state.speech.announce(spoken(view));
  }, [view?.row]);
}

function spoken(view: RowView): string {
  const top = view.top[0];
  if (view.refusal !== null || top === undefined) return `${title(view)}: ${view.refusal?.title ?? ''}`;
  return t('{0}: {1}, p = {2}', title(view), spelledLabel(top.label, top.index), figure(top.probability));
}

interface ViewProps {
  readonly state: State;
  readonly view: RowView;
  readonly document: DocumentView;
}

function SixFigures({ state, view, document }: ViewProps) {
  const { figures, errors, target } = view;
  const copy = (value: number | null, what: string) =>
    value === null ? undefined : () => void state.copy(exact(value), `${what} ${exact(value)}`);
  return (
    <div class="figure-row">
      <TopClass state={state} view={view} />
      <Figure
        name="entropy"
        value={figure(figures.entropyNats, 4, errors?.entropyNats)}
        unit="nat"
        caption={
          document.classCount === 1
            ? t('entropy')
            : t('entropy · {0} of ln {1}', percent(figures.normalisedEntropy), integer(document.classCount))
        }
        title={
          t('{0} nat = {1} bit', exact(figures.entropyNats), exact(figures.entropyBits)) + within(errors?.entropyNats)
        }
        onCopy={copy(figures.entropyNats, t('entropy'))}
      />
      <Figure
        name="margin"
        value={figure(figures.logitMargin, 4, errors?.logitMargin)}
        caption={
          view.runnerUp === null
            ? t('logit margin: no other live class')
            : sentence('logit margin to {0}', <Label {...view.runnerUp} isAlone />)
        }
        title={marginTitle(view)}
        onCopy={copy(figures.logitMargin, t('logit margin'))}
      />
      <Figure
        name="log-sum-exp"
        value={figure(figures.logSumExp, 4, errors?.logSumExp)}
        caption={t('log-sum-exp')}
        title={exact(figures.logSumExp) + within(errors?.logSumExp)}
        onCopy={copy(figures.logSumExp, t('log-sum-exp'))}
      />
      <Figure
        name="loss"
        accent="orange"
        value={target === null ? none : figure(target.loss, 4, errors?.logProbability)}
        {...(target === null ? {} : { unit: 'nat' })}
        caption={
          target === null
            ? t('loss: no target chosen')
            : sentence('loss for target {0}', <Label label={target.label} index={target.index} isAlone />)
        }
        title={target === null ? t('Click a bar to make its class the target') : t('{0} nat', exact(target.loss))}
        onCopy={copy(target?.loss ?? null, t('loss'))}
      />
      <Figure
        name="perplexity"
        value={figure(figures.perplexity, 4, errors?.perplexity)}
        caption={t('perplexity')}
        title={exact(figures.perplexity) + within(errors?.perplexity)}
        onCopy={copy(figures.perplexity, t('perplexity'))}
      />
    </div>
  );
}

/** How far a figure may be off: ` ± 5·10⁻⁵`. */
function within(error: number | undefined): string {
  return error === undefined ? '' : ` ± ${figure(error, 1)}`;
}

function marginTitle({ figures, runnerUp }: RowView): string {
  if (runnerUp === null) return t('There is no other live class');
  const name = spelledLabel(runnerUp.label, runnerUp.index);
  return t(
    'To {0}: logit margin {1}, probability margin {2}',
    name,
    exact(figures.logitMargin),
    exact(figures.probabilityMargin),
  );
}

function TopClass({ state, view }: Omit<ViewProps, 'document'>) {
  const top = view.top[0];
  if (top === undefined) return null;
  const text = labelText(top.label, top.index);
  const { errors } = view;
  const p = errors
    ? figure(top.probability, 4, errors.topProbability)
    : probability(top.probability, view.figures.oneMinusTop);
  const ties = view.ties > 1 ? t(' · tied with {0} more', integer(view.ties - 1)) : '';
  return (
    <Figure
      name="top"
      lead
      value={<Label label={top.label} index={top.index} isAlone />}
      caption={t('top class, p = {0}{1}', p, ties)}
      title={
        t(
          '{0} (class {1}), p = {2}, 1 − p = {3}',
          text,
          top.index,
          exact(top.probability),
          exact(view.figures.oneMinusTop),
        ) + within(errors?.topProbability)
      }
      onCopy={() => void state.copy(exact(top.probability), `p ${exact(top.probability)}`)}
    />
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly unit?: string;
  readonly caption: ComponentChildren;
  readonly title: string;
  readonly lead?: boolean;
  readonly accent?: 'orange';
  /** Undefined where there is nothing to copy. */
  readonly onCopy: (() => void) | undefined;
}

/** One figure: its value and what it is. A click copies every digit. */
function Figure({ name, value, unit, caption, title, lead = false, accent, onCopy }: FigureProps) {
  const classes = `figure ${lead ? 'lead' : ''} ${onCopy && accent ? accent : ''}`;
  const hint = onCopy ? t('{0}\nClick to copy', title) : title;
  return (
    <button
      type="button"
      class={classes}
      title={hint}
      aria-disabled={!onCopy}
      data-testid={`figure-${name}`}
      onClick={onCopy}
    >
      <span class="figure-value">
        {value}
        {unit !== undefined && <small> {unit}</small>}
      </span>
      <span class="figure-caption">{caption}</span>
    </button>
  );
}

function title(view: RowView): string {
  return view.index === '' ? t('The only row') : t('Row {0}', view.index);
}
