import type { DTypeName } from '../core/dtype.js';
import { quoted } from '../core/quoted.js';
import { UserError } from '../core/userError.js';
import type { NumberPlace } from './numberPlaces.js';
import type { Specials } from './forms/form.js';
import { numberText } from './numberText.js';

/** How a literal writes its numbers. */
export interface LiteralSpelling {
  /** The type that the text is read as. */
  readonly dtype: DTypeName;
  /** What whole numbers end with. */
  readonly wholeEnd: '' | '.' | '.0';
  readonly specials: Specials | undefined;
}

/** What whole numbers end with, from the literal's own and whether all the new values are whole. */
export function wholeEndOf(
  tokens: readonly string[],
  places: readonly NumberPlace[],
  isWhole: boolean,
  isScript: boolean,
): LiteralSpelling['wholeEnd'] {
  const whole = tokens.filter((_, at) => places[at]?.form === 'fixed' && Number.isInteger(places[at].value));
  const pointed = whole.map(bodyOf).filter((body) => body.includes('.'));
  if (pointed.length > 0) return pointed.every((body) => body.endsWith('.')) ? '.' : '.0';
  const integers = places.filter(({ form }) => form === 'integer' || form === 'boolean').length;
  if (integers === places.length) return isWhole || isScript ? '' : '.0';
  return integers > 0 || isScript ? '' : '.0';
}

/**
 * A value as the literal would write it in the place of `token`. Throws a `UserError`: `unsupported-format` for what the
 * language cannot write, `unsupported-dtype` for a fraction among integers with a suffix.
 */
export function spelled(value: number, token: string, place: NumberPlace, spelling: LiteralSpelling): string {
  const { dtype, specials } = spelling;
  if (!Number.isFinite(value)) return specialText(value, specials);
  if (place.form === 'boolean' && dtype === 'bool') return booleanLike(token, value !== 0);
  const suffix = place.form === 'word' || place.form === 'boolean' ? '' : suffixOf(token);
  const isInteger = place.form === 'integer' && suffix !== '';
  if (isInteger && !Number.isInteger(value)) {
    throw new UserError(
      'unsupported-dtype',
      `The text writes integers with the suffix ${quoted(suffix)}, and the new values are none: open the result as a new document.`,
    );
  }
  const digits = numberText(value, dtype);
  if (isInteger) return digits + suffix;
  if (juliaExponent.test(suffix)) return inJulia(digits);
  const isBare = !/[.e]/i.test(digits);
  const end = Object.is(value, -0) || (suffix !== '' && spelling.wholeEnd === '') ? '.0' : spelling.wholeEnd;
  return digits + (isBare ? end : '') + suffix;
}

function specialText(value: number, specials: Specials | undefined): string {
  if (specials) return Number.isNaN(value) ? specials.nan : value > 0 ? specials.infinity : specials.negativeInfinity;
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+inf' : '−inf';
  throw new UserError(
    'unsupported-format',
    `The new values hold ${name}, which cannot be written in this language: choose another conversion, or open the result as a new document.`,
  );
}

function booleanLike(token: string, value: boolean): string {
  const word = String(value);
  if (token === token.toUpperCase()) return word.toUpperCase();
  return token === token.toLowerCase() ? word : (word[0] ?? '').toUpperCase() + word.slice(1);
}

/** Julia's Float32 has `f` for `e`. */
function inJulia(digits: string): string {
  return digits.includes('e') ? digits.replace(/e\+?/, 'f') : `${digits}f0`;
}

function bodyOf(token: string): string {
  return token.slice(0, token.length - suffixOf(token).length);
}

function suffixOf(token: string): string {
  return (/0x/i.test(token) ? /(?<=p[+-]?\d+)[fl]$/i : suffixes).exec(token)?.[0] ?? '';
}

const suffixes = /(?:_?(?:bf16|f16|f32|f64|[iu](?:8|16|32|64|128|size)|[fdhn]|u?l{1,2}u?|u)|f[+-]?\d+)$/i;
const juliaExponent = /^f(?!(?:16|32|64)$)[+-]?\d/;
