import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { RunningSum } from './runningSum.js';
import type { FilterStep } from './samplingSteps.js';
import { topK } from './topK.js';

/**
 * The row that a step leaves of a distribution that exists: −inf where a class is taken away. The conventions are those
 * of Hugging Face transformers (`generation/logits_process.py`), in float64; where its sort leaves the order of equal
 * logits open, the first index is kept. `keepAtLeast` ≥ 1 classes stay in any case (`min_tokens_to_keep`), but one after
 * `greedy`. Masked classes never come back.
 */
export function filteredRow(distribution: Distribution, step: FilterStep, keepAtLeast: number): Float64Array {
  switch (step.step) {
    case 'top-k':
      return afterTopK(distribution, Math.max(step.k, keepAtLeast));
    case 'top-p':
      return afterTopP(distribution, step.p, keepAtLeast);
    case 'min-p':
      return afterMinP(distribution, step.p, keepAtLeast);
    case 'typical':
      return afterTypical(distribution, step.mass, keepAtLeast);
    case 'greedy':
      return only(distribution.row, [distribution.scan.argmax]);
  }
}

/** `TopKLogitsWarper`: takes away what is less than the k-th largest logit, so that all equal to it stay. */
function afterTopK({ row }: Distribution, k: number): Float64Array {
  const last = elementAt(row, topK(row, k).at(-1) ?? -1);
  return row.map((logit) => (logit < last ? -Infinity : logit));
}

/**
 * `TopPLogitsWarper`: from the smallest probability up, takes away classes while their sum is at most 1 − p. At p = 1
 * nothing, as `generate` does, though probabilities may round to 0.
 */
function afterTopP(distribution: Distribution, p: number, keepAtLeast: number): Float64Array {
  const { row } = distribution;
  if (p === 1) return row;
  const probabilities = distribution.probabilities();
  // Of equal logits the first index is sorted last, and so kept longest.
  const order = liveClasses(row).sort((a, b) => elementAt(row, a) - elementAt(row, b) || b - a);
  const sum = new RunningSum();
  const kept = order.findIndex((index) => sum.add(elementAt(probabilities, index)) > 1 - p);
  // Where p is so small that 1 − p rounds to 1 nothing may exceed it.
  return only(row, order.slice(Math.min(kept < 0 ? order.length : kept, Math.max(order.length - keepAtLeast, 0))));
}

/** `MinPLogitsWarper`: takes away probabilities under `minimum` times the largest. */
function afterMinP(distribution: Distribution, minimum: number, keepAtLeast: number): Float64Array {
  const { row, topProbability } = distribution;
  const probabilities = distribution.probabilities();
  const out = row.map((logit, index) =>
    elementAt(probabilities, index) < minimum * topProbability ? -Infinity : logit,
  );
  for (const index of topK(row, keepAtLeast)) out[index] = elementAt(row, index);
  return out;
}

/**
 * `TypicalLogitsWarper`: from the smallest |−ln p − H| up, keeps classes until their probabilities reach `mass`, and
 * those that deviate as much as the last of them.
 */
function afterTypical(distribution: Distribution, mass: number, keepAtLeast: number): Float64Array {
  const { row, meanExponent } = distribution;
  const probabilities = distribution.probabilities();
  // −ln p − H without the logarithm of the normaliser, which is in both and would cancel.
  const deviations = row.map((_, index) => Math.abs(meanExponent - distribution.exponent(index)));
  const order = liveClasses(row).sort((a, b) => elementAt(deviations, a) - elementAt(deviations, b) || a - b);
  const sum = new RunningSum();
  const reached = order.findIndex((index) => sum.add(elementAt(probabilities, index)) >= mass);
  const last = elementAt(deviations, order.at(reached) ?? -1);
  return only(
    row,
    order.filter((index, place) => place < keepAtLeast || elementAt(deviations, index) <= last),
  );
}

function liveClasses(row: Float64Array): Int32Array {
  const live = new Int32Array(row.length);
  let count = 0;
  for (let index = 0; index < row.length; index++) if (elementAt(row, index) > -Infinity) live[count++] = index;
  return live.subarray(0, count);
}

function only(row: Float64Array, kept: Iterable<number>): Float64Array {
  const out = new Float64Array(row.length).fill(-Infinity);
  for (const index of kept) out[index] = elementAt(row, index);
  return out;
}
