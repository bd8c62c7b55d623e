import { floatFormats } from '../core/floatFormat.js';
import type { RowFigures } from '../core/rowFigures.js';
import type { Severity } from '../protocol/views.js';
import type { TensorDocument } from './document.js';

/** How many indexes a sentence names before it says "and N more". */
const NAMED = 4;

/** What is wrong with a row: a few words for the table, a title and a sentence for the row itself. */
export interface RowTrouble {
  readonly severity: Severity;
  readonly text: string;
  readonly message: string;
}

/** Why a row has no figures, in words; null where it has them. `logits` is null where only the figures are at hand. */
export function rowRefusal(
  document: TensorDocument,
  figures: RowFigures,
  logits: Float64Array | null,
): RowTrouble | null {
  const error = (text: string, message: string): RowTrouble => ({ severity: 'error', text, message });
  if (figures.classCount === 0) return error('no classes', 'The class axis has length 0: there is nothing to inspect.');
  if (figures.nan > 0) {
    const where = whereIn(document, figures.classCount, figures.nan, logits, Number.isNaN);
    const cause =
      document.kind === 'probabilities'
        ? 'A negative number is no probability: if these are logits, say so under “Values are”.'
        : 'Softmax of a row that holds NaN is NaN in every class, so no figure is shown.';
    return error(`NaN ${where}`, `NaN ${where}. ${cause}`);
  }
  if (figures.positiveInfinity > 0) {
    const where = whereIn(
      document,
      figures.classCount,
      figures.positiveInfinity,
      logits,
      (logit) => logit === Infinity,
    );
    const limit =
      figures.positiveInfinity === 1
        ? `As that logit grows without bound, its probability goes to 1.`
        : `As those logits grow alike without bound, they would share the probability equally.`;
    return error(
      `+∞ ${where}`,
      `The logit is +∞ ${where}: ∞ − ∞ makes every probability NaN, in PyTorch and SciPy too. ${limit}`,
    );
  }
  if (figures.argmax < 0) {
    return error(
      'fully masked',
      'Every class is masked (−∞): there is nothing to share the probability among, so softmax is NaN.',
    );
  }
  return null;
}

/** What the table says of a row: why it has no figures, or what in it deserves a look. */
export function rowTrouble(
  document: TensorDocument,
  figures: RowFigures,
  logits: Float64Array | null,
): RowTrouble | null {
  const refusal = rowRefusal(document, figures, logits);
  if (refusal) return refusal;
  const { dtype } = document.opened.tensor;
  const own = floatFormats.find(({ name }) => name === dtype);
  if (own && figures.max > own.overflowThreshold) {
    const text = `overflows ${dtype} unless the maximum is subtracted first`;
    return { severity: 'warning', text, message: text };
  }
  return null;
}

/** Where in a row a condition holds that `count` classes meet: `at cat, dog and 3 more`, `in every class`, `in 5 classes`. */
function whereIn(
  document: TensorDocument,
  classCount: number,
  count: number,
  logits: Float64Array | null,
  holds: (logit: number) => boolean,
): string {
  if (count === classCount && count > 1) return 'in every class';
  if (logits === null) return count === 1 ? 'in one class' : `in ${count.toLocaleString('en-US')} classes`;
  const named: string[] = [];
  for (let index = 0; index < logits.length && named.length < NAMED; index++) {
    if (holds(logits[index] ?? 0)) named.push(document.labels.nameOf(index));
  }
  const names = named.join(', ');
  return count > NAMED ? `at ${names} and ${count - NAMED} more` : `at ${names}`;
}
