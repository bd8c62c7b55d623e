import { elementAt } from '../core/element.js';
import { givenRows } from '../core/givenTensor.js';
import { checkedTemperature } from '../core/temperature.js';
import type { Tensor } from '../core/tensor.js';
import { checkedTopK, topK } from '../core/topK.js';
import { UserError } from '../core/userError.js';
import type { ConversionOptions, ConvertedTable, TableColumn } from './conversion.js';
import { resultDtype, Rounding } from './rounding.js';
import { distributionOf } from './rowChecks.js';

/** More lines than anyone reads, or an editor shows. */
const maximumLines = 2 ** 20;

/**
 * The k largest logits of each row as a table, largest first: the row (in C order over the other axes), the rank from 1,
 * the class, its name where it has one, the logit as given, p = softmax(z / T) and ln p.
 */
export function topClasses(tensor: Tensor, options: ConversionOptions = {}): ConvertedTable {
  const temperature = checkedTemperature(options.temperature ?? 1);
  const given = givenRows(tensor);
  const count = Math.min(checkedTopK(options.topK ?? 10), given.classCount);
  const lines = given.rowCount * count;
  if (lines > maximumLines) {
    throw new UserError(
      'too-large',
      `The table would have ${lines} lines: ask for at most ${maximumLines}, by a smaller k.`,
    );
  }
  const rounding = new Rounding(resultDtype(tensor.dtype, options.dtype));
  const column = (): Float64Array => new Float64Array(lines);
  const [rows, ranks, classes, logits, probabilities, logs] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  for (let line = 0, row = 0; row < given.rowCount; row++) {
    const distribution = distributionOf(given.row(row), row, temperature);
    for (const [place, index] of topK(distribution.row, count).entries()) {
      rows[line] = row;
      ranks[line] = place + 1;
      classes[line] = index;
      logits[line] = elementAt(distribution.row, index);
      probabilities[line] = rounding.round(distribution.probability(index));
      logs[line] = rounding.round(distribution.logProbability(index));
      line++;
    }
  }
  const { dtype } = rounding;
  const names = namesColumn(tensor.classNames, classes);
  const columns: TableColumn[] = [
    ...(given.rowCount > 1 ? [{ name: 'row', dtype: 'int64', values: rows } as const] : []),
    { name: 'rank', dtype: 'int64', values: ranks },
    { name: 'class', dtype: 'int64', values: classes },
    ...names,
    { name: 'logit', dtype: tensor.dtype, values: logits },
    { name: 'probability', dtype, values: probabilities },
    { name: 'log_probability', dtype, values: logs },
  ];
  return { kind: 'table', columns, notes: rounding.notes() };
}

function namesColumn(names: readonly string[] | undefined, classes: Float64Array): TableColumn[] {
  return names ? [{ name: 'name', dtype: 'text', values: Array.from(classes, (index) => names[index] ?? '') }] : [];
}
