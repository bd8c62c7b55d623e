import { checkedCount } from './checkedCount.js';
import { counted } from './counted.js';
import { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { classesToCheck } from './gradientClasses.js';
import { checkStillHeld, optionRowOf, rowOf } from './logits.js';
import { crossEntropy, lossGradient } from './loss.js';
import { LossAlongLogit } from './lossAlongLogit.js';
import { namedOptions } from './namedOptions.js';
import type { Notice } from './notice.js';
import { givenSmoothing, type LabelSmoothing, type Target, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import { UserError } from './userError.js';
import { rowWarnings } from './warnings.js';

/** What a gradient is checked with; part of the public API. */
export interface GradientCheckOptions {
  /** A class index, or a soft target: a number from 0 up for each class. */
  readonly target: number | ArrayLike<number>;
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
  readonly labelSmoothing?: LabelSmoothing | null | undefined;
  /** A gradient to check beside our own, such as `x.grad` of a framework: one finite number a class. */
  readonly gradient?: ArrayLike<number> | null | undefined;
  /** A whole number from 0 up: which classes are checked where there are too many for all. The default is 0. */
  readonly seed?: number | null | undefined;
}

/** How far a gradient is from the central differences of the loss. */
export interface GradientDisagreement {
  /** The largest |gradient − quotient| over the larger of both; NaN where nothing could be checked. */
  readonly maxRelativeError: number;
  /** The class of that, −1 where nothing could be checked, and what the gradient and the quotient are there. */
  readonly classIndex: number;
  readonly gradient: number;
  readonly quotient: number;
  /** The largest |gradient − quotient|. */
  readonly maxAbsoluteError: number;
}

/** The gradient of the loss against its central differences; part of the public API. */
export interface GradientCheck {
  readonly classCount: number;
  /** How many classes were checked: all of up to 256, else the 128 with the largest entries and a sample of 128. */
  readonly checkedCount: number;
  /** Of (s p − y) / T, as `inspectRow` gives it. */
  readonly formula: GradientDisagreement;
  /** Of the gradient given. */
  readonly supplied?: GradientDisagreement;
  /** Why nothing could be checked, if so: no softmax, a target on a masked class, or a loss that float64 does not hold. */
  readonly warnings: readonly Notice[];
}

/**
 * Compares ∂loss/∂z with central differences of the loss (`LossAlongLogit`, good to about 1e-11 of the terms it adds).
 * Where the two terms of an entry cancel to under 1e-4 of them, the error is relative to 1e-4 of them. Throws a
 * `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for an option that has no meaning.
 */
export function checkGradient(logits: ArrayLike<number>, options: GradientCheckOptions): GradientCheck {
  const row = rowOf(logits);
  const names = ['target', 'temperature', 'labelSmoothing', 'gradient', 'seed'] as const;
  const given: Partial<GradientCheckOptions> = namedOptions(options, names, 'checkGradient');
  const temperature = checkedTemperature(given.temperature ?? 1);
  const target = requiredTarget(given, row.length);
  const supplied = given.gradient === undefined ? undefined : checkedGradient(given.gradient, row.length);
  const seed = checkedCount(given.seed ?? 0, 'The seed', 0, Number.MAX_SAFE_INTEGER);
  checkStillHeld(row);
  const distribution = new Distribution(row, temperature);
  const formula = lossGradient(distribution, target);
  const canCheck = Number.isFinite(crossEntropy(distribution, target));
  const classes = canCheck ? classesToCheck(formula, supplied, seed) : [];
  const loss = new LossAlongLogit(distribution, target);
  const slopes = classes.map((index) => ({ index, ...loss.slope(index) }));
  return {
    classCount: row.length,
    checkedCount: classes.length,
    formula: disagreement(formula, slopes),
    ...(supplied && { supplied: disagreement(supplied, slopes) }),
    warnings: [...rowWarnings(distribution, target), ...beyondFloat64(distribution, target)],
  };
}

/** An infinite loss without a mask. */
function beyondFloat64(distribution: Distribution, target: Target): Notice[] {
  const isMasked = distribution.row.some((logit, index) => logit === -Infinity && elementAt(target.values, index) > 0);
  if (isMasked || crossEntropy(distribution, target) !== Infinity) return [];
  const message =
    'The loss is beyond float64, so it has no differences: scale the logits down, or raise the temperature.';
  return [{ severity: 'warning', code: 'infinite-loss', message }];
}

interface ClassSlope {
  readonly index: number;
  readonly quotient: number;
  readonly terms: number;
}

function disagreement(gradient: Float64Array, slopes: readonly ClassSlope[]): GradientDisagreement {
  let worst = { maxRelativeError: NaN, classIndex: -1, gradient: NaN, quotient: NaN };
  let maxAbsoluteError = slopes.length > 0 ? 0 : NaN;
  for (const { index, quotient, terms } of slopes) {
    const entry = elementAt(gradient, index);
    const error = Math.abs(entry - quotient);
    const scale = Math.max(Math.abs(entry), Math.abs(quotient), cancelled * terms, smallest);
    maxAbsoluteError = Math.max(maxAbsoluteError, error);
    // Negated, so that the first error replaces the NaN.
    if (!(error / scale <= worst.maxRelativeError)) {
      worst = { maxRelativeError: error / scale, classIndex: index, gradient: entry, quotient };
    }
  }
  return { ...worst, maxAbsoluteError };
}

/** An entry that is less than this of the terms whose difference it is has lost so many digits. */
const cancelled = 1e-4;

/** Under this numbers are subnormal or nearly, and have no digits to compare. */
const smallest = 1e-290;

function requiredTarget(given: Partial<GradientCheckOptions>, classCount: number): Target {
  const smoothing = givenSmoothing(given.labelSmoothing, classCount);
  if (given.target !== undefined) return targetOf(given.target, classCount, smoothing);
  throw new UserError('bad-option', 'checkGradient needs a target: give a class index, or a soft target.');
}

function checkedGradient(gradient: ArrayLike<number> | null, classCount: number): Float64Array {
  const entries = optionRowOf(gradient ?? [], 'gradient entries');
  if (entries.length !== classCount) {
    throw new UserError(
      'bad-option',
      `The gradient has ${counted(entries.length, 'entry', 'entries')} for ${counted(classCount, 'class', 'classes')}: give one a class.`,
    );
  }
  const wrong = entries.findIndex((entry) => !Number.isFinite(entry));
  if (wrong < 0) return entries;
  throw new UserError(
    'bad-option',
    `The gradient is ${elementAt(entries, wrong)} at class ${wrong}: give finite numbers, or look there first.`,
  );
}
