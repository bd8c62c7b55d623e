import type { DTypeName } from '../core/dtype.js';
import type { Specials } from './forms/form.js';

/** What tells how the special values of a literal are spelled. */
export interface SpellingHints {
  /** The special values that it has, as they are written. */
  readonly found: readonly string[];
  /** What stands before its first bracket. */
  readonly head: string;
  /** The editor's name of the document's language. */
  readonly languageId: string | undefined;
  /** The type of its numbers. */
  readonly dtype: DTypeName;
}

/**
 * The spelling of the literal's own special values, else that of its wrapper, else that of its language; undefined where
 * the language has none.
 */
export function specialsOf({ found, head, languageId, dtype }: SpellingHints): Specials | undefined {
  const ofPlace = ofHead(head, dtype) ?? ofLanguage(languageId, dtype);
  const own = found.map((word) => like(word, ofPlace)).find((spelling) => spelling !== undefined);
  const { prefix, family } = own ?? ofPlace ?? {};
  if (prefix === undefined || family === undefined) return undefined;
  const [nan, infinity, negative] = family;
  const signed = negative.startsWith('-') ? `-${prefix}${negative.slice(1)}` : prefix + negative;
  return { nan: prefix + nan, infinity: prefix + infinity, negativeInfinity: signed };
}

/** The names of a family, and what stands before each of them behind its sign. */
interface Spelling {
  readonly prefix: string;
  readonly family: Family;
}

type Family = readonly [nan: string, infinity: string, negativeInfinity: string];

const lowerCase: Family = ['nan', 'inf', '-inf'];
const javascript: Family = ['NaN', 'Infinity', '-Infinity'];
const mathematical: Family = ['NaN', 'Inf', '-Inf'];
const c: Family = ['NAN', 'INFINITY', '-INFINITY'];
const rust: Family = ['NAN', 'INFINITY', 'NEG_INFINITY'];
const java: Family = ['NaN', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY'];
const dotnet: Family = ['NaN', 'PositiveInfinity', 'NegativeInfinity'];
const julia32: Family = ['NaN32', 'Inf32', '-Inf32'];
const families: readonly Family[] = [lowerCase, javascript, mathematical, c, rust, java, dotnet, julia32];

/** The spelling that a word is of; where it is of several, as `NaN`, that of the place if it is among them. */
function like(word: string, ofPlace: Spelling | undefined): Spelling | undefined {
  const [, quote] = /^float\(\s*(['"])/.exec(word) ?? [];
  if (quote !== undefined) return pythonCalls(quote);
  const [, sign = '', prefix = '', name = ''] = /^([-+\u2212]?)((?:\w+(?:\.|::))*)(\w+)/.exec(word) ?? [];
  const usual = prefix.includes('::') ? [rust, c] : prefix === '' ? families : [lowerCase, java, dotnet, mathematical];
  const candidates = ofPlace ? [ofPlace.family, ...usual] : usual;
  const signed = sign === '-' ? `-${name}` : name;
  const family = candidates.find((one) => one.includes(signed)) ?? candidates.find((one) => one.includes(name));
  return family && { prefix, family };
}

function pythonCalls(quote: string): Spelling {
  const call = (word: string): string => `float(${quote}${word}${quote})`;
  return { prefix: '', family: [call('nan'), call('inf'), call('-inf')] };
}

function ofHead(head: string, dtype: DTypeName): Spelling | undefined {
  const [module] = /^(?:np|numpy|jnp|cp|cupy|torch)\./.exec(head) ?? [];
  if (module !== undefined) return { prefix: module, family: lowerCase };
  if (/^(?:tensor|array|Array|masked_array)\($/.test(head)) return { prefix: '', family: lowerCase };
  if (/^(?:new )?(?:Big)?(?:Float|Int|Uint)\d+(?:Clamped)?Array\b/.test(head))
    return { prefix: '', family: javascript };
  if (/^(?:B?Float\d+\[|c\($)/.test(head)) return { prefix: '', family: mathematical };
  if (head.startsWith('vec!')) return ofLanguage('rust', dtype);
  if (head.startsWith('std::')) return { prefix: '', family: c };
  return undefined;
}

function ofLanguage(languageId: string | undefined, dtype: DTypeName): Spelling | undefined {
  if (languageId === 'python') return pythonCalls("'");
  const isDouble = dtype === 'float64';
  for (const { ids, family, single = '', double = '' } of languages) {
    if (ids.includes(languageId)) return { prefix: isDouble ? double : single, family };
  }
  return undefined;
}

/** Languages by the editor's names, with what their types put before the names; undefined is a text of none. */
const languages: readonly {
  readonly ids: readonly (string | undefined)[];
  readonly family: Family;
  readonly single?: string;
  readonly double?: string;
}[] = [
  { ids: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'json5'], family: javascript },
  { ids: ['c', 'cpp', 'cuda-cpp', 'objective-c', 'objective-cpp'], family: c },
  { ids: ['rust'], family: rust, single: 'f32::', double: 'f64::' },
  { ids: ['java', 'kotlin'], family: java, single: 'Float.', double: 'Double.' },
  { ids: ['scala'], family: dotnet, single: 'Float.', double: 'Double.' },
  { ids: ['csharp'], family: dotnet, single: 'float.', double: 'double.' },
  { ids: ['julia', 'matlab', 'octave', 'r'], family: mathematical },
  { ids: [undefined, 'plaintext', 'markdown', 'csv', 'tsv', 'log'], family: lowerCase },
];
