import { counted } from './counted.js';
import { Distribution } from './distribution.js';
import { GivenTensor } from './givenTensor.js';
import type { Kernel } from './kernel/kernel.js';
import { plainKernel } from './kernel/plain.js';
import { optionNumbersOf } from './logits.js';
import type { Notice } from './notice.js';
import {
  type FigureColumns,
  figureColumns,
  type LossColumns,
  lossColumns,
  setFigures,
  setLosses,
} from './rowColumns.js';
import { shapeText } from './shapeText.js';
import { givenSmoothing, type LabelSmoothing, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import type { Tensor } from './tensor.js';
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
}

/** The figures of every row as columns, with targets also those of the loss; part of the public API. */
export interface TensorInspection extends FigureColumns, Partial<LossColumns> {
  readonly rowCount: number;
  readonly classCount: number;
  readonly warnings: readonly Notice[];
}

/** As many rows are taken at once: the columns of their figures then take 2 GiB. */
const maximumRows = 2 ** 24;

/**
 * The figures of every row of a tensor along its class axis. Rows that hold NaN or +inf, or nothing finite, have NaN
 * there, and the warnings say how many. Throws a `UserError`: `empty` for rows without classes, `too-large` for more
 * than 2^24 rows, `bad-option`.
 */
export function inspectTensor(
  tensor: Tensor,
  options: TensorOptions = {},
  kernel: Kernel = plainKernel,
): TensorInspection {
  const given = new GivenTensor(tensor);
  const { rowCount, classCount } = given;
  checkSize(given);
  const temperature = checkedTemperature(options.temperature ?? 1);
  const wanted: unknown = options.targets === undefined ? given.targets : options.targets;
  const targets = checkedTargets(wanted, rowCount, classCount);
  const smoothing = givenSmoothing(options.labelSmoothing, classCount);
  const columns = figureColumns(rowCount);
  const losses = targets && lossColumns(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const distribution = new Distribution(given.row(row), temperature, kernel);
    setFigures(columns, row, distribution);
    const target = targets?.[row] ?? ignored;
    if (losses && target !== ignored) setLosses(losses, row, distribution, targetOf(target, classCount, smoothing));
  }
  return { rowCount, classCount, ...columns, ...losses, warnings: tensorWarnings(columns, targets) };
}

function checkSize({ shape, rowCount, classCount }: GivenTensor): void {
  if (classCount === 0 && rowCount > 0) {
    const advice = shape.length > 1 ? 'choose another class axis' : 'check how it was written';
    throw new UserError('empty', `The rows of a tensor of shape ${shapeText(shape)} have no classes: ${advice}.`);
  }
  if (rowCount <= maximumRows) return;
  throw new UserError(
    'too-large',
    `The tensor has ${rowCount} rows; the figures of at most ${maximumRows} fit into memory at once: give a part of them.`,
  );
}

/** The class index of a row that is to be left out. */
const ignored = -100;

function checkedTargets(targets: unknown, rowCount: number, classCount: number): Float64Array | undefined {
  if (targets === undefined || targets === null) return undefined;
  const given = optionNumbersOf(targets, 'targets');
  if (given.length !== rowCount) {
    const are = given.length === 1 ? 'is' : 'are';
    throw new UserError(
      'bad-option',
      `There ${are} ${counted(given.length, 'target')} for ${counted(rowCount, 'row')}: give one class index a row.`,
    );
  }
  const isClass = (target: number) => Number.isInteger(target) && target >= 0 && target < classCount;
  const wrong = given.findIndex((target) => target !== ignored && !isClass(target));
  if (wrong < 0) return given;
  const classes = classCount === 1 ? 'the only class, 0,' : `a class from 0 to ${classCount - 1},`;
  throw new UserError(
    'bad-option',
    `The target of row ${wrong} is ${String(given[wrong])}: give ${classes} or ${ignored} to leave the row out.`,
  );
}

function tensorWarnings(columns: FigureColumns, targets: Float64Array | undefined): Notice[] {
  const rows = counted(columns.argmax.length, 'row');
  const say = (severity: Notice['severity'], code: string, count: number, one: string, more: string): Notice[] =>
    count === 0 ? [] : [{ severity, code, message: `${count} of ${rows} ${count === 1 ? one : more}` }];
  const leftOut = (verbs: readonly [string, string], what: string): [string, string] => [
    `${verbs[0]} ${what} and was left out: its figures are NaN.`,
    `${verbs[1]} ${what} and were left out: their figures are NaN.`,
  ];
  const fullyMasked = (_: number, row: number) => columns.nan[row] === 0 && columns.positiveInfinity[row] === 0;
  const refused = columns.argmax.map((argmax) => (argmax < 0 ? 1 : 0));
  const masks = 'finite mask values such as −1e9 or finfo.min.';
  const untargeted = targets?.filter((target) => target === ignored).length ?? 0;
  const holds = ['holds', 'hold'] as const;
  return [
    ...say('error', 'nan', count(columns.nan), ...leftOut(holds, 'NaN')),
    ...say('error', 'positive-infinity', count(columns.positiveInfinity), ...leftOut(holds, '+inf')),
    ...say('error', 'fully-masked', count(refused.filter(fullyMasked)), ...leftOut(['is', 'are'], '−inf throughout')),
    ...say('warning', 'finite-mask', count(columns.finiteMasks), `holds ${masks}`, `hold ${masks}`),
    ...say(
      'info',
      'ignored-target',
      untargeted,
      'has the target −100 and no loss.',
      'have the target −100 and no loss.',
    ),
  ];
}

/** How many elements are not 0. */
function count(column: Int32Array): number {
  return column.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
}
