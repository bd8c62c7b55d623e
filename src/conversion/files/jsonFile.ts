import { elementCount } from '../../core/axes.js';
import { longestText, type NumberSpelling } from './elementText.js';
import type { FileContent, FileForm, WriteOptions } from './fileForm.js';
import { wideIntegersNote } from './notes.js';
import { numbersText, type Spelling, utf8Chunks } from './numbersText.js';

/**
 * One JSON document with all that is known of a tensor, which the reader of this extension and Python's own module read back bit
 * for bit: `{"dtype": …, "shape": […], "axis": …, "classNames": […], "targets": […], "logits": […]}`.
 */
export const jsonFile = {
  id: 'json',
  title: 'JSON (.json)',
  extension: 'json',
  notes: ({ source }) => wideIntegersNote(source),
  mostBytes,
  write: (content, options = {}) => utf8Chunks(jsonText(content, options)),
} as const satisfies FileForm;

async function* jsonText(content: FileContent, options: WriteOptions): AsyncGenerator<string> {
  const { source } = content;
  options.signal?.throwIfAborted();
  yield* attributes(content);
  if (elementCount(source.shape) === 0) {
    // Brackets cannot show lengths after one of 0: the shape says them.
    yield '"logits":[]}\n';
    return;
  }
  const rank = source.shape.length;
  yield `"logits":${'['.repeat(rank)}`;
  yield* numbersText(source, spellingOf(rank), options);
  yield `${']'.repeat(rank)}}\n`;
}

/** The members before the numbers, each with its comma. */
function* attributes({ source, classAxis, classNames, targets }: FileContent): Generator<string> {
  yield `{"dtype":"${source.dtype}",\n"shape":[${source.shape.join(',')}],\n`;
  if (classAxis !== undefined) yield `"axis":${classAxis},\n`;
  if (classNames) yield* member('classNames', classNames.length, (index) => JSON.stringify(classNames[index] ?? ''));
  if (targets) yield* member('targets', targets.length, (index) => String(targets[index] ?? NaN));
}

function* member(key: string, length: number, itemAt: (index: number) => string): Generator<string> {
  yield `"${key}":[`;
  for (let index = 0; index < length; index++) yield (index === 0 ? '' : ',') + itemAt(index);
  yield '],\n';
}

/** JSON has float64 numbers alone: with the digits of those each is read right, also by who knows nothing of the type. */
const numbers: NumberSpelling = {
  specials: { nan: 'NaN', infinity: 'Infinity', negativeInfinity: '-Infinity' },
  floatsReadAs: 'float64',
};

function spellingOf(rank: number): Spelling {
  return {
    ...numbers,
    between: Array.from({ length: rank }, (_, ended) =>
      ended === 0 ? ',' : `${']'.repeat(ended)},\n${'['.repeat(ended)}`,
    ),
  };
}

function mostBytes(content: FileContent): number {
  const { shape, dtype } = content.source;
  const encoder = new TextEncoder();
  let head = 0;
  for (const text of attributes(content)) head += encoder.encode(text).length;
  // Along each axis a pair of brackets and a line break for what it divides the tensor into.
  const brackets = shape.reduce((total, _, axis) => total + 3 * elementCount(shape.slice(0, axis)), 0);
  return head + '"logits":[]}\n'.length + brackets + elementCount(shape) * (longestText(dtype, numbers) + 1);
}
