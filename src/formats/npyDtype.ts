import { type DTypeName, isDTypeName } from '../core/dtype.js';
import { quoted } from '../core/quoted.js';
import { UserError } from '../core/userError.js';
import { kindNames, type PythonLiteral } from './pythonLiteral.js';

/** How the elements of a .npy file are stored. */
export interface NpyDtype {
  readonly name: DTypeName;
  readonly littleEndian: boolean;
}

/**
 * Reads the `descr` of a .npy header (numpy.lib.format: what `numpy.dtype` accepts). An order of `=` or `|`, or none,
 * is the writer's own order, which is little-endian on every machine of today. The two-byte void `V2`, as which
 * np.save writes bfloat16, is read as such only where `readVoidAsBfloat16`. Refuses all else with
 * `unsupported-dtype`, or `bad-option` where `readVoidAsBfloat16` is asked of another type.
 */
export function npyDtypeOf(descr: PythonLiteral, readVoidAsBfloat16: boolean): NpyDtype {
  if (descr.kind !== 'string') throw refusalOfComposite(descr);
  const order = byteOrderOf(descr.value);
  const type = descr.value.slice(order.length);
  const littleEndian = order !== '>';
  if (type === 'V2') {
    if (readVoidAsBfloat16) return { name: 'bfloat16', littleEndian };
    throw voidOfTwoBytes(descr.value);
  }
  const name = dtypeOfCode(descr.value);
  if (name === undefined) throw refusalOf(descr.value, type);
  if (readVoidAsBfloat16 && name !== 'bfloat16') throw notVoid(name);
  return { name, littleEndian };
}

/** NumPy's codes with a size, and its letters whose size is the same on every platform. */
const codes: ReadonlyMap<string, DTypeName> = new Map<string, DTypeName>([
  ['f2', 'float16'],
  ['f4', 'float32'],
  ['f8', 'float64'],
  ['i1', 'int8'],
  ['i2', 'int16'],
  ['i4', 'int32'],
  ['i8', 'int64'],
  ['u1', 'uint8'],
  ['u2', 'uint16'],
  ['u4', 'uint32'],
  ['u8', 'uint64'],
  ['b1', 'bool'],
  ['?', 'bool'],
  ['e', 'float16'],
  ['f', 'float32'],
  ['d', 'float64'],
  ['b', 'int8'],
  ['h', 'int16'],
  ['i', 'int32'],
  ['q', 'int64'],
  ['B', 'uint8'],
  ['H', 'uint16'],
  ['I', 'uint32'],
  ['Q', 'uint64'],
]);

/** Other names whose size is the same in NumPy and PyTorch and on every platform; `float` is not. */
const otherNames: ReadonlyMap<string, DTypeName> = new Map<string, DTypeName>([
  ['half', 'float16'],
  ['single', 'float32'],
  ['double', 'float64'],
  ['bool_', 'bool'],
  ['byte', 'int8'],
  ['ubyte', 'uint8'],
  ['short', 'int16'],
  ['ushort', 'uint16'],
  ['longlong', 'int64'],
  ['ulonglong', 'uint64'],
]);

/**
 * The dtype of a NumPy code such as `<f4`, or of a plain name such as `float32`, which takes no byte order, in NumPy
 * either; undefined where it is not one that can be read.
 */
export function dtypeOfCode(descr: string): DTypeName | undefined {
  if (isDTypeName(descr)) return descr;
  return otherNames.get(descr) ?? codes.get(descr.slice(byteOrderOf(descr).length));
}

function byteOrderOf(descr: string): string {
  return /^[<>=|]/.exec(descr)?.[0] ?? '';
}

const advice = {
  asFloat: 'Convert it with x.astype(np.float32) and save it anew with np.save.',
  asDouble: 'Convert it with x.astype(np.float64) and save it anew with np.save.',
  realPart: 'Save its real part, its imaginary part or np.abs(x) with np.save.',
  asNumbers: 'Convert it to numbers with x.astype(np.float64), if they are numbers, and save it anew with np.save.',
  asInteger: 'Convert it with x.astype(np.int64) and save it anew with np.save.',
  object:
    'Pickles are never run here. Convert it with np.stack(list(x)).astype(np.float32) and save it anew with np.save.',
  field: "Save one of its fields, as in np.save(path, x['logits']).",
} as const;

/** What cannot be read, by its NumPy code: what it is, and what to do. The first that matches counts. */
const refusals: readonly (readonly [RegExp, string, string])[] = [
  [/^(\([^()]*\))?[^()]*,/, 'is structured: its elements are records of fields', advice.field],
  [/^(\([\d, ]*\)|\d+)./, 'is a sub-array: its elements are arrays themselves', advice.asFloat],
  [
    /^(f16|f12|f10|g|float128|float96|longdouble|longfloat)$/,
    'is a long double, whose layout differs by machine,',
    advice.asDouble,
  ],
  [/^(c\d+|F|D|G|complex\d*|csingle|cdouble|clongdouble)$/, 'holds complex numbers', advice.realPart],
  [/^([SUa]\d*|c|str\d*|bytes\d*|str_|bytes_)$/, 'holds text', advice.asNumbers],
  [/^T\d*$/, 'holds text', advice.asNumbers],
  [/^(O\d*|object_?|object\d+)$/, 'holds Python objects (a pickle)', advice.object],
  [/^(M8?|datetime64)(\[.*\])?$/, 'holds dates', advice.asInteger],
  [/^(m8?|timedelta64)(\[.*\])?$/, 'holds time spans', advice.asInteger],
  [/^V1$/, 'holds one-byte elements without a type, as np.save writes float8 and int4,', advice.asFloat],
  [/^(V\d*|void\d*)$/, 'holds elements without a type (void)', advice.asFloat],
  [
    /^(l|L|p|P|int|uint|long|ulong|int_|uint_|intp|uintp|intc|uintc)$/,
    'is an integer whose size differs by machine',
    advice.asInteger,
  ],
];

function refusalOf(descr: string, type: string): UserError {
  for (const [pattern, what, todo] of refusals) if (pattern.test(type)) return refusal(descr, what, todo);
  return refusal(descr, 'is not a known dtype', advice.asFloat);
}

function refusal(descr: string, what: string, todo: string): UserError {
  return new UserError('unsupported-dtype', `The array’s dtype ${inQuotes(descr)} ${what} and cannot be read. ${todo}`);
}

function voidOfTwoBytes(descr: string): UserError {
  return new UserError(
    'unsupported-dtype',
    `The array’s dtype ${inQuotes(descr)} is two bytes without a type. np.save writes bfloat16 so: read it as bfloat16, if that ` +
      'is what was saved; otherwise convert it with x.astype(np.float32) and save it anew with np.save.',
    'read-as-bfloat16',
  );
}

function notVoid(name: DTypeName): UserError {
  return new UserError('bad-option', `The array is ${name}; only a two-byte void array (V2) can be read as bfloat16.`);
}

/**
 * A structured dtype is a list of fields, a sub-array a tuple of a dtype and a shape; any other value breaks the
 * format.
 */
function refusalOfComposite(descr: PythonLiteral): UserError {
  if (descr.kind === 'list') {
    return new UserError(
      'unsupported-dtype',
      `The array is structured: its elements are records of fields. ${advice.field}`,
    );
  }
  if (descr.kind === 'tuple') {
    return new UserError('unsupported-dtype', `The array’s elements are arrays themselves. ${advice.asFloat}`);
  }
  return new UserError(
    'corrupt',
    `The header’s 'descr' is ${kindNames[descr.kind]}, not a dtype. Save the array anew with np.save.`,
  );
}

/** A dtype as it stood in the header, in Python’s quotes: a corrupt one may be long, and hold anything. */
function inQuotes(descr: string): string {
  return `'${quoted(descr).slice(1, -1)}'`;
}
