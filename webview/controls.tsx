import type { Signal } from '@preact/signals';
import type { SavedState } from './choices.js';
import { t } from './l10n.js';

interface SelectProps<V extends string | number> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly onChoose: (value: V) => void;
  readonly title?: string;
  readonly testId?: string;
}

/** A choice of a few, by VS Code's look; `label` is heard, not seen. */
export function Select<V extends string | number>({ label, value, options, onChoose, title, testId }: SelectProps<V>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => String(candidate.value) === chosen);
    if (option) onChoose(option.value);
  };
  return (
    <select
      aria-label={label}
      title={title ?? label}
      data-testid={testId}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

interface ToggleProps {
  readonly text: string;
  readonly title: string;
  readonly pressed: boolean;
  readonly onToggle: () => void;
  readonly disabled?: boolean;
  readonly testId?: string;
}

/** A button that stays pressed. */
export function Toggle({ text, title, pressed, onToggle, disabled = false, testId }: ToggleProps) {
  return (
    <button
      type="button"
      class="small"
      aria-pressed={pressed}
      title={title}
      disabled={disabled}
      data-testid={testId}
      onClick={onToggle}
    >
      {text}
    </button>
  );
}

type Tables = SavedState['tables'];

interface TableToggleProps {
  readonly tables: Signal<Tables>;
  readonly part: keyof Tables;
}

/** Shows a part of the page as a table with every digit, or as a chart. */
export function TableToggle({ tables, part }: TableToggleProps) {
  return (
    <Toggle
      text={t('table')}
      title={t('Show as a table with every digit')}
      pressed={tables.value[part]}
      testId={`${part}-table-toggle`}
      onToggle={() => (tables.value = { ...tables.value, [part]: !tables.value[part] })}
    />
  );
}
