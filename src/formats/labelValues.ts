import type { ByteSource } from './byteSource.js';
import { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import type { ByteRange } from './jsonSkip.js';
import { readNumbers } from './jsonNumbers.js';
import { ascii, isSpace } from './jsonSyntax.js';

/** The names of the classes, or the index of the right class for each row, or both. */
export interface Labels {
  readonly classNames?: readonly string[];
  /** Flattened in C order. Negative ones, such as an ignored -100, are kept. */
  readonly targets?: Float64Array;
}

/** The keys under which labels stand beside or in place of numbers; of two that say the same the first counts. */
export const labelKeys = ['classNames', 'tokens', 'targets', 'labels'] as const;

/** A longer value is refused. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads the JSON value in `range`, whose syntax was checked: an array of strings is the names of the classes; an
 * integer, or arrays of them, the targets, but not under `classNames` and `tokens`. Throws a `JsonFault` where it is
 * neither, or of more than 64 MiB. `key` is the one whose value it is.
 */
export async function readLabelValue(
  source: ByteSource,
  range: ByteRange,
  key?: string,
  signal?: AbortSignal,
): Promise<Labels> {
  const length = range.end - range.start;
  if (length > maxBytes)
    throw new JsonFault('too-large', range.start, `The labels take ${length} bytes, more than 64 MiB`);
  const bytes = await source.read(range.start, length, signal);
  if (beginsWithString(bytes) || key === 'classNames' || key === 'tokens') {
    return { classNames: classNamesIn(bytes, range.start) };
  }
  const window = new ByteWindow(source, { signal });
  window.seek(range.start);
  const { values } = await readNumbers(window, key, length / 2);
  const targets = values.copy(0, values.length);
  const fault = nonTargetIn(targets);
  if (fault) throw new JsonFault('bad-option', range.start, fault, 'Targets are integers, one a row.');
  return { targets };
}

/** Says which of the targets is no integer, in a sentence without its full stop; undefined where all are. */
export function nonTargetIn(targets: Float64Array): string | undefined {
  const index = targets.findIndex((target) => !Number.isSafeInteger(target));
  return index < 0 ? undefined : `The target at index ${index} is ${targets[index]}, not the index of a class`;
}

/**
 * The value of a JSON text whose syntax was checked; NaN where `JSON.parse` does not read it, since it is or holds
 * Python's NaN.
 */
export function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return NaN;
  }
}

function beginsWithString(bytes: Uint8Array): boolean {
  if (bytes[0] !== ascii.openBracket) return false;
  let index = 1;
  while (isSpace(bytes[index] ?? 0)) index++;
  return bytes[index] === ascii.quote;
}

function classNamesIn(bytes: Uint8Array, offset: number): readonly string[] {
  const value = parsedJson(bytes);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new JsonFault(
    'not-numeric',
    offset,
    'The names of the classes are not an array of strings',
    'Write ["cat", "dog"], say.',
  );
}
