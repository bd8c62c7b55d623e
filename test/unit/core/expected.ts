import { readFileSync } from 'node:fs';
import type { LabelSmoothing } from '../../../src/core/target.js';

/** A number of a fixture; JSON has no infinities, NaN or −0. */
export type StoredNumber = number | 'inf' | '-inf' | 'nan' | '-0';

interface GeneratedRow {
  readonly seed: number;
  readonly count: number;
  readonly scale: number;
}

/** One row of expected.json: figures from textbook formulas at 40 to 1,000 digits, rounded to float64 at the end. */
export interface ExpectedCase {
  readonly group: string;
  readonly row: readonly StoredNumber[] | GeneratedRow;
  readonly temperature: number;
  readonly logSumExp: StoredNumber;
  readonly entropyNats: StoredNumber;
  readonly topProbability: StoredNumber;
  readonly oneMinusTop: StoredNumber;
  readonly entropySlope: StoredNumber;
  readonly probabilityMargin?: StoredNumber;
  readonly logitMargin?: StoredNumber;
  readonly losses: readonly {
    readonly target: number | readonly number[];
    readonly smoothing?: LabelSmoothing;
    readonly loss: StoredNumber;
    readonly kl: StoredNumber;
    readonly gradient?: readonly StoredNumber[];
  }[];
}

/** A JSON file of test/fixtures/core, whose script says what it holds. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(`test/fixtures/core/${name}`, 'utf8'));
}

// The script beside the file writes this shape.
export const expectedCases = fixture('expected.json') as readonly ExpectedCase[];

/** The float64 that a stored number stands for. */
export function numberOf(stored: StoredNumber): number {
  switch (stored) {
    case 'inf':
      return Infinity;
    case '-inf':
      return -Infinity;
    case 'nan':
      return NaN;
    case '-0':
      return -0;
    default:
      return stored;
  }
}

/** The logits of a case, generated where they are not stored. */
export function rowOfCase({ row }: ExpectedCase): Float64Array {
  return 'seed' in row ? generatedRow(row) : Float64Array.from(row, numberOf);
}

/** The generator that expected.py describes. */
export function generatedRow({ seed, count, scale }: GeneratedRow): Float64Array {
  let x = seed;
  return Float64Array.from({ length: count }, () => {
    x = (Math.imul(1664525, x) + 1013904223) >>> 0;
    return (x / 2 ** 32 - 0.5) * scale;
  });
}

/**
 * |actual − expected| over `scale` (|expected| unless given, and at least the smallest normal float64): 0 for the same
 * value, infinities and NaN included.
 */
export function errorOf(actual: number, expected: number, scale = Math.abs(expected)): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const error = Math.abs(actual - expected) / Math.max(scale, 2 ** -1022);
  return Number.isNaN(error) ? Infinity : error;
}

/** Where a case is, for the message of a failed assertion. */
export function placeOf(expected: ExpectedCase): string {
  return `${expected.group} ${JSON.stringify(expected.row).slice(0, 80)} at T = ${expected.temperature}`;
}
