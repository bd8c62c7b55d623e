import type { DTypeName } from '../core/dtype.js';

/** How a language spells the values that have no digits. */
export interface SpecialWords {
  readonly nan: string;
  readonly positive: string;
  readonly negative: string;
}

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
export function specialWords({ found, head, languageId, dtype }: SpellingHints): SpecialWords | undefined {
  const ofPlace = ofHead(head, dtype) ?? ofLanguage(languageId, dtype);
  for (const word of found) {
    const own = like(word, ofPlace);
    if (own) return own;
  }
  return ofPlace;
}

type Family = readonly [nan: string, positive: string, negative: string];

const lowerCase: Family = ['nan', 'inf', '-inf'];
const javascript: Family = ['NaN', 'Infinity', '-Infinity'];
const mathematical: Family = ['NaN', 'Inf', '-Inf'];
const c: Family = ['NAN', 'INFINITY', '-INFINITY'];
const rust: Family = ['NAN', 'INFINITY', 'NEG_INFINITY'];
const java: Family = ['NaN', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY'];
const julia32: Family = ['NaN32', 'Inf32', '-Inf32'];
const families: readonly Family[] = [lowerCase, javascript, mathematical, c, rust, java, julia32];

function like(word: string, ofPlace: SpecialWords | undefined): SpecialWords | undefined {
  const [, quote] = /^float\(\s*(['"])/.exec(word) ?? [];
  if (quote !== undefined) return pythonCalls(quote);
  const [, sign = '', prefix = '', name = ''] = /^([-+\u2212]?)((?:\w+(?:\.|::))*)(\w+)/.exec(word) ?? [];
  const unsigned = `${prefix}${name}`;
  if (ofPlace && [ofPlace.nan, ofPlace.positive, ofPlace.negative].some((one) => one.replace('-', '') === unsigned)) {
    return ofPlace;
  }
  const candidates = prefix.includes('::') ? [rust, c] : prefix === '' ? families : [lowerCase, java, mathematical];
  const signed = sign === '-' ? `-${name}` : name;
  const family = candidates.find((one) => one.includes(signed)) ?? candidates.find((one) => one.includes(name));
  return family && withPrefix(prefix, family);
}

function withPrefix(prefix: string, [nan, positive, negative]: Family): SpecialWords {
  const signed = negative.startsWith('-') ? `-${prefix}${negative.slice(1)}` : `${prefix}${negative}`;
  return { nan: prefix + nan, positive: prefix + positive, negative: signed };
}

function pythonCalls(quote: string): SpecialWords {
  const call = (word: string): string => `float(${quote}${word}${quote})`;
  return { nan: call('nan'), positive: call('inf'), negative: call('-inf') };
}

function ofHead(head: string, dtype: DTypeName): SpecialWords | undefined {
  const [module] = /^(?:np|numpy|jnp|cp|cupy|torch)\./.exec(head) ?? [];
  if (module !== undefined) return withPrefix(module, lowerCase);
  if (/^(?:tensor|array|Array|masked_array)\($/.test(head)) return withPrefix('', lowerCase);
  if (/^(?:new )?(?:Big)?(?:Float|Int|Uint)\d+(?:Clamped)?Array\b/.test(head)) return withPrefix('', javascript);
  if (/^(?:B?Float\d+\[|c\($)/.test(head)) return withPrefix('', mathematical);
  if (head.startsWith('vec!')) return ofLanguage('rust', dtype);
  if (head.startsWith('std::')) return withPrefix('', c);
  return undefined;
}

function ofLanguage(languageId: string | undefined, dtype: DTypeName): SpecialWords | undefined {
  const isDouble = dtype === 'float64';
  switch (languageId) {
    case 'python':
      return pythonCalls("'");
    case 'javascript':
    case 'javascriptreact':
    case 'typescript':
    case 'typescriptreact':
    case 'json5':
      return withPrefix('', javascript);
    case 'c':
    case 'cpp':
    case 'cuda-cpp':
    case 'objective-c':
    case 'objective-cpp':
      return withPrefix('', c);
    case 'rust':
      return withPrefix(isDouble ? 'f64::' : 'f32::', rust);
    case 'java':
    case 'kotlin':
      return withPrefix(isDouble ? 'Double.' : 'Float.', java);
    case 'julia':
    case 'matlab':
    case 'octave':
    case 'r':
      return withPrefix('', mathematical);
    case undefined:
    case 'plaintext':
    case 'markdown':
    case 'csv':
    case 'tsv':
    case 'log':
      return withPrefix('', lowerCase);
    default:
      return undefined;
  }
}
