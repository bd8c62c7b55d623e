import type { DTypeName } from '../core/dtype.js';
import type { Notice } from '../core/notice.js';
import { countMisfits } from './dtypeRange.js';
import type { JsonDocument } from './jsonDocument.js';

/** What is to be said about a document's numbers: each notice counts those that it is about. */
export function noticesOf({ numbers, passedOver, key }: JsonDocument, dtype: DTypeName): Notice[] {
  const misfits = dtype === 'float64' ? 0 : numbers.values.sum((piece) => countMisfits(piece, dtype));
  const { inexactIntegers, overflows } = numbers;
  const lie = inexactIntegers === 1 ? 'lies' : 'lie';
  const were = passedOver.length === 1 ? 'was' : 'were';
  const candidates: readonly (Notice & { readonly applies: boolean })[] = [
    {
      applies: inexactIntegers > 0,
      severity: 'warning',
      code: 'inexact-integers',
      message:
        `${inexactIntegers} of the integers ${lie} beyond ±2^53 and ${verb(inexactIntegers)} not exact in float64; ` +
        'the nearest float64 is shown and computed with.',
    },
    {
      applies: overflows > 0,
      severity: 'warning',
      code: 'overflow',
      message: `${overflows} of the numbers ${verb(overflows)} too large for float64: read as Infinity or -Infinity.`,
    },
    {
      applies: misfits > 0,
      severity: 'warning',
      code: 'dtype-mismatch',
      message: `${misfits} of the numbers cannot be of the stated dtype ${dtype}; ${misfits === 1 ? 'it is' : 'they are'} read as written.`,
    },
    {
      applies: passedOver.length > 0,
      severity: 'info',
      code: 'key-passed-over',
      message: `The numbers are those of “${key ?? ''}”; “${passedOver.join('”, “')}” ${were} passed over.`,
    },
  ];
  return candidates
    .filter(({ applies }) => applies)
    .map(({ severity, code, message }) => ({ severity, code, message }));
}

function verb(count: number): string {
  return count === 1 ? 'is' : 'are';
}
