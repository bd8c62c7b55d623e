import { checkedCount } from './checkedCount.js';
import { describe } from './describe.js';
import { propertyOf } from './namedOptions.js';
import { checkedTemperature } from './temperature.js';
import { UserError } from './userError.js';

/** A step that takes classes away. p are the probabilities of those that the steps before it left. */
export type FilterStep =
  /** Keeps the k largest logits, and those equal to the k-th. */
  | { readonly step: 'top-k'; readonly k: number }
  /** Keeps the most probable classes whose probabilities reach `p`, in [0, 1]. */
  | { readonly step: 'top-p'; readonly p: number }
  /** Keeps the classes with at least `p`, in [0, 1], times the largest probability. */
  | { readonly step: 'min-p'; readonly p: number }
  /** Keeps the classes with −ln p nearest to the entropy whose probabilities reach `mass`, in (0, 1). */
  | { readonly step: 'typical'; readonly mass: number }
  /** Keeps the first of the largest logits. */
  | { readonly step: 'greedy' };

/** One step of what a decoder does with a row; part of the public API. */
export type SamplingStep =
  /** Divides the logits by T, finite and above 0. */
  { readonly step: 'temperature'; readonly temperature: number } | FilterStep;

/** More steps than any decoder takes. */
const maximumSteps = 64;

/**
 * Steps from outside, each read once, in the order given. Throws a `UserError` (`bad-option`) that names the step, also
 * where the temperatures multiply to what float64 does not hold.
 */
export function checkedSteps(given: unknown): SamplingStep[] {
  if (typeof given !== 'object' || given === null) throw noList(describe(given));
  const count = propertyOf(given, 'length', 'The length of the steps');
  if (typeof count !== 'number') throw noList(describe(given));
  checkedCount(count, 'The number of steps', 0, maximumSteps);
  const steps = Array.from({ length: count }, (_, at) =>
    checkedStep(propertyOf(given, String(at), `Step ${at}`), `Step ${at}`),
  );
  const product = steps.reduce((all, step) => all * (step.step === 'temperature' ? step.temperature : 1), 1);
  if (product > 0 && product < Infinity) return steps;
  throw new UserError('bad-option', 'The temperatures of the steps multiply to no float64 above 0: give milder ones.');
}

function checkedStep(given: unknown, place: string): SamplingStep {
  if (typeof given !== 'object' || given === null) {
    throw new UserError(
      'bad-option',
      `${place} is ${describe(given)}: give an object such as { step: "top-k", k: 50 }.`,
    );
  }
  const read = (name: string) => propertyOf(given, name, `The ${name} of ${place.toLowerCase()}`);
  const kind = read('step');
  if (!isKind(kind)) {
    const kinds = Object.keys(readers).join(', ');
    throw new UserError('bad-option', `${place} is of the kind ${describe(kind)}: choose one of ${kinds}.`);
  }
  return readers[kind](read, place);
}

type Read = (name: string) => unknown;

const readers = {
  // Whatever it is, checkedTemperature looks at it first.
  temperature: (read) => ({ step: 'temperature', temperature: checkedTemperature(read('temperature') as number) }),
  'top-k': (read, place) => {
    const k = checkedCount(read('k'), `${place}: k of top-k`, 1, Number.MAX_SAFE_INTEGER);
    return { step: 'top-k', k };
  },
  'top-p': (read, place) => ({ step: 'top-p', p: fraction(read('p'), `${place}: p of top-p`) }),
  'min-p': (read, place) => ({ step: 'min-p', p: fraction(read('p'), `${place}: p of min-p`) }),
  typical: (read, place) => {
    const mass = fraction(read('mass'), `${place}: mass of typical`);
    if (mass > 0 && mass < 1) return { step: 'typical', mass };
    throw new UserError('bad-option', `${place}: mass of typical is ${mass}: give a number above 0 and under 1.`);
  },
  greedy: () => ({ step: 'greedy' }),
} satisfies Record<SamplingStep['step'], (read: Read, place: string) => SamplingStep>;

function isKind(kind: unknown): kind is SamplingStep['step'] {
  return typeof kind === 'string' && Object.hasOwn(readers, kind);
}

function fraction(given: unknown, what: string): number {
  if (typeof given === 'number' && given >= 0 && given <= 1) return given;
  throw new UserError('bad-option', `${what} is ${describe(given)}: give a number from 0 to 1.`);
}

function noList(found: string): UserError {
  return new UserError('bad-option', `The steps are ${found}: give a list of them, in the order they are to be taken.`);
}
