import type { DTypeName } from '../../core/dtype.js';
import { dtypeNamed } from './dtypeWords.js';
import type { PrinterName } from './reading.js';

/** What a word before an array says of it. */
export interface Head {
  /** Whether its parentheses only wrap one value, or are the array themselves. */
  readonly role: 'wrapper' | 'array';
  readonly printer: PrinterName;
  readonly dtype?: DTypeName;
}

/**
 * What the word before an opening bracket says: undefined where the bracket makes no array, as in a call or an index
 * of a program.
 */
export function headNamed(word: string, opener: string): Head | undefined {
  const name = word.slice(Math.max(word.lastIndexOf('.'), word.lastIndexOf(':')) + 1);
  const dtype = dtypeNamed(name);
  if (opener === '[') {
    return name === 'vec!' || (dtype && juliaType.test(name))
      ? { role: 'array', printer: 'literal', ...(dtype && { dtype }) }
      : undefined;
  }
  const head = heads.get(name);
  // `np.array([…])` is a program's, `array([…])` what NumPy prints.
  if (head) return name === word || word === 'tf.Tensor' ? head : { ...head, printer: 'literal' };
  if (!dtype) return opener === '{' ? { role: 'array', printer: 'literal' } : undefined;
  if (name.endsWith('Array')) return { role: 'wrapper', printer: 'javascript', dtype };
  // `np.float32(1.5)`, `float32{1.5, 2.5}`.
  return { role: opener === '(' ? 'wrapper' : 'array', printer: 'literal', dtype };
}

const juliaType = /^(?:Float|BFloat|U?Int|Bool)\d*$/;
const wrapper = (printer: PrinterName): Head => ({ role: 'wrapper', printer });
const array: Head = { role: 'array', printer: 'literal' };

const heads: ReadonlyMap<string, Head> = new Map([
  ['tensor', wrapper('pytorch')],
  ['array', wrapper('numpy')],
  ['matrix', wrapper('numpy')],
  ['masked_array', wrapper('numpy')],
  ['Array', wrapper('jax')],
  ['DeviceArray', wrapper('jax')],
  ['Tensor', wrapper('tensorflow')],
  ['list', wrapper('literal')],
  ['tuple', wrapper('literal')],
  ['deque', wrapper('literal')],
  ['asarray', wrapper('literal')],
  ['constant', wrapper('literal')],
  ['Parameter', wrapper('pytorch')],
  ['float', wrapper('literal')],
  ['c', array],
  ['of', array],
  ['asList', array],
  ['listOf', array],
  ['arrayOf', array],
  ['floatArrayOf', array],
  ['doubleArrayOf', array],
]);
