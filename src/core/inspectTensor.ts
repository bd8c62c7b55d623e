import { describe } from './describe.js';
import { Distribution } from './distribution.js';
import { givenRows } from './givenTensor.js';
import type { Kernel } from './kernel/kernel.js';
import { fastestKernel } from './kernel/fastest.js';
import { LeftOutRows } from './leftOutRows.js';
import type { Notice } from './notice.js';
import {
  type FigureColumns,
  figureColumns,
  type LossColumns,
  lossColumns,
  setFigures,
  setLosses,
} from './rowColumns.js';
import { figuresOfSums, rowFigures } from './rowFigures.js';
import { rowsNotice } from './rowsNotice.js';
import { checkedRowTargets, ignoredTarget } from './rowTargets.js';
import { givenSmoothing, type LabelSmoothing, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import { storedRows, type Tensor } from './tensor.js';
import { UserError } from './userError.js';

/** What a tensor is inspected with; part of the public API. */
export interface TensorOptions {
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
  /**
   * A class index for each row, −100 for a row without one (PyTorch's `ignore_index`); null for none. The default is
   * the tensor's own.
   */
  readonly targets?: ArrayLike<number> | null | undefined;
  readonly labelSmoothing?: LabelSmoothing | null | undefined;
  /**
   * The arithmetic: `exact` is float64, accurate to a few units in the last place, the default. `float32` is for overviews
   * of large float32, float16 and bfloat16 tensors at T = 1 without targets: up to three times as fast, log-sum-exp and
   * entropy within 1e-7; counts, order and ties are exact all the same. Elsewhere it is the same as `exact`.
   */
  readonly path?: ArithmeticPath | null | undefined;
}

/** What made the figures: float64 arithmetic, or that of float32. */
export type ArithmeticPath = 'exact' | 'float32';

/** The figures of every row as columns, with targets also those of the loss; part of the public API. */
export interface TensorInspection extends FigureColumns, Partial<LossColumns> {
  readonly rowCount: number;
  readonly classCount: number;
  /** `float32` where that arithmetic made the figures of some row. */
  readonly path: ArithmeticPath;
  readonly warnings: readonly Notice[];
}

/**
 * The figures of every row of a tensor along its class axis. Rows that hold NaN or +inf, or nothing finite, have NaN
 * there, and the warnings say how many. Throws a `UserError`: `empty` for rows without classes, `too-large` for more
 * than 2^24 rows, `bad-option`.
 */
export function inspectTensor(
  tensor: Tensor,
  options: TensorOptions = {},
  kernel: Kernel = fastestKernel,
): TensorInspection {
  const given = givenRows(tensor);
  const { rowCount, classCount } = given;
  const temperature = checkedTemperature(options.temperature ?? 1);
  const wanted: unknown = options.targets === undefined ? given.targets : options.targets;
  const targets = wanted === undefined || wanted === null ? undefined : checkedRowTargets(wanted, rowCount, classCount);
  const smoothing = givenSmoothing(options.labelSmoothing, classCount);
  const columns = figureColumns(rowCount);
  const leftOut = new LeftOutRows();
  const path = checkedPath(options.path ?? 'exact');
  const stored = targets === undefined && temperature === 1 ? storedRows(tensor) : undefined;
  if (stored !== undefined && rowCount > 0) {
    let float32Rows = 0;
    kernel.eachRow(stored, classCount, path === 'float32', (row, sums) => {
      const figures = figuresOfSums(sums);
      setFigures(columns, row, figures);
      leftOut.add(figures);
      if (sums.isFloat32) float32Rows++;
    });
    const warnings = tensorWarnings(columns, leftOut, targets);
    return { rowCount, classCount, path: float32Rows > 0 ? 'float32' : 'exact', ...columns, warnings };
  }
  const losses = targets && lossColumns(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const distribution = new Distribution(given.row(row), temperature, kernel);
    setFigures(columns, row, rowFigures(distribution));
    leftOut.add(distribution.scan);
    const target = targets?.[row] ?? ignoredTarget;
    if (losses && target !== ignoredTarget)
      setLosses(losses, row, distribution, targetOf(target, classCount, smoothing));
  }
  const warnings = tensorWarnings(columns, leftOut, targets);
  return { rowCount, classCount, path: 'exact', ...columns, ...losses, warnings };
}

/** The path, or a `UserError` (`bad-option`) for one that is none. */
export function checkedPath(path: ArithmeticPath): ArithmeticPath {
  const given: unknown = path;
  if (given === 'exact' || given === 'float32') return given;
  throw new UserError('bad-option', `The path option is ${describe(given)}: choose "exact" or "float32".`);
}

function tensorWarnings(columns: FigureColumns, leftOut: LeftOutRows, targets: Float64Array | undefined): Notice[] {
  const rowCount = columns.finiteMasks.length;
  const masks = 'finite mask values such as −1e9 or finfo.min.';
  const finiteMasks = columns.finiteMasks.reduce((sum, count) => sum + (count === 0 ? 0 : 1), 0);
  const untargeted = targets?.filter((target) => target === ignoredTarget).length ?? 0;
  return [
    ...leftOut.notices(rowCount),
    ...rowsNotice('warning', 'finite-mask', finiteMasks, rowCount, `holds ${masks}`, `hold ${masks}`),
    ...rowsNotice(
      'info',
      'ignored-target',
      untargeted,
      rowCount,
      'has the target −100 and no loss.',
      'have the target −100 and no loss.',
    ),
  ];
}
