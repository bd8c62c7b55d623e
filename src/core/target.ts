import { blockSum } from './blockSum.js';
import { counted } from './counted.js';
import { describe } from './describe.js';
import { elementAt } from './element.js';
import { optionRowOf } from './logits.js';
import { namedOptions } from './namedOptions.js';
import { UserError } from './userError.js';

/**
 * How a target is softened by ε in [0, 1]. `pytorch`: (1 − ε) y + ε/K on every class, as `torch.nn.CrossEntropyLoss`
 * has it; `classic`: (1 − ε) y on the target and ε/(K − 1) on each wrong class.
 */
export interface LabelSmoothing {
  readonly epsilon: number;
  readonly convention: 'pytorch' | 'classic';
}

/** What a row should have been: y over its K classes, after smoothing. */
export interface Target {
  /** The class given, or the first of the largest entries of a soft target. */
  readonly classIndex: number;
  /** y, of length K; none negative. */
  readonly values: Float64Array;
  /** s = Σ y, which a soft target need not have at 1. */
  readonly sum: number;
  /** Whether y is 1 on `classIndex` and 0 elsewhere, exactly. */
  readonly isOneHot: boolean;
}

/**
 * A target from outside: a class index, or a soft target of length K. Throws a `UserError` (`bad-option`) where it is
 * neither, and for a smoothing that does not exist.
 */
export function targetOf(target: number | ArrayLike<number>, classCount: number, smoothing?: LabelSmoothing): Target {
  const values = typeof target === 'object' ? softTarget(target, classCount) : oneHot(target, classCount);
  if (typeof target === 'number' && smoothing === undefined) {
    return { classIndex: target, values, sum: 1, isOneHot: true };
  }
  const classIndex = values.reduce((best, value, index) => (value > elementAt(values, best) ? index : best), 0);
  if (smoothing !== undefined) smoothInto(values, checkedSmoothing(smoothing, classCount));
  const sum = blockSum(classCount, (index) => elementAt(values, index));
  const rest = blockSum(classCount, (index) => (index === classIndex ? 0 : elementAt(values, index)));
  return { classIndex, values, sum, isOneHot: rest === 0 && elementAt(values, classIndex) === 1 };
}

/** A class index in `[0, classCount)`, or a `UserError` (`bad-option`). */
export function checkedClass(target: number, classCount: number): number {
  if (Number.isInteger(target) && target >= 0 && target < classCount) return target;
  const advice =
    classCount === 1
      ? 'only class 0 exists'
      : `give an integer from 0 to ${classCount - 1}, or a soft target of ${classCount} numbers`;
  throw new UserError('bad-option', `The target ${describe(target)} is not a class: ${advice}.`);
}

/** `checkedSmoothing` of an option, which may be absent. */
export function givenSmoothing(
  smoothing: LabelSmoothing | null | undefined,
  classCount: number,
): LabelSmoothing | undefined {
  return smoothing === undefined || smoothing === null ? undefined : checkedSmoothing(smoothing, classCount);
}

/** The smoothing, or a `UserError` (`bad-option`) for an unknown convention or an epsilon outside [0, 1]. */
export function checkedSmoothing(smoothing: LabelSmoothing, classCount: number): LabelSmoothing {
  const given: unknown = smoothing;
  if (typeof given !== 'object') {
    throw new UserError(
      'bad-option',
      `The label smoothing is ${describe(given)}: give an object with epsilon and convention.`,
    );
  }
  const named = namedOptions(smoothing, ['epsilon', 'convention'], 'labelSmoothing', ['epsilon', 'convention']);
  const { epsilon, convention }: { readonly epsilon?: unknown; readonly convention?: unknown } = named;
  if (typeof epsilon !== 'number' || !(epsilon >= 0 && epsilon <= 1)) {
    throw new UserError(
      'bad-option',
      `The label smoothing epsilon is ${describe(epsilon)}: give a number from 0 to 1.`,
    );
  }
  if (convention !== 'pytorch' && convention !== 'classic') {
    throw new UserError(
      'bad-option',
      `The label smoothing convention is ${describe(convention)}: choose "pytorch" or "classic".`,
    );
  }
  if (convention === 'classic' && classCount === 1) {
    throw new UserError(
      'bad-option',
      'Classic label smoothing needs a wrong class to give its share to, but there is one class only.',
    );
  }
  return { epsilon, convention };
}

function oneHot(target: number, classCount: number): Float64Array {
  const values = new Float64Array(classCount);
  values[checkedClass(target, classCount)] = 1;
  return values;
}

/** A copy of a soft target, checked. */
function softTarget(target: ArrayLike<number>, classCount: number): Float64Array {
  const values = optionRowOf(target, 'soft target entries').slice();
  if (values.length !== classCount) {
    throw new UserError(
      'bad-option',
      `The soft target has ${counted(values.length, 'entry', 'entries')} for ${counted(classCount, 'class', 'classes')}: give one a class.`,
    );
  }
  const wrong = values.findIndex((value) => !(value >= 0 && value < Infinity));
  if (wrong >= 0) {
    throw new UserError(
      'bad-option',
      `The soft target is ${elementAt(values, wrong)} at class ${wrong}: give numbers from 0 up.`,
    );
  }
  if (values.every((value) => value === 0)) {
    throw new UserError('bad-option', 'The soft target is 0 on every class: give at least one class some weight.');
  }
  if (!Number.isFinite(blockSum(classCount, (index) => elementAt(values, index)))) {
    throw new UserError('bad-option', 'The soft target adds up to more than float64 holds: give it smaller weights.');
  }
  return values;
}

function smoothInto(values: Float64Array, { epsilon, convention }: LabelSmoothing): void {
  const sum = convention === 'classic' ? blockSum(values.length, (index) => elementAt(values, index)) : 0;
  for (let index = 0; index < values.length; index++) {
    const value = elementAt(values, index);
    const share = convention === 'pytorch' ? epsilon / values.length : (epsilon / (values.length - 1)) * (sum - value);
    values[index] = (1 - epsilon) * value + share;
  }
}
