import type { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { type FloatFormat, type FloatFormatName, floatFormats } from './floatFormat.js';

/** What one way of computing softmax, with every result rounded to a format, does to a row. */
export interface PrecisionVerdict {
  /** Whether some e^x is too large for the format, for how many classes, and the first of them (−1: none). */
  readonly overflow: boolean;
  readonly overflowedClasses: number;
  readonly firstOverflow: number;
  /** Whether the sum is too large though no e^x is. */
  readonly sumOverflow: boolean;
  /**
   * How many classes lose all of a probability that is above 0 in float64, and the probability that they hold together.
   */
  readonly underflowedClasses: number;
  readonly underflowedMass: number;
  /** The largest |p − exact p| of a class; NaN where some p is. */
  readonly maxError: number;
  /** Whether some p is NaN. */
  readonly nan: boolean;
}

/** A format's verdicts on the naive softmax, e^x / Σ e^x, and on the stable one, which subtracts the maximum first. */
export interface FormatPrecision {
  readonly format: FloatFormatName;
  /** How many finite logits (over T) are beyond the largest value of the format, and the first of them (−1: none). */
  readonly unrepresentable: number;
  readonly firstUnrepresentable: number;
  readonly naive: PrecisionVerdict;
  readonly stable: PrecisionVerdict;
}

/**
 * The verdicts of each format on softmax(z / T). Logits, differences, exponentials, sums and quotients are each rounded
 * to the format; exponentials themselves are exact before that. The sum is a balanced tree: adding one by one would
 * stand still at 2048 in float16, which no library does. `exact` are the distribution's probabilities.
 */
export function precisionOf(
  distribution: Distribution,
  exact: Float64Array = distribution.probabilities(),
  formats: readonly FloatFormat[] = floatFormats,
): FormatPrecision[] {
  const { row, temperature, exists } = distribution;
  const logits = row.slice();
  for (let index = 0; index < row.length; index++) logits[index] = elementAt(row, index) / temperature;
  return formats.map((format) => {
    const held = roundedTo(format, logits);
    return {
      format: format.name,
      ...unrepresentable(logits, held),
      naive: exists ? verdict(naivePowers(held, format), logits, exact, format) : noVerdict,
      stable: exists ? verdict(stablePowers(held, distribution, format), null, exact, format) : noVerdict,
    };
  });
}

function roundedTo({ round }: FloatFormat, values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let index = 0; index < out.length; index++) out[index] = round(elementAt(values, index));
  return out;
}

function unrepresentable(logits: Float64Array, held: Float64Array) {
  let count = 0;
  let first = -1;
  for (let index = 0; index < logits.length; index++) {
    if (Number.isFinite(elementAt(held, index)) || !Number.isFinite(elementAt(logits, index))) continue;
    if (count === 0) first = index;
    count++;
  }
  return { unrepresentable: count, firstUnrepresentable: first };
}

/** A row that has no softmax has none in any format. */
const noVerdict: PrecisionVerdict = {
  overflow: false,
  overflowedClasses: 0,
  firstOverflow: -1,
  sumOverflow: false,
  underflowedClasses: 0,
  underflowedMass: NaN,
  maxError: NaN,
  nan: true,
};

function naivePowers(held: Float64Array, { round }: FloatFormat): Float64Array {
  const powers = new Float64Array(held.length);
  for (let index = 0; index < held.length; index++) powers[index] = round(Math.exp(elementAt(held, index)));
  return powers;
}

function stablePowers(held: Float64Array, { scan }: Distribution, { round }: FloatFormat): Float64Array {
  const max = elementAt(held, scan.argmax);
  const powers = new Float64Array(held.length);
  for (let index = 0; index < held.length; index++) {
    powers[index] = round(Math.exp(round(elementAt(held, index) - max)));
  }
  return powers;
}

/** Divides the powers by their sum and compares. `logits` are the exponents, or null where none is above 0. */
function verdict(
  powers: Float64Array,
  logits: Float64Array | null,
  exact: Float64Array,
  { round }: FloatFormat,
): PrecisionVerdict {
  const sum = treeSum(powers, round);
  let [overflowedClasses, firstOverflow, notFinite] = [0, -1, 0];
  let [underflowedClasses, underflowedMass, maxError] = [0, 0, 0];
  for (let index = 0; index < powers.length; index++) {
    const power = elementAt(powers, index);
    const probability = round(power / sum);
    const truth = elementAt(exact, index);
    maxError = Math.max(maxError, Math.abs(probability - truth));
    if (!Number.isFinite(power)) {
      notFinite++;
      if (logits !== null && elementAt(logits, index) > 0 && overflowedClasses++ === 0) firstOverflow = index;
    } else if (truth > 0 && (power === 0 || probability === 0)) {
      underflowedClasses++;
      underflowedMass += truth;
    }
  }
  return {
    overflow: overflowedClasses > 0,
    overflowedClasses,
    firstOverflow,
    sumOverflow: notFinite === 0 && !Number.isFinite(sum),
    underflowedClasses,
    underflowedMass,
    maxError,
    nan: Number.isNaN(maxError),
  };
}

/** Neighbours are added, then their sums, and so on, each rounded. */
function treeSum(values: Float64Array, round: (x: number) => number): number {
  const sums = values.slice();
  for (let { length } = sums; length > 1; length = Math.ceil(length / 2)) {
    for (let pair = 0; 2 * pair < length; pair++) {
      const left = elementAt(sums, 2 * pair);
      sums[pair] = 2 * pair + 1 < length ? round(left + elementAt(sums, 2 * pair + 1)) : left;
    }
  }
  return elementAt(sums, 0);
}
