import { dtypes } from '../core/dtype.js';
import { quoted, shortened } from '../core/quoted.js';
import { UserError } from '../core/userError.js';
import { checkedElementCount } from './shapeLimits.js';
import { type NpyDtype, npyDtypeOf } from './npyDtype.js';
import { kindNames, type PythonLiteral, parsePythonLiteral } from './pythonLiteral.js';

/** What the header of a .npy file says. */
export interface NpyHeader {
  readonly dtype: NpyDtype;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** The number of elements, the product of the shape. */
  readonly count: number;
}

/**
 * Reads the text of a .npy header, a Python dictionary of exactly `descr`, `fortran_order` and `shape` (NEP 1).
 * Refuses with `corrupt` what is none, `unsupported-dtype` what cannot be read, and `too-large` what could not be
 * addressed.
 */
export function parseNpyHeader(text: string, readVoidAsBfloat16: boolean): NpyHeader {
  const literal = parsePythonLiteral(text);
  if (literal.kind !== 'dictionary') throw corrupt(`is ${kindNames[literal.kind]}, not a dictionary`);
  const { descr, fortran_order, shape } = entriesOf(literal.entries);
  if (fortran_order.kind !== 'boolean')
    throw corrupt(`gives ${kindNames[fortran_order.kind]} as 'fortran_order', not True or False`);
  const lengths = lengthsOf(shape);
  const dtype = npyDtypeOf(descr, readVoidAsBfloat16);
  const count = checkedElementCount(lengths, dtypes[dtype.name].bytes);
  return { dtype, fortranOrder: fortran_order.value, shape: lengths, count };
}

const keys = ['descr', 'fortran_order', 'shape'] as const;
type Entries = Readonly<Record<(typeof keys)[number], PythonLiteral>>;

function entriesOf(entries: ReadonlyMap<string, PythonLiteral>): Entries {
  for (const key of entries.keys()) {
    if (!keys.some((known) => known === key)) throw corrupt(`has the unknown key ${quoted(key)}`);
  }
  const entry = (key: (typeof keys)[number]): PythonLiteral => {
    const value = entries.get(key);
    if (!value) throw corrupt(`lacks the key '${key}'`);
    return value;
  };
  return { descr: entry('descr'), fortran_order: entry('fortran_order'), shape: entry('shape') };
}

function lengthsOf(shape: PythonLiteral): number[] {
  if (shape.kind !== 'tuple')
    throw corrupt(`gives ${kindNames[shape.kind]} as 'shape', not a tuple such as (3, 4) or (3,)`);
  return shape.items.map((item, axis) => {
    if (item.kind !== 'integer') throw corrupt(`gives ${kindNames[item.kind]} as the length of axis ${axis}`);
    if (item.value < 0 || Object.is(item.value, -0)) throw corrupt(`gives axis ${axis} a negative length`);
    if (!Number.isSafeInteger(item.value)) throw tooLong(axis, item.text);
    return item.value;
  });
}

function tooLong(axis: number, digits: string): UserError {
  return new UserError(
    'too-large',
    `The header gives axis ${axis} the length ${shortened(digits)}, more than any machine can address. ` +
      'Save the array anew with np.save.',
  );
}

function corrupt(what: string): UserError {
  return new UserError('corrupt', `The header ${what}. Save the array anew with np.save.`);
}
