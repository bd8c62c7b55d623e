import { quoted } from '../core/quoted.js';
import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';

/** The bytes that JSON is written with (RFC 8259). */
export const ascii = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Whether a byte is white space between the tokens of JSON. */
export function isSpace(byte: number): boolean {
  // The first comparison alone settles it for most bytes.
  return (
    byte <= ascii.space &&
    (byte === ascii.space || byte === ascii.lineFeed || byte === ascii.carriageReturn || byte === ascii.tab)
  );
}

/** Moves the window's position to the next byte that is no white space, or to its end. */
export function skipSpace(window: ByteWindow): void {
  while (isSpace(window.bytes[window.position] ?? 0)) window.position++;
}

/** The words of JSON, and those that Python's json module adds to them. */
const words = ['null', 'true', 'false', 'NaN', 'Infinity', '-Infinity'] as const;

/**
 * The word that stands at the window's position, which sees ahead, or undefined. Throws a `JsonFault` (`truncated`)
 * where the text ends within one.
 */
export function wordAt(window: ByteWindow): (typeof words)[number] | undefined {
  const found = textAhead(window, 9);
  const word = words.find((candidate) => found.startsWith(candidate));
  if (word) return word;
  const isCutOff =
    found.length === window.end - window.position && words.some((candidate) => candidate.startsWith(found));
  if (isCutOff) throw endsEarly(window, found === '-' ? 'a number' : 'a word');
  return undefined;
}

/** The text ends although more must follow. */
export function endsEarly(window: ByteWindow, inside: string): JsonFault {
  return new JsonFault(
    'truncated',
    window.offsetOf(window.end),
    `The text ends inside ${inside}`,
    'Copy or save it whole.',
  );
}

/** Something stands at the window's position, which sees ahead, that cannot stand there; `expected` says what can. */
export function unexpected(window: ByteWindow, expected: string): JsonFault {
  const number = /^[-+.\deE]*/.exec(textAhead(window, 4096))?.[0] ?? '';
  const isCutOff = window.isLast && number.length === window.end - window.position && beginsNumber.test(number);
  if (isCutOff) return endsEarly(window, 'a number');
  const text = textAhead(window, 256);
  const found = /^[^\s,\]}:]{1,64}/u.exec(text)?.[0] ?? Array.from(text.slice(0, 2))[0] ?? '';
  if (isElision(found)) return elided(window.offset, found);
  return new JsonFault(
    'corrupt',
    window.offset,
    `There is ${quoted(found, 32)} where ${expected} must stand`,
    hints.find(([pattern]) => pattern.test(found))?.[1] ?? 'Correct the text, or write it with a JSON library.',
  );
}

/**
 * Whether a text, or the number it begins with, is followed by the mark that printers leave in place of what they
 * left out.
 */
export function isElision(text: string): boolean {
  return /^[-\d.]*(\.\.\.|…)/.test(text);
}

/** The refusal of a text that a printer shortened. */
export function elided(offset: number, found: string): JsonFault {
  return new JsonFault(
    'elided',
    offset,
    `The text was shortened: ${quoted(found)} stands for numbers that were left out`,
    'Write the whole array, as in json.dump(x.tolist(), file), or np.save(path, x).',
  );
}

/** A number that may become one if more follows. */
const beginsNumber = /^-?((0|[1-9]\d*)(\.|(\.\d+)?[eE][+-]?)?)?$/;

const hints: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?nan/i, 'Not-a-number is written NaN in JSON, as Python’s json module does.'],
  [/^\+?inf/i, 'Infinity is written Infinity in JSON, as Python’s json module does.'],
  [/^-inf/i, 'Negative infinity is written -Infinity in JSON, as Python’s json module does.'],
  [/^[+-]?0[xob]/i, 'Numbers are written in decimal in JSON.'],
  [/^-?0\d/, 'A number has no leading zeros in JSON.'],
  [/^\+/, 'A number has no leading + in JSON.'],
  [/^-?\.\d/, 'A number has a digit before its point in JSON, as in 0.5.'],
  [/^-?\d+\.([^\d]|$)/, 'A number has a digit after its point in JSON, as in 1.0.'],
  [/^(array|tensor|np\.|torch\.)/, 'This is printed text rather than JSON: write it with json.dump(x.tolist(), file).'],
  [/^(None|True|False|undefined)/, 'This is not JSON; write it with Python’s json module, for example.'],
  [/^'/, 'Strings take double quotes in JSON.'],
  [/^(\/\/|\/\*|#)/, 'JSON has no comments.'],
];

/**
 * Up to `length` bytes from the window's position on, as text; a byte that is no UTF-8 shows as U+FFFD, and a character
 * that is cut off not at all.
 */
export function textAhead(window: ByteWindow, length: number): string {
  const end = window.position + length;
  const bytes = window.bytes.subarray(window.position, Math.min(end, window.end));
  return new TextDecoder().decode(bytes, { stream: end < window.end || !window.isLast });
}
