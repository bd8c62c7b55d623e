import { counted } from '../core/counted.js';
import { elementAt } from '../core/element.js';
import type { Tensor } from '../core/tensor.js';
import { topK } from '../core/topK.js';
import { UserError } from '../core/userError.js';
import type { ConversionOptions, ConvertedTensor } from './conversion.js';
import { eachRow } from './eachRow.js';
import { checkedFloatDtype } from './rounding.js';
import { checkNoNaN } from './rowChecks.js';

/** 1 for the first of the largest values of a row, 0 elsewhere; of the tensor's own type unless another is asked for. */
export function oneHot(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const dtype = options.dtype === undefined ? tensor.dtype : checkedFloatDtype(options.dtype);
  let ties = 0;
  const result = eachRow(tensor, dtype, (row, index) => {
    checkNoNaN(row, index);
    const [largest = 0] = topK(row, 1);
    const maximum = elementAt(row, largest);
    if (maximum === -Infinity) {
      throw new UserError(
        'not-numeric',
        `Row ${index} is −inf in every class, so none is the largest: give a class a finite value.`,
      );
    }
    if (row.includes(maximum, largest + 1)) ties++;
    return row.map((_, at) => (at === largest ? 1 : 0));
  });
  const notes = tieNotes(ties, 'the first of the largest values has the 1.');
  return { kind: 'tensor', tensor: result.tensor, notes };
}

/** The place of each class in its row as int64: 1 for the largest value, and of equal ones the first class first. */
export function ranks(tensor: Tensor): ConvertedTensor {
  let ties = 0;
  const result = eachRow(tensor, 'int64', (row, index) => {
    checkNoNaN(row, index);
    const order = topK(row, row.length);
    if (order.some((at, place) => place > 0 && elementAt(row, at) === elementAt(row, order[place - 1] ?? -1))) ties++;
    const places = new Float64Array(row.length);
    order.forEach((at, place) => (places[at] = place + 1));
    return places;
  });
  const notes = [
    'Rank 1 is the largest value of a row.',
    ...tieNotes(ties, 'of equal values the first class comes first.'),
  ];
  return { kind: 'tensor', tensor: result.tensor, notes };
}

function tieNotes(rows: number, what: string): string[] {
  return rows > 0 ? [`${counted(rows, 'row')} with ties: ${what}`] : [];
}
