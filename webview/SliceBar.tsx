import { useState } from 'preact/hooks';
import type { DocumentView } from '../src/protocol/views.js';
import { integer } from './format.js';
import { t } from './l10n.js';
import { indexesOf, lengthsOf, rowAt } from './slice.js';
import { messageOf } from './speech.js';
import type { State } from './state.js';

interface Props {
  readonly state: State;
  readonly document: DocumentView;
}

/** Where in the tensor the row lies: a slider for each axis but that of the classes, and the same as an expression. */
export function SliceBar({ state, document }: Props) {
  return (
    <nav class="slice" aria-label={t('Slice')} data-testid="slice-bar">
      {document.rowAxes.map((axis, place) => (
        <Axis key={axis} state={state} document={document} axis={axis} place={place} />
      ))}
      <Expression state={state} document={document} />
    </nav>
  );
}

function Axis({ state, document, axis, place }: Props & { readonly axis: number; readonly place: number }) {
  const last = (lengthsOf(document)[place] ?? 1) - 1;
  const indexes = indexesOf(state.choices.row.value, document);
  const index = indexes[place] ?? 0;
  const go = (to: number): void => {
    if (!Number.isInteger(to)) return;
    const wanted = Math.max(0, Math.min(last, to < 0 ? last + 1 + to : to));
    const { scope } = state.choices;
    // A table narrowed on this axis follows it.
    if (typeof scope.peek()[place] === 'number')
      scope.value = scope.peek().map((fixed, other) => (other === place ? wanted : fixed));
    state.selection.goTo(rowAt(indexes.with(place, wanted), document));
  };
  const name = t('axis {0}', axis);
  return (
    <div class="axis" role="group" aria-label={name}>
      <span class="dim">{name}</span>
      <input
        type="range"
        min={0}
        max={last}
        value={index}
        disabled={last === 0}
        aria-label={t('Index on axis {0}', axis)}
        title={t('{0}, 0 to {1}', name, integer(last))}
        data-testid={`axis-slider-${axis}`}
        onInput={(event) => go(event.currentTarget.valueAsNumber)}
      />
      <input
        class="mono number-box"
        type="number"
        min={-last - 1}
        max={last}
        value={index}
        aria-label={t('Index on axis {0}, exactly', axis)}
        title={t('{0}, 0 to {1}; -1 is the last', name, integer(last))}
        data-testid={`axis-box-${axis}`}
        onChange={(event) => {
          go(event.currentTarget.valueAsNumber);
          event.currentTarget.value = String(indexesOf(state.choices.row.peek(), document)[place] ?? 0);
        }}
      />
      <button
        type="button"
        class="small"
        title={t('Last position of {0} (key End on its slider)', name)}
        disabled={index === last}
        data-testid={`axis-last-${axis}`}
        onClick={() => go(last)}
      >
        {t('last')}
      </button>
    </div>
  );
}

function Expression({ state, document }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = state.row.view.value?.expression ?? '';
  const reset = (): void => {
    setDraft(null);
    setProblem(null);
  };
  const locate = async (expression: string): Promise<void> => {
    try {
      const found = await state.host.ask('locate', {
        generation: document.generation,
        row: state.choices.row.peek(),
        expression,
      });
      state.choices.scope.value = found.scope;
      state.selection.goTo(found.row);
      reset();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div class="expression">
      <input
        id="slice-box"
        class="mono"
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-label={t('Slice expression')}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'slice-problem'}
        title={t('A NumPy expression such as [0, -1, :], then Enter (key /)')}
        data-testid="slice-box"
        value={draft ?? shown}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => problem === null && reset()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void locate(event.currentTarget.value);
          else if (event.key === 'Escape') reset();
        }}
      />
      {problem !== null && (
        <p id="slice-problem" class="error problem-line" role="alert" data-testid="slice-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
