import { Distribution } from '../../core/distribution.js';
import { elementCount } from '../../core/axes.js';
import type { Notice } from '../../core/notice.js';
import { rowFigures, type RowFigures } from '../../core/rowFigures.js';
import type { Tensor } from '../../core/tensor.js';
import { topK } from '../../core/topK.js';
import { textReading } from '../../formats/text/textReading.js';
import type { TextReading } from '../../formats/text/reading.js';
import { type Literal, literalAt } from '../../formats/text/textReader.js';
import { guessValues, toLogitsInPlace, type ValuesGuess } from '../valuesKind.js';
import { rowErrors, type RowErrors } from './rowErrors.js';
import { hoverNotices } from './hoverNotices.js';
import { column, probabilityDecimals, writtenProbability, written } from './written.js';

/** How long an array may be: at least so many numbers in a row, and at most so many in all. */
export interface HoverLimits {
  readonly minimumLength: number;
  readonly maximumLength: number;
}

/** What is known of a text beside itself. */
export interface HoverContext extends HoverLimits {
  /** VS Code's identifier of its language: `python`. */
  readonly language: string;
}

/** An array in a text and what it says, ready to be drawn; offsets `[start, end)` are of its text. */
export interface HoverCard {
  readonly start: number;
  readonly end: number;
  readonly rowRange: readonly [start: number, end: number];
  /** The row under the mouse, and its place among the others as NumPy writes it: `[1, :]`; null where there is one row. */
  readonly row: number;
  readonly rowExpression: string | null;
  readonly name: string | undefined;
  readonly shape: readonly number[];
  /** Null where a literal leaves it open. */
  readonly dtype: string | null;
  /** What is to be shown of the row; null where the array is longer than a hover reads. */
  readonly content: RowContent | null;
}

/** What a row says. Texts are figures with no more digits than are sure. */
export interface RowContent {
  readonly guess: ValuesGuess;
  /** The likeliest classes, the likeliest first; none where the row has no probabilities. */
  readonly classes: readonly CardClass[];
  /** The other classes together; null where there are none. */
  readonly rest: { readonly count: number; readonly share: number; readonly probability: string } | null;
  readonly figures: readonly CardFigure[];
  readonly notices: readonly Notice[];
}

export interface CardClass {
  readonly label: string;
  /** The number as it stands in the text. */
  readonly value: string;
  readonly probability: string;
  /** The probability that the bar is as long as. */
  readonly share: number;
}

export interface CardFigure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
}

const mostClasses = 5;
/** As in the inspector, the first rows tell what the values are. */
const guessRows = 16;

/** The card of the array of logits around an offset of a text; undefined where there is none. */
export function hoverCard(text: string, offset: number, context: HoverContext): HoverCard | undefined {
  const literal = literalAt(text, offset);
  if (literal === undefined || (literal.shape.at(-1) ?? 0) < context.minimumLength) return undefined;
  const { start, end, rowRange, row, name, shape } = literal;
  const base = { start, end, rowRange, row, name, shape, rowExpression: rowExpression(literal) };
  if (elementCount(shape) > context.maximumLength) return { ...base, dtype: null, content: null };
  const reading = textReading(literal.numbers);
  const { tensor, facts } = reading;
  // `z = array([2.0, 1.0])` in a program of Python was written by a person, with every digit; printed is what begins a line.
  const isWritten = context.language === 'python' && literal.isWithinLine;
  const isOpen = facts.printer === 'literal' && tensor.dtype === 'float64';
  return { ...base, dtype: isOpen ? null : tensor.dtype, content: rowContent(reading, row, isWritten) };
}

/** A row of a tensor as logits, by what the values seem to be. */
export function rowAsLogits(tensor: Tensor, row: number): Float64Array {
  const values = tensor.row(row);
  toLogitsInPlace(values, guessFor(tensor, values).kind);
  return values;
}

function rowContent({ tensor, facts }: TextReading, row: number, isWritten: boolean): RowContent {
  const values = tensor.row(row);
  const guess = guessFor(tensor, values);
  const logits = values.slice();
  toLogitsInPlace(logits, guess.kind);
  const distribution = new Distribution(logits);
  const errors = rowErrors(values, guess.kind, distribution, isWritten ? undefined : facts.uncertainty);
  const figures = rowFigures(distribution);
  const said = tensor.notices.filter(({ code }) => !isWritten || code !== 'display-precision');
  const notices = hoverNotices({ distribution, figures, errors, kind: guess.kind, notices: said });
  if (!distribution.exists) return { guess, classes: [], rest: null, figures: [], notices };
  return {
    guess,
    ...classesOf(values, distribution, errors, tensor.classNames),
    figures: cardFigures(values, guess, figures, errors),
    notices,
  };
}

function guessFor(tensor: Tensor, row: Float64Array): ValuesGuess {
  const { shape } = tensor;
  const count = Math.min(guessRows, elementCount(shape.slice(0, -1)));
  const rows = new Float64Array((count + 1) * row.length);
  for (let index = 0; index < count; index++) rows.set(tensor.row(index), index * row.length);
  rows.set(row, count * row.length);
  return guessValues(rows, row.length);
}

function classesOf(
  values: Float64Array,
  distribution: Distribution,
  errors: RowErrors,
  names: readonly string[] | undefined,
): Pick<RowContent, 'classes' | 'rest'> {
  // One class more than are listed is listed as well: a line for it alone would say less.
  const count = values.length === mostClasses + 1 ? values.length : mostClasses;
  const top = topK(values, count);
  const shares = top.map((index) => distribution.probability(index));
  const probabilityErrors = top.map((index) => errors.probability(index));
  const decimals = probabilityDecimals(probabilityErrors);
  const numbers = column(
    top.map((index) => values[index] ?? NaN),
    top.map((index) => errors.value(index)),
  );
  const classes = top.map((index, place) => ({
    label: names?.[index] ?? String(index),
    value: numbers[place] ?? '',
    probability: writtenProbability(
      shares[place] ?? 0,
      oneMinus(distribution, index),
      probabilityErrors[place] ?? 0,
      decimals,
    ),
    share: shares[place] ?? 0,
  }));
  const restCount = values.length - top.length;
  if (restCount === 0) return { classes, rest: null };
  const share = restOf(distribution, top);
  return { classes, rest: { count: restCount, share, probability: writtenProbability(share, NaN, 0, decimals) } };
}

/** Of the likeliest class exactly; of the others nothing hangs on it. */
function oneMinus({ scan, oneMinusTop }: Distribution, index: number): number {
  return index === scan.argmax ? oneMinusTop : NaN;
}

/** Summed from its own terms: 1 minus the others would be noise where they hold nearly all. */
function restOf(distribution: Distribution, shown: readonly number[]): number {
  const probabilities = distribution.probabilities();
  for (const index of shown) probabilities[index] = 0;
  return probabilities.reduce((sum, probability) => sum + probability, 0);
}

function cardFigures(
  values: Float64Array,
  { kind }: ValuesGuess,
  { entropyNats, normalisedEntropy, logitMargin, probabilityMargin, logSumExp, argmax, runnerUp }: RowFigures,
  errors: RowErrors,
): CardFigure[] {
  const entropy = {
    name: 'entropy',
    value: written(entropyNats, errors.entropyNats),
    unit: values.length > 1 ? `nat (${percent(normalisedEntropy)} of ln ${values.length})` : 'nat',
  };
  const errorOf = (index: number): number => (index < 0 ? 0 : errors.value(index));
  if (kind === 'probabilities') {
    const error = errors.probability(argmax) + (runnerUp < 0 ? 0 : errors.probability(runnerUp));
    return [entropy, { name: 'probability margin', value: written(probabilityMargin ?? 0, error), unit: '' }];
  }
  const margin = written(logitMargin ?? 0, errorOf(argmax) + errorOf(runnerUp));
  return [
    entropy,
    { name: 'logit margin', value: margin, unit: '' },
    { name: 'log-sum-exp', value: written(logSumExp, errors.logSumExp), unit: '' },
  ];
}

/** In whole per cent; never 0 % or 100 % of what is not quite that. */
function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '<1 %';
  return rounded === 100 && share < 1 ? '>99 %' : `${rounded} %`;
}

/** `[1, :]`; null for a single row. */
function rowExpression({ shape, row }: Literal): string | null {
  if (shape.length < 2) return null;
  const places: number[] = [];
  let left = row;
  for (const length of shape.slice(0, -1).reverse()) {
    places.unshift(left % length);
    left = Math.floor(left / length);
  }
  return `[${places.join(', ')}, :]`;
}
