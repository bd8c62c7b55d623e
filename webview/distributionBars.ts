import type { RowView } from '../src/protocol/views.js';
import type { BarLine } from './BarTable.js';
import type { Bars } from './chart.js';
import type { Scale } from './choices.js';
import { column, figure } from './format.js';

type Entry = RowView['top'][number];

/** The lines of the distribution's table: the classes shown, then all others together. */
export function linesOf(view: RowView, scale: Scale): BarLine[] {
  const relative = Math.expm1(view.errors?.logProbability ?? 0);
  const lines = view.top.map((entry): BarLine => {
    const value = valueOf(entry, scale);
    const text = scale === 'probabilities' ? figure(value, 4, value * relative) : column(value, 3, 9);
    const extra =
      scale === 'logits'
        ? probabilityCell(entry.probability, relative)
        : { text: column(entry.logit, 2, 8), exact: entry.logit };
    const isTarget = entry.index === view.target?.index;
    return { index: entry.index, label: entry.label, isTarget, value: { text, exact: value }, extra };
  });
  return view.rest.count === 0 ? lines : [...lines, restLine(view, scale)];
}

/** The bars beside these lines. */
export function barsOf(view: RowView, scale: Scale, logarithmic: boolean): Bars {
  const values = view.top.map((entry) => valueOf(entry, scale));
  const colours = view.top.map((): Bars['colours'][number] => 'blue');
  if (view.rest.count > 0) {
    values.push(scale === 'probabilities' ? view.rest.probability : NaN);
    colours.push('grey');
  }
  const isDrawn = (value: number): boolean => Number.isFinite(value) && !(scale === 'probabilities' && value === 0);
  const drawn = values.map((value) => (isDrawn(value) ? value : null));
  return { values: drawn, colours, logarithmic, ...spanOf(drawn, scale, logarithmic) };
}

function valueOf(entry: Entry, scale: Scale): number {
  switch (scale) {
    case 'probabilities':
      return entry.probability;
    case 'logits':
      return entry.logit;
    case 'log-probabilities':
      return entry.logProbability;
  }
}

function restLine({ rest, errors }: RowView, scale: Scale): BarLine {
  const cell = probabilityCell(rest.probability, Math.expm1(errors?.logProbability ?? 0));
  const value = scale === 'probabilities' ? cell : { text: '', exact: null };
  const extra = scale === 'logits' ? cell : null;
  return { index: null, label: '', count: rest.count, isTarget: false, value, extra };
}

function probabilityCell(probability: number, relative: number): BarLine['value'] {
  return { text: figure(probability, 4, probability * relative), exact: probability };
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
