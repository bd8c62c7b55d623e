import { Distribution } from './distribution.js';
import type { Kernel } from './kernel/kernel.js';
import { plainKernel } from './kernel/plain.js';
import { LaneLayout } from './laneLayout.js';
import { optionRowOf } from './logits.js';
import type { Notice } from './notice.js';
import {
  type FigureColumns,
  figureColumns,
  type LossColumns,
  lossColumns,
  setFigures,
  setLosses,
} from './rowColumns.js';
import { checkedSmoothing, type LabelSmoothing, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import type { Tensor } from './tensor.js';
import { UserError } from './userError.js';

/** What a tensor is inspected with; part of the public API. */
export interface TensorOptions {
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | undefined;
  /** A class index for each row, −100 for a row without one (PyTorch's `ignore_index`). The default is the tensor's own. */
  readonly targets?: ArrayLike<number> | undefined;
  readonly labelSmoothing?: LabelSmoothing | undefined;
}

/** The figures of every row as columns, with targets also those of the loss; part of the public API. */
export interface TensorInspection extends FigureColumns, Partial<LossColumns> {
  readonly rowCount: number;
  readonly classCount: number;
  readonly warnings: readonly Notice[];
}

/**
 * The figures of every row of a tensor along its class axis. Rows that hold NaN or +inf, or nothing finite, have NaN
 * there, and the warnings say how many. Throws a `UserError`: `empty` for rows without classes, `bad-option`.
 */
export function inspectTensor(
  tensor: Tensor,
  options: TensorOptions = {},
  kernel: Kernel = plainKernel,
): TensorInspection {
  const { rowCount, classCount } = new LaneLayout(tensor.shape, tensor.fortranOrder, tensor.classAxis);
  if (classCount === 0 && rowCount > 0) {
    throw new UserError(
      'empty',
      `The rows of a tensor of shape [${tensor.shape.join(', ')}] have no classes: choose another class axis.`,
    );
  }
  const temperature = checkedTemperature(options.temperature ?? 1);
  const targets = checkedTargets(options.targets ?? tensor.targets, rowCount, classCount);
  const smoothing = options.labelSmoothing && checkedSmoothing(options.labelSmoothing, classCount);
  const columns = figureColumns(rowCount);
  const losses = targets && lossColumns(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const distribution = new Distribution(tensor.row(row), temperature, kernel);
    setFigures(columns, row, distribution);
    const target = targets?.[row] ?? ignored;
    if (losses && target !== ignored) setLosses(losses, row, distribution, targetOf(target, classCount, smoothing));
  }
  return { rowCount, classCount, ...columns, ...losses, warnings: tensorWarnings(columns, targets) };
}

/** The class index of a row that is to be left out. */
const ignored = -100;

function checkedTargets(
  targets: ArrayLike<number> | undefined,
  rowCount: number,
  classCount: number,
): Float64Array | undefined {
  if (targets === undefined) return undefined;
  const given = rowCount === 0 ? new Float64Array(0) : optionRowOf(targets, 'targets');
  if (given.length !== rowCount) {
    throw new UserError(
      'bad-option',
      `There are ${given.length} targets for ${rowCount} rows: give one class index a row.`,
    );
  }
  const isClass = (target: number) => Number.isInteger(target) && target >= 0 && target < classCount;
  const wrong = given.findIndex((target) => target !== ignored && !isClass(target));
  if (wrong < 0) return given;
  throw new UserError(
    'bad-option',
    `The target of row ${wrong} is ${String(given[wrong])}: give a class from 0 to ${classCount - 1}, or ${ignored} to leave the row out.`,
  );
}

function tensorWarnings(columns: FigureColumns, targets: Float64Array | undefined): Notice[] {
  const rows = columns.argmax.length;
  const say = (severity: Notice['severity'], code: string, count: number, sentence: string): Notice[] =>
    count === 0 ? [] : [{ severity, code, message: `${count} of ${rows} ${rows === 1 ? 'row' : 'rows'} ${sentence}` }];
  const fullyMasked = (_: number, row: number) => columns.nan[row] === 0 && columns.positiveInfinity[row] === 0;
  const refused = columns.argmax.map((argmax) => (argmax < 0 ? 1 : 0));
  return [
    ...say('error', 'nan', count(columns.nan), 'hold NaN and were left out: their figures are NaN.'),
    ...say(
      'error',
      'positive-infinity',
      count(columns.positiveInfinity),
      'hold +inf and were left out: their figures are NaN.',
    ),
    ...say(
      'error',
      'fully-masked',
      count(refused.filter(fullyMasked)),
      'are −inf throughout and were left out: their figures are NaN.',
    ),
    ...say('warning', 'finite-mask', count(columns.finiteMasks), 'hold finite mask values such as −1e9 or finfo.min.'),
    ...say(
      'info',
      'ignored-target',
      targets?.filter((target) => target === ignored).length ?? 0,
      'have the target −100 and no loss.',
    ),
  ];
}

/** How many elements are not 0. */
function count(column: Int32Array): number {
  return column.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
}
