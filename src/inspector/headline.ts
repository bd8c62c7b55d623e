import { Distribution } from '../core/distribution.js';
import { floatFormats } from '../core/floatFormat.js';
import { precisionOf } from '../core/precision.js';
import { rowFigures } from '../core/rowFigures.js';
import type { OpenedTensor } from '../formats/format.js';
import type { TensorDocument } from './document.js';
import { guessValues, toLogitsInPlace, type ValuesGuess } from './valuesKind.js';

/** What tells the meaning of a row's values: the page's reading where there is one, else the value itself. */
export interface HeadlineContext {
  readonly document: TensorDocument | undefined;
  readonly opened: OpenedTensor;
  readonly guess: ValuesGuess | undefined;
}

const MOST_LABEL = 24;
const halfPrecision = floatFormats.filter(({ name }) => name === 'float16');

/** A row in a few words at temperature 1: `cat 0.66 · H 1.22 bit · ⚠ f16`, or why it has no figures: `✕ NaN`. */
export function headlineOf(values: Float64Array, context: HeadlineContext): string {
  const { document, guess = guessValues(values, values.length) } = context;
  toLogitsInPlace(values, document?.kind ?? guess.kind);
  const distribution = new Distribution(values);
  const { nan, positiveInfinity, argmax, topProbability, entropyBits, classCount } = rowFigures(distribution);
  if (classCount === 0) return '✕ no classes';
  if (nan > 0) return '✕ NaN';
  if (positiveInfinity > 0) return '✕ +∞';
  if (argmax < 0) return '✕ fully masked';
  const name = labelIn(context, argmax, classCount);
  const overflows = precisionOf(distribution, undefined, halfPrecision).some(
    ({ naive }) => naive.overflow || naive.sumOverflow,
  );
  return [`${name} ${topProbability.toFixed(2)}`, `H ${bits(entropyBits)} bit`, ...(overflows ? ['⚠ f16'] : [])].join(
    ' · ',
  );
}

function bits(entropy: number): string {
  return entropy > 0 && entropy < 5e-4 ? '<0.001' : Number(entropy.toPrecision(3)).toString();
}

/** On one line, without signs that are not seen, and not so long that the figures are lost behind it. */
function labelIn({ document, opened }: HeadlineContext, index: number, classCount: number): string {
  const own = opened.classNames?.length === classCount ? opened.classNames[index] : undefined;
  const label = document?.lanes.classCount === classCount ? document.labels.nameOf(index) : own;
  const line = (label ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (line === '' || line === String(index)) return `class ${index}`;
  return line.length > MOST_LABEL ? `${line.slice(0, MOST_LABEL - 1)}…` : line;
}
