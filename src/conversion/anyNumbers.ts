import { counted } from '../core/counted.js';
import { checkedTemperature } from '../core/temperature.js';
import type { Tensor } from '../core/tensor.js';
import type { ConversionOptions, ConvertedTensor } from './conversion.js';
import { eachRow } from './eachRow.js';
import { checkedFloatDtype, resultDtype } from './rounding.js';

/** z / T, also of NaN and infinities. */
export function dividedByTemperature(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const temperature = checkedTemperature(options.temperature ?? 1);
  const dtype = resultDtype(tensor.dtype, options.dtype);
  const { tensor: result, rounding } = eachRow(tensor, dtype, (row, _, scaling) =>
    row.map((value) => {
      const quotient = value / temperature;
      if (Math.abs(quotient) === Infinity && Math.abs(value) < Infinity) scaling.overflowed++;
      return quotient;
    }),
  );
  return { kind: 'tensor', tensor: result, notes: rounding.notes() };
}

/** The nearest number of a float type, ties to even, as a tensor of that type. */
export function rounded(tensor: Tensor, options: ConversionOptions = {}): ConvertedTensor {
  const { tensor: result, rounding } = eachRow(tensor, checkedFloatDtype(options.dtype), (row) => row);
  const { dtype, changed } = rounding;
  const first = changed === 0 ? `${dtype} holds every value exactly.` : `${counted(changed, 'value')} changed.`;
  return { kind: 'tensor', tensor: result, notes: [first, ...rounding.notes()] };
}
