import { elementCount } from '../../core/axes.js';
import { shapeText } from '../../core/shapeText.js';
import { UserError } from '../../core/userError.js';
import { longestText } from './elementText.js';
import type { FileContent, FileForm, WriteOptions } from './fileForm.js';
import { leftOutNote, wideIntegersNote } from './notes.js';
import { numbersText, type Spelling, utf8Chunks } from './numbersText.js';

/** Comma-separated values without a header, a row a line, as `numpy.loadtxt(…, delimiter=',')` reads them. */
export const csvFile = {
  id: 'csv',
  title: 'Comma-separated values (.csv)',
  extension: 'csv',
  notes: (content) => [
    `CSV states no type: read it as ${content.source.dtype}.`,
    ...wideIntegersNote(content.source),
    ...leftOutNote('CSV', content),
  ],
  mostBytes: ({ source }) => elementCount(source.shape) * (longestText(source.dtype, spelling) + 1),
  write: (content, options = {}) => {
    const { shape } = content.source;
    if (shape.length > 2) throw tooManyAxes(shape);
    return utf8Chunks(csvText(content, options));
  },
} as const satisfies FileForm;

const spelling: Spelling = {
  specials: { nan: 'nan', infinity: 'inf', negativeInfinity: '-inf' },
  floatsReadAs: 'own type',
  between: [',', '\n'],
};

async function* csvText({ source }: FileContent, options: WriteOptions): AsyncGenerator<string> {
  options.signal?.throwIfAborted();
  yield* numbersText(source, spelling, options);
  if (elementCount(source.shape) > 0) yield '\n';
}

function tooManyAxes(shape: readonly number[]): UserError {
  return new UserError(
    'shape-mismatch',
    `CSV has rows and columns, and the shape is ${shapeText(shape)}: take a slice of two axes, or choose JSON or .npy.`,
  );
}
