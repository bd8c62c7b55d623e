import { dividedByTemperature, rounded } from './anyNumbers.js';
import type { Conversion } from './conversion.js';
import { logOdds, logProbabilities, odds, probabilities } from './fromLogits.js';
import { exponentials, logarithmsOfProbabilities, logitsOfProbabilities, smoothedLabels } from './fromProbabilities.js';
import { crossEntropyGradient } from './gradient.js';
import { oneHot, ranks } from './order.js';
import { topClasses } from './topClasses.js';

/** Every conversion of values. A new one is a function and a row here. */
export const conversions = [
  {
    id: 'probabilities',
    title: 'Probabilities (softmax)',
    takes: 'logits',
    options: ['temperature', 'dtype'],
    apply: probabilities,
  },
  {
    id: 'log-probabilities',
    title: 'Log-probabilities (log-softmax)',
    takes: 'logits',
    options: ['temperature', 'base', 'dtype'],
    apply: logProbabilities,
  },
  { id: 'odds', title: 'Odds, p / (1 − p)', takes: 'logits', options: ['temperature', 'dtype'], apply: odds },
  {
    id: 'log-odds',
    title: 'Log-odds, ln p / (1 − p)',
    takes: 'logits',
    options: ['temperature', 'dtype'],
    apply: logOdds,
  },
  {
    id: 'gradient',
    title: 'Gradient of the cross-entropy',
    takes: 'logits',
    options: ['target', 'labelSmoothing', 'temperature', 'dtype'],
    apply: crossEntropyGradient,
  },
  {
    id: 'top-classes',
    title: 'Table of the largest logits',
    takes: 'logits',
    options: ['topK', 'temperature', 'dtype'],
    apply: topClasses,
  },
  { id: 'one-hot', title: 'One-hot of the largest (hardmax)', takes: 'any numbers', options: ['dtype'], apply: oneHot },
  { id: 'ranks', title: 'Ranks, 1 for the largest', takes: 'any numbers', options: [], apply: ranks },
  {
    id: 'temperature',
    title: 'Logits over a temperature, z / T',
    takes: 'any numbers',
    options: ['temperature', 'dtype'],
    apply: dividedByTemperature,
  },
  {
    id: 'probabilities-to-logits',
    title: 'Logits of probabilities, ln p',
    takes: 'probabilities',
    options: ['dtype'],
    apply: logitsOfProbabilities,
  },
  {
    id: 'probabilities-to-log-probabilities',
    title: 'Log-probabilities of probabilities',
    takes: 'probabilities',
    options: ['base', 'dtype'],
    apply: logarithmsOfProbabilities,
  },
  {
    id: 'log-probabilities-to-probabilities',
    title: 'Probabilities of log-probabilities',
    takes: 'log-probabilities',
    options: ['base', 'dtype'],
    apply: exponentials,
  },
  {
    id: 'label-smoothing',
    title: 'Smoothed target distribution',
    takes: 'probabilities',
    options: ['labelSmoothing', 'dtype'],
    apply: smoothedLabels,
  },
  { id: 'rounding', title: 'Rounded to a float type', takes: 'any numbers', options: ['dtype'], apply: rounded },
] as const satisfies readonly Conversion[];

/** The name of a conversion. */
export type ConversionId = (typeof conversions)[number]['id'];
