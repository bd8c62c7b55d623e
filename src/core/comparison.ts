import { Distribution } from './distribution.js';
import { givenRows, type GivenTensor } from './givenTensor.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { LeftOutRows } from './leftOutRows.js';
import { meanOf } from './mean.js';
import type { Notice } from './notice.js';
import { compareRows, type RowComparison } from './rowComparison.js';
import { shapeText } from './shapeText.js';
import { checkedTemperature } from './temperature.js';
import type { Tensor } from './tensor.js';
import { checkedTopK } from './topK.js';
import { UserError } from './userError.js';

/** What two tensors are compared with; part of the public API. */
export interface ComparisonOptions {
  /** T of softmax(z / T) in both tensors, finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
  /** How many of the largest logits `topKOverlap` looks at, clipped to the classes. The default is 10. */
  readonly topK?: number | null | undefined;
}

/**
 * How each row of one tensor differs from that row of another: element r of each column is that figure of row r, as
 * `RowComparison` has it, and NaN where either row has no softmax. Part of the public API.
 */
export interface Comparison extends ComparisonColumns {
  readonly rowCount: number;
  readonly classCount: number;
  /**
   * The mean of each column over the rows that have figures; of `maxProbabilityDelta` and `maxLogitDelta` the largest.
   * NaN where no row has.
   */
  readonly overall: RowComparison;
  /** How many rows have no figures. */
  readonly rowsLeftOut: number;
  readonly warnings: readonly Notice[];
}

export type ComparisonColumns = Readonly<Record<keyof RowComparison, Float64Array>>;

/**
 * Compares two tensors of one shape and class axis row by row. Throws a `UserError`: `shape-mismatch`, `empty` for rows
 * without classes, `too-large` for more than 2^24 rows, `bad-option`.
 */
export function compare(
  a: Tensor,
  b: Tensor,
  options: ComparisonOptions = {},
  kernel: Kernel = fastestKernel,
): Comparison {
  const [givenA, givenB] = [givenRows(a), givenRows(b)];
  checkSameRows(givenA, givenB);
  const temperature = checkedTemperature(options.temperature ?? 1);
  const k = checkedTopK(options.topK ?? 10);
  const { rowCount, classCount } = givenA;
  const columns = columnsOf(() => new Float64Array(rowCount).fill(NaN));
  const [leftOutOfA, leftOutOfB] = [new LeftOutRows(), new LeftOutRows()];
  let rowsLeftOut = 0;
  for (let row = 0; row < rowCount; row++) {
    const ofA = new Distribution(givenA.row(row), temperature, kernel);
    const ofB = new Distribution(givenB.row(row), temperature, kernel);
    leftOutOfA.add(ofA.scan);
    leftOutOfB.add(ofB.scan);
    if (ofA.exists && ofB.exists) setComparison(columns, row, compareRows(ofA, ofB, k));
    else rowsLeftOut++;
  }
  const warnings = [
    ...leftOutOfA.notices(rowCount, ' in the first tensor'),
    ...leftOutOfB.notices(rowCount, ' in the second tensor'),
  ];
  return { rowCount, classCount, ...columns, overall: overallOf(columns), rowsLeftOut, warnings };
}

function checkSameRows(a: GivenTensor, b: GivenTensor): void {
  const [shapeOfA, shapeOfB] = [shapeText(a.shape), shapeText(b.shape)];
  const isOneShape = a.shape.length === b.shape.length && a.shape.every((length, axis) => length === b.shape[axis]);
  if (!isOneShape) {
    throw new UserError(
      'shape-mismatch',
      `The tensors have the shapes ${shapeOfA} and ${shapeOfB}: give two of one shape.`,
    );
  }
  // Between axes of length 1 there is no difference: each row has that one class.
  if (a.classAxis === b.classAxis || (a.classCount === 1 && b.classCount === 1)) return;
  throw new UserError(
    'shape-mismatch',
    `The classes lie along axis ${a.classAxis} of the first tensor, of shape ${shapeOfA}, and along axis ${b.classAxis} of the second, of shape ${shapeOfB}: choose one class axis.`,
  );
}

/** The columns, each as `make` makes it. */
function columnsOf(make: () => Float64Array): ComparisonColumns {
  return {
    klForward: make(),
    klBackward: make(),
    jensenShannon: make(),
    totalVariation: make(),
    maxProbabilityDelta: make(),
    maxLogitDelta: make(),
    topOneAgreement: make(),
    topKOverlap: make(),
    topClassRank: make(),
  };
}

function setComparison(columns: ComparisonColumns, row: number, figures: RowComparison): void {
  columns.klForward[row] = figures.klForward;
  columns.klBackward[row] = figures.klBackward;
  columns.jensenShannon[row] = figures.jensenShannon;
  columns.totalVariation[row] = figures.totalVariation;
  columns.maxProbabilityDelta[row] = figures.maxProbabilityDelta;
  columns.maxLogitDelta[row] = figures.maxLogitDelta;
  columns.topOneAgreement[row] = figures.topOneAgreement;
  columns.topKOverlap[row] = figures.topKOverlap;
  columns.topClassRank[row] = figures.topClassRank;
}

function overallOf(columns: ComparisonColumns): RowComparison {
  return {
    klForward: meanOf(columns.klForward),
    klBackward: meanOf(columns.klBackward),
    jensenShannon: meanOf(columns.jensenShannon),
    totalVariation: meanOf(columns.totalVariation),
    maxProbabilityDelta: largestOf(columns.maxProbabilityDelta),
    maxLogitDelta: largestOf(columns.maxLogitDelta),
    topOneAgreement: meanOf(columns.topOneAgreement),
    topKOverlap: meanOf(columns.topKOverlap),
    topClassRank: meanOf(columns.topClassRank),
  };
}

/** The largest of all that is not NaN; NaN where nothing is. */
function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => (value <= largest || Number.isNaN(value) ? largest : value), NaN);
}
