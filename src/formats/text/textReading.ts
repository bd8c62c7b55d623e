import { type DTypeName, dtypes } from '../../core/dtype.js';
import { floatFormats } from '../../core/floatFormat.js';
import type { Notice } from '../../core/notice.js';
import { quoted } from '../../core/quoted.js';
import { memoryTensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import { countMisfits } from '../dtypeRange.js';
import { uncertaintyOf } from './displayPrecision.js';
import type { NumberTally } from './numberTally.js';
import type { Uncertainty } from '../format.js';
import type { FoundNumbers, PrinterName, TextReading } from './reading.js';

/** Makes the tensor of what was found, with what is to be said about it. Throws a `UserError`: `empty`, `bad-option`. */
export function textReading(found: FoundNumbers, classAxis?: number): TextReading {
  const { printer, shape, values, tally, start, end, name, classNames } = found;
  if (values.length === 0) {
    throw new UserError('empty', 'The array in the text holds no numbers. Select one that does.');
  }
  const dtype = found.dtype ?? usualDtype(printer, tally);
  const misfits = countMisfits(values, dtype);
  const uncertainty =
    dtypes[dtype].kind === 'float' ? uncertaintyOf(printer, tally, found.dtype, found.scale) : undefined;
  if (misfits === 0 && !uncertainty) roundInto(values, dtype);
  const stated = found.stated ?? new Map<string, string>();
  const notices = noticesOf(found, dtype, misfits, uncertainty, stated.get('dtype'));
  const tensor = memoryTensor({
    shape,
    dtype,
    values,
    notices,
    fortranOrder: found.fortranOrder ?? false,
    ...(classAxis !== undefined && { classAxis }),
    ...(classNames && { classNames }),
  });
  const facts = {
    printer,
    stated,
    ...(name !== undefined && { name }),
    ...(uncertainty && { uncertainty }),
  };
  return { tensor, facts, start, end };
}

/** The type that a printer leaves out because it is the usual one. */
function usualDtype(printer: PrinterName, tally: NumberTally): DTypeName {
  if (tally.count === tally.booleans) return 'bool';
  if (tally.singles === tally.count) return 'float32';
  const isSingle = singlePrinters.has(printer);
  if (tally.isWhole && (isSingle || printer === 'numpy')) return 'int64';
  return isSingle ? 'float32' : 'float64';
}

const singlePrinters: ReadonlySet<PrinterName> = new Set(['pytorch', 'libtorch', 'jax', 'tensorflow', 'mlx']);

/** What is written in full is the number of that type that lies nearest. */
function roundInto(values: Float64Array, dtype: DTypeName): void {
  const round = floatFormats.find(({ name }) => name === dtype)?.round;
  if (!round || dtype === 'float64') return;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    // Rounding may lose the sign of a zero.
    if (value !== 0) values[index] = round(value);
  }
}

function noticesOf(
  { tally }: FoundNumbers,
  dtype: DTypeName,
  misfits: number,
  uncertainty: Uncertainty | undefined,
  stated: string | undefined,
): Notice[] {
  const { inexactIntegers, overflows } = tally;
  const notices: Notice[] = [];
  const say = (severity: Notice['severity'], code: string, message: string): void => {
    notices.push({ severity, code, message });
  };
  if (uncertainty) say('info', 'display-precision', precisionText(uncertainty));
  if (inexactIntegers > 0) {
    say(
      'warning',
      'inexact-integers',
      `${inexactIntegers} of the integers cannot be held exactly by float64; the nearest float64 is used.`,
    );
  }
  if (overflows > 0)
    say('warning', 'overflow', `${overflows} of the numbers are too large for float64: read as infinite.`);
  if (misfits > 0)
    say(
      'warning',
      'dtype-mismatch',
      `${misfits} of the numbers cannot be of the stated dtype ${dtype}: read as written.`,
    );
  if (stated !== undefined && dtype !== 'float64' && !stated.includes(dtype) && stated.length > 1) {
    say('info', 'dtype-taken', `The text states the dtype ${quoted(stated)}: read as ${dtype}.`);
  }
  return notices;
}

function precisionText({ absolute, relative }: Uncertainty): string {
  const bounds = [
    ...(absolute > 0 ? [`±${Number(absolute.toPrecision(3))}`] : []),
    ...(relative > 0 ? [`±${Number(relative.toPrecision(3))} times its magnitude`] : []),
  ];
  return `The text shows rounded numbers: each exact value is known to ${bounds.join(', or ')}.`;
}
