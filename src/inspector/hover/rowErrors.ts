import type { Distribution } from '../../core/distribution.js';
import type { Uncertainty } from '../../formats/format.js';
import type { ValuesKind } from '../../protocol/views.js';
import { printedErrors } from '../printedErrors.js';

/** By how much, at most, what is shown of a row may be off because its numbers were printed rounded. */
export interface RowErrors {
  readonly logSumExp: number;
  readonly entropyNats: number;
  /** Of a number as it is printed, and of the probability of its class. */
  value(index: number): number;
  probability(index: number): number;
}

const none: RowErrors = { logSumExp: 0, entropyNats: 0, value: () => 0, probability: () => 0 };

/** The errors of a row from those of its `values` as they were printed, which are of that kind; `distribution` is theirs. */
export function rowErrors(
  values: Float64Array,
  kind: ValuesKind,
  distribution: Distribution,
  uncertainty: Uncertainty | undefined,
): RowErrors {
  if (uncertainty === undefined || !distribution.exists) return none;
  const { logSumExp, entropyNats, topProbability, logProbability } = printedErrors(distribution, kind, uncertainty);
  const value = (index: number): number => {
    const printed = values[index] ?? 0;
    return Number.isFinite(printed) ? Math.max(uncertainty.absolute, uncertainty.relative * Math.abs(printed)) : 0;
  };
  const probability = (index: number): number => {
    const own = distribution.probability(index);
    // A probability is known as it is printed, and is moved besides where the printed ones do not sum to 1.
    if (kind === 'probabilities') return value(index) + Math.abs(own - (values[index] ?? 0));
    return index === distribution.scan.argmax ? topProbability : own * Math.expm1(logProbability);
  };
  return { logSumExp, entropyNats, value, probability };
}
