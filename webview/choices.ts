import { type Signal, signal } from '@preact/signals';
import * as v from 'valibot';
import { type Sort, reading, scope, smoothing, sort, targetChoice } from '../src/protocol/views.js';

const scale = v.picklist(['probabilities', 'logits', 'log-probabilities']);
/** What the bars of the distribution are as long as. */
export type Scale = v.InferOutput<typeof scale>;

/** The numbers of classes that the distribution can show. */
export const topCounts = [8, 10, 20, 50, 100, 200] as const;

/** The temperatures that the protocol knows. */
export const temperatureRange = { least: 1e-6, most: 1e6 } as const;

const flag = v.fallback(v.boolean(), false);
const place = v.pipe(v.number(), v.finite(), v.minValue(0));
const temperature = v.pipe(v.number(), v.minValue(temperatureRange.least), v.maxValue(temperatureRange.most));
const tables = v.object({ distribution: flag, temperature: flag, gradient: flag, comparison: flag });

/** The rows as they are stored: the order that costs nothing. */
export const storedOrder: Sort = { column: 'row', descending: false };

/** What is kept while the page is hidden or closed. Each part that is not as it should be falls back by itself. */
const savedState = v.object({
  reading: v.fallback(reading, { classAxis: null, valuesKind: null, dtype: null, stop: null }),
  row: v.fallback(v.pipe(place, v.integer()), 0),
  sort: v.fallback(sort, storedOrder),
  scope: v.fallback(scope, []),
  temperature: v.fallback(temperature, 1),
  target: v.fallback(targetChoice, 'file'),
  smoothing: v.fallback(smoothing, { epsilon: 0, convention: 'pytorch' }),
  scale: v.fallback(scale, 'probabilities'),
  logScale: flag,
  topCount: v.fallback(v.picklist(topCounts), 8),
  tables: v.fallback(tables, { distribution: false, temperature: false, gradient: false, comparison: false }),
  /** The rows table's top edge, in lines. */
  topLine: v.fallback(place, 0),
});

/** What the user chose, as it is saved. */
export type SavedState = v.InferOutput<typeof savedState>;

/** What the user chose: every part a signal, so that a part of the page follows only what it shows. */
export type Choices = { readonly [K in keyof SavedState]: Signal<SavedState[K]> };

/** Reads what was saved earlier, whatever it is now; anything unknown or broken is as on the first day. */
export function restore(saved: unknown): SavedState {
  return v.parse(savedState, typeof saved === 'object' && saved !== null ? saved : {});
}

/** The choices as signals. */
export function choicesFrom(saved: SavedState): Choices {
  // Entries lose which type belongs to which key; each keeps its own all the same.
  return mapped(saved, (value) => signal(value)) as Choices;
}

/** The choices as they are saved; reads every signal. */
export function snapshot(choices: Choices): SavedState {
  return mapped(choices, (choice) => choice.value) as SavedState;
}

function mapped<V>(record: Readonly<Record<string, V>>, map: (value: V) => unknown): unknown {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
