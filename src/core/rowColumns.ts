import type { Distribution } from './distribution.js';
import { crossEntropy, klFromTarget, targetMargin, targetRank } from './loss.js';
import type { RowFigures } from './rowFigures.js';
import type { Target } from './target.js';

const countNames = [
  'liveCount',
  'nan',
  'positiveInfinity',
  'negativeInfinity',
  'finiteMasks',
  'argmax',
  'ties',
  'runnerUp',
] as const satisfies readonly (keyof RowFigures)[];

const figureNames = [
  'max',
  'logSumExp',
  'topProbability',
  'oneMinusTop',
  'entropyNats',
  'entropyBits',
  'normalisedEntropy',
  'perplexity',
  'logitMargin',
  'probabilityMargin',
] as const satisfies readonly (keyof RowFigures)[];

/**
 * The figures of many rows, element r of each column that of row r under the same name in `RowFigures`. What a row does
 * not have is NaN in a column of floats, −1 in `argmax` and `runnerUp`, 0 in `ties`.
 */
export type FigureColumns = Readonly<
  Record<(typeof countNames)[number], Int32Array> & Record<(typeof figureNames)[number], Float64Array>
>;

/** The figures of many rows against their targets, as in `LossFigures`; a row without a target has NaN, and rank 0. */
export interface LossColumns {
  readonly loss: Float64Array;
  readonly targetMargin: Float64Array;
  readonly targetRank: Int32Array;
  readonly klFromTarget: Float64Array;
}

/** Columns for `rowCount` rows, which `setFigures` fills. */
export function figureColumns(rowCount: number): FigureColumns {
  const counts = () => new Int32Array(rowCount);
  const figures = () => new Float64Array(rowCount).fill(NaN);
  return {
    liveCount: counts(),
    nan: counts(),
    positiveInfinity: counts(),
    negativeInfinity: counts(),
    finiteMasks: counts(),
    argmax: counts().fill(-1),
    ties: counts(),
    runnerUp: counts().fill(-1),
    max: figures(),
    logSumExp: figures(),
    topProbability: figures(),
    oneMinusTop: figures(),
    entropyNats: figures(),
    entropyBits: figures(),
    normalisedEntropy: figures(),
    perplexity: figures(),
    logitMargin: figures(),
    probabilityMargin: figures(),
  };
}

/** Writes the figures of a row into its place in each column. */
export function setFigures(columns: FigureColumns, row: number, figures: RowFigures): void {
  for (const name of countNames) columns[name][row] = figures[name];
  for (const name of figureNames) columns[name][row] = figures[name] ?? NaN;
}

/** Columns for `rowCount` rows, which `setLosses` fills. */
export function lossColumns(rowCount: number): LossColumns {
  return {
    loss: new Float64Array(rowCount).fill(NaN),
    targetMargin: new Float64Array(rowCount).fill(NaN),
    targetRank: new Int32Array(rowCount),
    klFromTarget: new Float64Array(rowCount).fill(NaN),
  };
}

/** Writes the figures of a row against its target into its place in each column. */
export function setLosses(columns: LossColumns, row: number, distribution: Distribution, target: Target): void {
  if (!distribution.exists) return;
  columns.loss[row] = crossEntropy(distribution, target);
  columns.targetMargin[row] = targetMargin(distribution, target.classIndex) ?? NaN;
  columns.targetRank[row] = targetRank(distribution, target.classIndex);
  columns.klFromTarget[row] = klFromTarget(distribution, target);
}
