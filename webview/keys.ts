import { t } from './l10n.js';
import type { State } from './state.js';
import { nudged } from './temperatureScale.js';

/** One key that works wherever the focus is, but in a box that is typed into. */
export interface Key {
  readonly key: string;
  readonly does: () => string;
  readonly run: (state: State) => void;
}

/** Every such key, in the order of the help. */
export const keys: readonly Key[] = [
  { key: 'j', does: () => t('next row'), run: ({ selection }) => void selection.moveBy('ArrowDown') },
  { key: 'k', does: () => t('previous row'), run: ({ selection }) => void selection.moveBy('ArrowUp') },
  { key: ',', does: () => t('previous stop of the program'), run: ({ stops }) => void stops.step(-1) },
  { key: '.', does: () => t('next stop of the program'), run: ({ stops }) => void stops.step(1) },
  { key: '/', does: () => t('type a slice'), run: () => focusOn('slice-box') },
  { key: 't', does: () => t('choose the target'), run: () => focusOn('target-box') },
  {
    key: '[',
    does: () => t('colder'),
    run: (state) => state.setTemperature(nudged(state.choices.temperature.peek(), -1)),
  },
  {
    key: ']',
    does: () => t('warmer'),
    run: (state) => state.setTemperature(nudged(state.choices.temperature.peek(), 1)),
  },
  { key: '0', does: () => t('temperature back to 1'), run: (state) => state.setTemperature(1) },
  {
    key: 'l',
    does: () => t('logarithmic bars'),
    run: ({ choices }) => void (choices.logScale.value = !choices.logScale.peek()),
  },
  { key: 'c', does: () => t('copy the row'), run: (state) => state.copyRow('tsv') },
  { key: '?', does: () => t('this list'), run: () => openHelp() },
];

/** Keys that work in one part of the page, for the help. */
export const localKeys: readonly { readonly keys: string; readonly does: () => string }[] = [
  { keys: '↑ ↓ Page↑ Page↓ Home End', does: () => t('in the rows: move the selection') },
  { keys: '↑ ↓ Enter', does: () => t('in the bars: move through the classes, make one the target') },
  { keys: '← → Home End', does: () => t('on a slider: one step, first, last') },
  { keys: '← →', does: () => t('in the stops: show the one before or after') },
];

/** Runs the key's action, unless someone types. Answers whether there was one. */
export function runKey(event: KeyboardEvent, state: State): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  const key = keys.find((candidate) => candidate.key === event.key.toLowerCase());
  if (key === undefined || state.document.view.peek() === null) return false;
  key.run(state);
  return true;
}

/** The id of the help's dialog. */
export const helpId = 'keys-help';

/** Opens the list of keys. */
export function openHelp(): void {
  const dialog = document.getElementById(helpId);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

/** Boxes take every key, lists the letters that find an entry; sliders and buttons take neither. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof Element && target.closest('dialog') !== null) return true;
  return target instanceof HTMLInputElement && target.type !== 'range';
}
