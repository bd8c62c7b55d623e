import { useRef, useState } from 'preact/hooks';
import type { TargetChoice } from '../src/protocol/views.js';
import { Label } from './Label.js';
import { Latest } from './latest.js';
import { integer } from './format.js';
import { t } from './l10n.js';
import { isNamed, spelledLabel } from './labelText.js';
import type { State } from './state.js';

/** What can be chosen: nothing, the file's own target, or a class. */
interface Option {
  readonly choice: TargetChoice;
  readonly text: string;
}

const mostOptions = 50;

/** A box to type a class's name or number into; the host searches, so a whole vocabulary is no burden. */
export function TargetChooser({ state }: { readonly state: State }) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [options, setOptions] = useState<readonly Option[]>([]);
  const [active, setActive] = useState(0);
  const search = useSearch(state, setOptions);
  const show = (text: string): void => {
    setOpen(true);
    setActive(0);
    search(text);
  };
  const close = (): void => {
    setOpen(false);
    setQuery(null);
  };
  const choose = (option: Option | undefined): void => {
    if (option) state.choices.target.value = option.choice;
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && open) choose(options[active]);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show(query ?? '');
      else setActive(Math.max(0, Math.min(options.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))));
    }
  };
  return (
    <span class="chooser">
      <input
        id="target-box"
        class="target-box"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={t('Target class')}
        aria-expanded={open}
        aria-controls="target-options"
        aria-autocomplete="list"
        aria-activedescendant={open && options.length > 0 ? `target-option-${active}` : undefined}
        title={t('Target class: type a name or a number (key T)')}
        data-testid="target-box"
        value={query ?? targetText(state)}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => show(query ?? '')}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          show(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <Options options={options} open={open} active={active} onChoose={choose} />
    </span>
  );
}

interface OptionsProps {
  readonly options: readonly Option[];
  readonly open: boolean;
  readonly active: number;
  readonly onChoose: (option: Option) => void;
}

function Options({ options, open, active, onChoose }: OptionsProps) {
  return (
    <ul id="target-options" class="chooser-options" role="listbox" aria-label={t('Classes')} hidden={!open}>
      {options.map((option, at) => (
        <li
          key={String(option.choice)}
          id={`target-option-${at}`}
          ref={at === active && open ? scrollIntoView : null}
          role="option"
          aria-selected={at === active}
          // A press would take the focus from the box, and with it the list away before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {typeof option.choice === 'number' ? <ClassOption option={option} index={option.choice} /> : option.text}
        </li>
      ))}
    </ul>
  );
}

function ClassOption({ option, index }: { readonly option: Option; readonly index: number }) {
  return (
    <>
      <Label label={option.text} index={index} /> {isNamed(option.text, index) && <span class="dim">{index}</span>}
    </>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useSearch(state: State, onFound: (options: Option[]) => void): (query: string) => void {
  const latest = useRef<Latest<string, Option[]> | null>(null);
  latest.current ??= new Latest({
    ask: async (query, abort) => {
      const generation = state.document.view.peek()?.generation ?? 0;
      const found = await state.host.ask('classes', { generation, query, limit: mostOptions }, abort);
      const classes = found.classes.map(({ index, label }): Option => ({ choice: index, text: label }));
      return query === '' ? [...fixedOptions(state), ...classes] : classes;
    },
    onAnswer: onFound,
    onError: (error) => state.speech.report(error),
  });
  const { current } = latest;
  return (query) => current.ask(query);
}

function fixedOptions(state: State): Option[] {
  const none: Option = { choice: null, text: t('none') };
  const file = state.document.view.peek()?.labels.targets;
  return typeof file === 'string' ? [{ choice: 'file', text: t('from {0}', file) }, none] : [none];
}

function targetText(state: State): string {
  const target = state.row.view.value?.target ?? null;
  if (target === null) return t('none');
  const name = spelledLabel(target.label, target.index);
  if (target.fromFile) return t('{0} (from file)', name);
  return isNamed(target.label, target.index) ? `${name} · ${integer(target.index)}` : name;
}
