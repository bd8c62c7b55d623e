import type { Distribution } from '../core/distribution.js';
import { elementAt } from '../core/element.js';
import { type FigureErrors, figureErrors } from '../core/figureErrors.js';
import type { Uncertainty } from '../formats/format.js';
import type { ValuesKind } from '../protocol/views.js';

/** How far the figures of a row may be off, whose values were rounded when they were printed as `kind`. */
export function printedErrors(
  distribution: Distribution,
  kind: ValuesKind,
  { absolute, relative }: Uncertainty,
): FigureErrors {
  const { row } = distribution;
  const errorOf = (value: number): number => Math.max(absolute, relative * Math.abs(value));
  if (kind !== 'probabilities') {
    return figureErrors(distribution, row.map(errorOf), { hidden: 0, hiddenWeight: 0 });
  }
  const errors = row.map((logit) => {
    const probability = Math.exp(logit);
    return -Math.log1p(-Math.min(errorOf(probability) / probability, 1));
  });
  let hidden = 0;
  for (let index = 0; index < row.length; index++) if (elementAt(row, index) === -Infinity) hidden++;
  return figureErrors(distribution, errors, { hidden, hiddenWeight: absolute });
}
