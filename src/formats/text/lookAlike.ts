import { headNamed } from './heads.js';
import type { Surroundings } from './surroundings.js';

/**
 * Whether an array of a document is of another kind than logits, as far as it and what stands before it tell: a shape, an
 * index, a colour, a date, a version, a mask. `text` is the array as it is written, brackets and type included; `shape` its own.
 */
export function isLookAlike(text: string, shape: readonly number[], surroundings: Surroundings): boolean {
  const { name, phrase, callees, isSubscript, before, isOnItsLine } = surroundings;
  const callee = callees.at(-1) ?? '';
  const noun = nounOf(name ?? phrase.at(-1) ?? callee);
  if (isSubscript || otherNouns.has(noun) || !/\d|nan|inf/i.test(text)) return true;
  if (logitNouns.has(noun)) return false;
  const [head = '', opener = ''] = /^([^[({]*)([[({])/.exec(text)?.slice(1) ?? [];
  const isTyped = isType(head, opener, before);
  // In prose, and in SQL, a word goes before; behind `vec4<f32>` parentheses make a vector.
  const followsWord = /[\w>]$/.test(before) && isOnItsLine && !isTyped && !passing.has(before);
  if (followsWord && opener === '(') return true;
  if (isFractional(text)) return false;
  const isValue = isTyped || opener === '[' || (opener === '{' && /^[={[(,]$/.test(before));
  return !isValue || followsWord || callee !== '' || areOtherIntegers(text, shape.at(-1) ?? 1);
}

/** Whether what stands right before a bracket says that it makes an array; `a{2,4}` is a pattern, and `T a{2,4}` a declaration. */
function isType(head: string, opener: string, before: string): boolean {
  const known = head === '' ? undefined : headNamed(head.replace(/<.*|\(\d+\) ?$/, '').trim(), opener);
  return (
    known !== undefined && (opener !== '{' || known.dtype !== undefined || /[<:[]/.test(head) || /[\w>&]$/.test(before))
  );
}

/** Whether some number has a point or an exponent, or is none: what is integers alone may be sizes, indices, bytes. */
function isFractional(text: string): boolean {
  return /\d\.(?!\.)|\.\d|\d[eE][+-]?\d|nan|inf/i.test(text);
}

/** Whether integers are a date, colours or addresses, or identifiers: as many as `length` in a row. */
function areOtherIntegers(text: string, length: number): boolean {
  const numbers = (/[[({][^]*/.exec(text)?.[0].match(/-?\d+/g) ?? []).map(Number);
  const [year = 0, month = 0, day = 0] = numbers;
  const isDate = year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 0 && day <= 31;
  const areBytes = (length === 3 || length === 4) && numbers.every((value) => value >= 0 && value < 256);
  const largest = numbers.reduce((most, value) => Math.max(most, value), 0);
  return isDate || largest > 1000 || (areBytes && largest >= 64);
}

/** The noun of an identifier, in lower case and of one thing: `logit` of `self.next_token_logits`, `size` of `kernelSize`. */
function nounOf(identifier: string): string {
  const last = /([A-Z]?[a-z]+|[A-Z]+)[^A-Za-z]*$/.exec(identifier.slice(-60))?.[1] ?? '';
  return last.toLowerCase().replace(/s$/, '');
}

/** Words before a bracket that hand its value on. */
const passing: ReadonlySet<string> = new Set(['return', 'yield', 'echo', 'print', 'puts', '=>', '->']);

const logitNouns: ReadonlySet<string> = new Set(
  'logit score prob probability probabilitie logprob softmax logsoftmax pred prediction output argmax'.split(' '),
);

const otherNouns: ReadonlySet<string> = new Set(
  (
    'shape size dim dimension stride padding pad kernel dilation axi axe perm permutation permute reshape transpose index indice idx id ' +
    'version info date datetime time timestamp year month day hour minute ip host port addr address color colour rgb rgba bgr hsl hsla hsv ' +
    'palette box bbox rect bound coord coordinate position pos point location lat lon lng latitude longitude vec vertex vertice normal ' +
    'range interval limit lim xlim ylim zlim domain extent figsize resolution width height offset origin beta lr rate momentum mean std ' +
    'normalize seed epoch milestone layer channel column col line page token label target percentile quantile bin edge tick bezier ' +
    'translate rotate scale zero one empty full rand randn randint arange linspace view expand tile repeat'
  ).split(' '),
);
