import { elementCount } from '../../core/axes.js';
import { counted } from '../../core/counted.js';
import { type DTypeName, dtypes } from '../../core/dtype.js';
import { shapeText } from '../../core/shapeText.js';
import type { Tensor } from '../../core/tensor.js';
import { UserError } from '../../core/userError.js';
import { numberText } from '../numberText.js';

/** A way to write a tensor as text that a language or a program reads. */
export interface TextForm {
  readonly id: string;
  /** As it stands in a list. */
  readonly title: string;
  /** VS Code's name of the language that the text is in. */
  readonly languageId: string;
  /**
   * The text, without a line break at its end: numbers with the shortest digits that read back as the same value of the tensor's
   * type. Throws a `UserError`: `shape-mismatch` for a shape that the form has no way to write, `too-large`.
   */
  write(tensor: Tensor): string;
}

/** How a language spells what is not finite. */
export interface Specials {
  readonly nan: string;
  readonly infinity: string;
  readonly negativeInfinity: string;
}

/** A tensor as forms write it: its values in C order. */
export interface Written {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly values: Float64Array;
}

const mostNumbers = 1_000_000;

/** The values of a tensor, or a `UserError` (`too-large`) for more than a text is for. */
export function written(tensor: Tensor): Written {
  const { shape, dtype } = tensor;
  const count = elementCount(shape);
  if (count > mostNumbers) {
    throw new UserError(
      'too-large',
      `${counted(count, 'number')} are more than the ${mostNumbers.toLocaleString('en-US')} that are written as text: take a row, or convert to a file.`,
    );
  }
  return { shape, dtype, values: tensor.toFloat64Array() };
}

/** Refuses a tensor of more axes than a form has. */
export function checkRank({ shape }: Written, most: number, form: string): void {
  if (shape.length <= most) return;
  throw new UserError(
    'shape-mismatch',
    `${form} has rows and columns, and the shape is ${shapeText(shape)}: take a row, or another form.`,
  );
}

/** Writes numbers of a type: finite ones with a point where `point`, so that no language takes them for integers. */
export function numberWriter(
  dtype: DTypeName,
  { nan, infinity, negativeInfinity }: Specials,
  { point = true, suffix = '' }: { readonly point?: boolean; readonly suffix?: string } = {},
): (value: number) => string {
  const isFloat = dtypes[dtype].kind === 'float';
  return (value) => {
    if (Number.isNaN(value)) return nan;
    if (!Number.isFinite(value)) return value > 0 ? infinity : negativeInfinity;
    if (!isFloat) return wholeText(value);
    const text = numberText(value, dtype);
    return (point && !/[.e]/.test(text) ? `${text}.0` : text) + suffix;
  };
}

/** Every digit of an integer, where JavaScript writes only those that tell it from other float64 numbers. */
function wholeText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
}
