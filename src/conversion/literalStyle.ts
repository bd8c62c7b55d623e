import { dtypes, type DTypeName } from '../core/dtype.js';
import { elementAt } from '../core/element.js';
import { floatFormats } from '../core/floatFormat.js';
import { shapeText } from '../core/shapeText.js';
import type { Tensor } from '../core/tensor.js';
import { UserError } from '../core/userError.js';
import { countMisfits } from '../formats/dtypeRange.js';
import { readText } from '../formats/text/parseText.js';
import { declaredInteger } from './declaredInteger.js';
import { columnEdits, type Edit } from './columnAlignment.js';
import { notOneToOne } from './notOneToOne.js';
import { numberPlaces } from './numberPlaces.js';
import { spelled, wholeEndOf } from './numberSpelling.js';
import { specialsOf } from './specials.js';

/** The range `[start, end)` of a literal in a document, as `readText` and `enclosingArray` find it. */
export interface LiteralRange {
  readonly start: number;
  readonly end: number;
  /** What was read there, where that is known. */
  readonly tensor?: Tensor;
}

/**
 * The text of a literal with the values of `tensor` in place of its numbers; all else stays as it is, and numbers whose
 * value stays are not written anew. Numbers are the shortest that the type of the text reads back. The answer, read as the
 * literal was, gives exactly the values of `tensor`, else a `UserError` is thrown: `shape-mismatch` for another shape,
 * `unsupported-dtype` where the type of the text does not hold the values, `unsupported-format` where the numbers cannot
 * be replaced one by one or the language cannot write them.
 */
export function inLiteralStyle(text: string, range: LiteralRange, tensor: Tensor, languageId?: string): string {
  const literal = text.slice(range.start, range.end);
  const own = tensorOf(literal);
  if (range.tensor && !isSame(own, range.tensor)) throw notOneToOne('they depend on what stands around them');
  if (own.shape.join() !== tensor.shape.join()) throw otherShape(own, tensor);
  const { places, statedDtype } = numberPlaces(text, range.start, range.end);
  const stated = statedDtype ?? declaredInteger(text, range.start) ?? readOutside(own, range.tensor);
  const dtype = writtenDtype(stated, own, tensor);
  const values = tensor.toFloat64Array();
  if (places.length !== values.length) throw notOneToOne('not every number of it is a value');
  const tokens = places.map(({ start, end }) => text.slice(start, end));
  const specials = specialsOf({
    found: tokens.filter((_, at) => !Number.isFinite(places[at]?.value)),
    head: /^[^[({]*[[({]?/.exec(literal)?.[0] ?? '',
    languageId,
    dtype,
  });
  const wholeEnd = wholeEndOf(tokens, places, values.every(Number.isInteger), scripts.has(languageId ?? ''));
  // A literal of integers that gets fractions becomes one of floats, as a language of types needs it.
  const turnsFloat = wholeEnd !== '' && places.every(({ form }) => form === 'integer');
  const words = places.map((place, at) => {
    const value = elementAt(values, at);
    const token = tokens[at] ?? '';
    const isOfKind = !turnsFloat && (place.form === 'boolean') === (dtype === 'bool');
    const isKept = isOfKind && isRoundedTo(place.value, value, dtype);
    return isKept ? token : spelled(value, token, place, { dtype, wholeEnd, specials });
  });
  const written = edited(text, range, columnEdits(text, range.start, places, words));
  if (!isSame(tensorOf(written), tensor, dtype)) throw notOneToOne('the new text would not be read as the new values');
  return written;
}

/** Where `1` is as good a float as `1.0`. */
const scripts: ReadonlySet<string> = new Set([
  ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'json', 'jsonc', 'json5'],
]);

function tensorOf(literal: string): Tensor {
  try {
    return readText(literal).tensor;
  } catch (error) {
    if (error instanceof UserError) throw notOneToOne('it cannot be read by itself');
    throw error;
  }
}

/** Whether two tensors have one shape, and the values of the first are those of the second, rounded to its type. */
function isSame(a: Tensor, b: Tensor, dtype = b.dtype): boolean {
  if (a.shape.join() !== b.shape.join()) return false;
  const values = b.toFloat64Array();
  return a.toFloat64Array().every((value, at) => isRoundedTo(value, elementAt(values, at), dtype));
}

/** Whether the nearest number of the type is `value`, the sign of a zero included. */
function isRoundedTo(read: number, value: number, dtype: DTypeName): boolean {
  return Object.is(read, value) || (value !== 0 && Object.is(roundingOf(dtype)?.(read), value));
}

function roundingOf(dtype: DTypeName): ((x: number) => number) | undefined {
  return floatFormats.find(({ name }) => name === dtype)?.round;
}

/** The type of the tensor that was read, where the literal alone is read as another: it was stated outside. */
function readOutside(own: Tensor, read: Tensor | undefined): DTypeName | undefined {
  return read && read.dtype !== own.dtype ? read.dtype : undefined;
}

/** The type that the new text is read as: what it states, else what its reader takes, else that of the new values. */
function writtenDtype(stated: DTypeName | undefined, own: Tensor, tensor: Tensor): DTypeName {
  const isFloat = dtypes[own.dtype].kind === 'float';
  const dtype = stated ?? (isFloat ? own.dtype : tensor.dtype);
  const round = roundingOf(dtype);
  const misfit = tensor
    .toFloat64Array()
    .find((value) =>
      round ? value !== 0 && !Object.is(round(value), value) : countMisfits(Float64Array.of(value), dtype) > 0,
    );
  if (misfit === undefined) return dtype;
  throw new UserError(
    'unsupported-dtype',
    `The text is of ${dtype}, which does not hold ${misfit}: change the type that it states first, or open the result as a new document.`,
  );
}

function otherShape(own: Tensor, tensor: Tensor): UserError {
  return new UserError(
    'shape-mismatch',
    `The result has the shape ${shapeText(tensor.shape)}, and the text ${shapeText(own.shape)}: open it as a new document.`,
  );
}

function edited(text: string, range: LiteralRange, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = range.start;
  for (const { start, end, text: word } of edits) {
    parts.push(text.slice(from, start), word);
    from = end;
  }
  return parts.join('') + text.slice(from, range.end);
}
