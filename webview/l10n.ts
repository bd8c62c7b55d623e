import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import * as v from 'valibot';

const bundle = signal<Readonly<Record<string, string>>>({});

/** Takes the translations that the host handed over as JSON, by English text; without any, the page speaks English. */
export function setTranslations(json: string | undefined): void {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())), json);
  if (parsed.success) bundle.value = parsed.output;
}

/** A text in the reader's language, `{0}`, `{1}` … replaced by the arguments. */
export function t(english: string, ...args: readonly (string | number)[]): string {
  return translated(english).replace(/\{(\d+)\}/g, (_, place: string) => String(args[Number(place)] ?? ''));
}

/** The same with elements as arguments: the pieces in the order of the reader's language. */
export function sentence(english: string, ...args: readonly ComponentChildren[]): ComponentChildren[] {
  return translated(english)
    .split(/(\{\d+\})/)
    .map((piece) => {
      const place = /^\{(\d+)\}$/.exec(piece)?.[1];
      return place === undefined ? piece : args[Number(place)];
    });
}

function translated(english: string): string {
  return bundle.value[english] ?? english;
}
