import { describe } from './describe.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { LabelledRows } from './labelledRows.js';
import type { Notice } from './notice.js';
import { type CalibrationFigures, reliability } from './reliability.js';
import { scoreAtInfinity, scoreAtZero, scoreOf } from './rowScore.js';
import { rowsNotice } from './rowsNotice.js';
import { fitTemperature, type TemperatureFit } from './temperatureFit.js';
import type { Tensor } from './tensor.js';
import { UserError } from './userError.js';

/** How calibration is measured; part of the public API. */
export interface CalibrationOptions {
  /** How many bins of equal width the confidences are put in, 1 … 10000. The default is 15. */
  readonly bins?: number | null | undefined;
}

/**
 * How well the softmax of labelled rows is calibrated at T = 1, and at the temperature that fits the labels best. Part
 * of the public API.
 */
export interface Calibration extends CalibrationFigures, TemperatureFit {
  /**
   * The figures at the fitted temperature; at 0 and Infinity those of the limiting rows: the largest logits, or all
   * unmasked classes, share equally. All NaN where no temperature fits.
   */
  readonly after: CalibrationFigures;
  /** How many rows the figures are of. */
  readonly rowCount: number;
  /** How many rows were left out: those without a softmax, and those whose label is −100. */
  readonly rowsLeftOut: number;
  readonly warnings: readonly Notice[];
}

/**
 * The calibration of logits against a class index for each row, −100 for a row to leave out. Throws a `UserError`:
 * `empty` for rows without classes, `too-large` for more than 2^24 rows, `bad-option` for labels and bins that make no
 * sense.
 */
export function calibrate(
  logits: Tensor,
  labels: ArrayLike<number>,
  options: CalibrationOptions = {},
  kernel: Kernel = fastestKernel,
): Calibration {
  const binCount = checkedBins(options.bins ?? 15);
  const labelled = new LabelledRows(logits, labels, kernel);
  const { rows, rowsLeftOut } = labelled;
  const fit = fitTemperature(labelled);
  return {
    ...figuresAt(1, labelled, binCount),
    ...fit,
    after: figuresAt(fit.fittedTemperature, labelled, binCount),
    rowCount: rows.length,
    rowsLeftOut,
    warnings: [...labelled.warnings, ...fitWarnings(labelled)],
  };
}

/** The figures at a temperature, its limits included; those of no rows at NaN. */
function figuresAt(temperature: number, labelled: LabelledRows, binCount: number): CalibrationFigures {
  const { rows } = labelled;
  if (Number.isNaN(temperature)) return reliability([], scoreAtZero, binCount);
  if (temperature === 0) return reliability(rows, scoreAtZero, binCount);
  if (temperature === Infinity) return reliability(rows, scoreAtInfinity, binCount);
  return reliability(rows, (row) => scoreOf(labelled.distribution(row, temperature), row.label), binCount);
}

function fitWarnings({ rows }: LabelledRows): Notice[] {
  if (rows.length === 0) {
    const message = 'No row has both a label and a softmax: every figure is NaN, and no temperature fits.';
    return [{ severity: 'warning', code: 'no-rows', message }];
  }
  const masked = rows.filter(({ labelLogit }) => labelLogit === -Infinity).length;
  const what = 'that is masked (−inf): the loss is infinite at every temperature, so none fits.';
  return rowsNotice('warning', 'masked-label', masked, rows.length, `has a label ${what}`, `have a label ${what}`);
}

const maximumBins = 10_000;

function checkedBins(bins: number): number {
  if (Number.isInteger(bins) && bins > 0 && bins <= maximumBins) return bins;
  throw new UserError('bad-option', `bins is ${describe(bins)}: give a whole number from 1 to ${maximumBins}.`);
}
