import { blockSum } from '../core/blockSum.js';
import { Distribution } from '../core/distribution.js';
import { lossFigures } from '../core/loss.js';
import { rowFigures, type RowFigures } from '../core/rowFigures.js';
import { type Target, targetOf } from '../core/target.js';
import { topK } from '../core/topK.js';
import { rowWarnings } from '../core/warnings.js';
import type { Question } from '../protocol/messages.js';
import type { ClassFigures, RowView } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import { printedErrors } from './printedErrors.js';
import type { ReadRow } from './rowReader.js';
import { rowRefusal } from './rowWords.js';
import { expressionOf } from './slice.js';

/** One row at one temperature, in figures and words. The table of rows has no part in it. */
export function rowView(document: TensorDocument, read: ReadRow, question: Question<'row'>): RowView {
  const distribution = new Distribution(read.logits, question.temperature);
  const figures = rowFigures(distribution);
  const refusal = rowRefusal(document, figures, read.logits);
  const indexes = document.lanes.rowIndex(read.row);
  // A row without figures has no order either: its first classes are shown as they are.
  const order = refusal ? Array.from(read.logits.keys()) : Array.from(read.top);
  const shown = order.slice(0, question.topK);
  const target = refusal ? null : chosenTarget(document, read, question);
  return {
    row: read.row,
    index: indexes.join(', '),
    expression: expressionOf(indexes, document.classAxis),
    temperature: question.temperature,
    classCount: figures.classCount,
    liveCount: figures.liveCount,
    refusal: refusal && { title: refusal.text, message: refusal.message },
    warnings: refusal ? [] : rowWarnings(distribution, target ?? undefined),
    figures: figureRecord(figures),
    errors: refusal === null ? errorsOf(document, distribution) : null,
    top: shown.map((index) => classFigures(document, distribution, index)),
    runnerUp:
      figures.runnerUp < 0 ? null : { index: figures.runnerUp, label: document.labels.nameOf(figures.runnerUp) },
    ties: figures.ties,
    rest: { count: read.logits.length - shown.length, probability: restProbability(distribution, shown) },
    ...(target ? targetParts(document, distribution, target, question) : withoutTarget),
  };
}

function figureRecord(figures: RowFigures): RowView['figures'] {
  return {
    logSumExp: present(figures.logSumExp),
    entropyNats: present(figures.entropyNats),
    entropyBits: present(figures.entropyBits),
    normalisedEntropy: present(figures.normalisedEntropy),
    perplexity: present(figures.perplexity),
    logitMargin: present(figures.logitMargin),
    probabilityMargin: present(figures.probabilityMargin),
    oneMinusTop: present(figures.oneMinusTop),
  };
}

function errorsOf({ opened, kind }: TensorDocument, distribution: Distribution): RowView['errors'] {
  return opened.uncertainty === undefined ? null : printedErrors(distribution, kind, opened.uncertainty);
}

function present(figure: number | undefined): number | null {
  return figure === undefined || Number.isNaN(figure) ? null : figure;
}

function classFigures(document: TensorDocument, distribution: Distribution, index: number): ClassFigures {
  return {
    index,
    label: document.labels.nameOf(index),
    logit: distribution.row[index] ?? Number.NaN,
    probability: distribution.exists ? distribution.probability(index) : Number.NaN,
    logProbability: distribution.exists ? distribution.logProbability(index) : Number.NaN,
  };
}

/** Summed from its own terms: 1 minus the others would be noise where they hold nearly all. */
function restProbability(distribution: Distribution, shown: readonly number[]): number {
  const probabilities = distribution.probabilities();
  for (const index of shown) probabilities[index] = 0;
  return blockSum(probabilities.length, (index) => probabilities[index] ?? 0);
}

type TargetParts = Pick<RowView, 'target' | 'gradient'>;

const withoutTarget: TargetParts = { target: null, gradient: { classes: [], restCount: 0, restSum: 0 } };

/** The target asked for; null where there is none. A class chosen before the class axis changed may not exist on the new one. */
function chosenTarget(
  document: TensorDocument,
  { row, logits }: ReadRow,
  { target, smoothing }: Question<'row'>,
): Target | null {
  const index = target === 'file' ? document.labels.targetOf(row) : target;
  if (index === null || index >= logits.length) return null;
  // Without smoothing no convention matters, not even one that refuses a single class.
  return targetOf(index, logits.length, smoothing.epsilon === 0 ? undefined : smoothing);
}

function targetParts(
  document: TensorDocument,
  distribution: Distribution,
  target: Target,
  question: Question<'row'>,
): TargetParts {
  const { classIndex: index } = target;
  const figures = lossFigures(distribution, target);
  return {
    target: {
      ...classFigures(document, distribution, index),
      fromFile: question.target === 'file',
      loss: figures.loss,
      // The core's is of z / T; margins are shown in the units of the logits.
      margin: present(figures.targetMargin === undefined ? undefined : figures.targetMargin * question.temperature),
      rank: figures.targetRank,
      klFromTarget: present(figures.klFromTarget),
      smoothing: question.smoothing,
    },
    gradient: gradientView(document, figures.gradient, index, question.topK),
  };
}

function gradientView(
  document: TensorDocument,
  gradient: Float64Array,
  target: number,
  count: number,
): RowView['gradient'] {
  const largest = topK(gradient.map(Math.abs), count);
  const classes = largest.map((index) => ({
    index,
    label: document.labels.nameOf(index),
    value: gradient[index] ?? Number.NaN,
    isTarget: index === target,
  }));
  const shown = new Set(largest);
  const restSum = blockSum(gradient.length, (index) => (shown.has(index) ? 0 : (gradient[index] ?? 0)));
  return { classes, restCount: gradient.length - largest.length, restSum };
}
