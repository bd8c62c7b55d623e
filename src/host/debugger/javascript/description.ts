import * as v from 'valibot';
import { type DTypeName, dtypes, isDTypeName } from '../../../core/dtype.js';
import { shapeText } from '../../../core/shapeText.js';
import { UserError } from '../../../core/userError.js';
import { checkedElementCount } from '../../../formats/shapeLimits.js';
import type { Subject } from '../subject.js';
import { refusalOf } from './refusals.js';

/** What a JavaScript value was found to be. */
export interface Description {
  /** `Float32Array`, `Array`, `tf.Tensor`, `ort.Tensor`. */
  readonly format: string;
  /** The typed array that holds the elements, or `Array`, and what its elements are. */
  readonly storage: string;
  readonly storageDtype: DTypeName;
  /** The element type by what the tensor says of itself. */
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  /** The lengths of the nested arrays that hold the elements. */
  readonly holderShape: readonly number[];
}

/** Checks what `inspect.js` answered; throws the `UserError` that it stands for, or that says what is wrong with it. */
export function describedBy(answer: unknown, subject: Subject): Description {
  const { name } = subject;
  const parsed = v.safeParse(answers, answer);
  if (!parsed.success) throw new UserError('debugger', `What the debugger answered about ${name} cannot be read.`);
  if ('refusal$' in parsed.output) throw refusalOf(parsed.output, subject);
  const { format$: format, storage$: storage, shape$: shape, holderShape$: holderShape } = parsed.output;
  const storageDtype = storageDtypes[storage];
  const dtype = storage === 'Array' ? 'float64' : (parsed.output.dtype$ ?? storageDtype);
  if (storageDtype === undefined || dtype === undefined || !isHeldIn(dtype, storageDtype)) {
    throw unsupported(name, dtype ?? storage, storage);
  }
  const count = checkedElementCount(shape, 8);
  if (count !== checkedElementCount(holderShape, 8)) {
    throw new UserError(
      'shape-mismatch',
      `${name} says that its shape is ${shapeText(shape)}, but there are elements for ${shapeText(holderShape)}.`,
    );
  }
  return { format, storage, storageDtype, dtype, shape, holderShape };
}

/** What the elements of each typed array are, and of an array of numbers. */
const storageDtypes: Readonly<Record<string, DTypeName>> = {
  Array: 'float64',
  Float16Array: 'float16',
  Float32Array: 'float32',
  Float64Array: 'float64',
  Int8Array: 'int8',
  Int16Array: 'int16',
  Int32Array: 'int32',
  BigInt64Array: 'int64',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Uint16Array: 'uint16',
  Uint32Array: 'uint32',
  BigUint64Array: 'uint64',
};

/** The types that have no typed array of their own everywhere, and what holds their bits. */
const bits: Partial<Record<DTypeName, DTypeName>> = { float16: 'uint16', bfloat16: 'uint16', bool: 'uint8' };

function isHeldIn(dtype: string, storage: DTypeName): dtype is DTypeName {
  return isDTypeName(dtype) && (dtype === storage || bits[dtype] === storage);
}

function unsupported(name: string, dtype: string, storage: string): UserError {
  const known = Object.keys(dtypes).join(', ');
  return new UserError(
    'unsupported-dtype',
    `The elements of ${name} are ${dtype} in a ${storage}; what can be read is ${known}. Convert it in the program, for instance to a Float32Array.`,
  );
}

const lengths = v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const answers = v.union([
  v.object({ refusal$: v.string(), detail$: v.string() }),
  v.object({
    format$: v.string(),
    storage$: v.string(),
    dtype$: v.optional(v.string()),
    shape$: lengths,
    holderShape$: lengths,
  }),
]);
