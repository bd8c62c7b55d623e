import { counted } from '../../core/counted.js';
import { quoted } from '../../core/quoted.js';
import { UserError, type UserErrorCode } from '../../core/userError.js';

/** Why a piece of a text cannot be read, before it is known whether another piece can. */
export interface TextFault {
  readonly code: UserErrorCode;
  readonly offset: number;
  /** A sentence without its full stop: the place is put behind it. */
  readonly what: string;
  readonly advice: string;
}

/** The refusal of a text because of a fault in it. */
export function refusalOf({ code, offset, what, advice }: TextFault, text: string): UserError {
  return new UserError(code, `${what} (${placeOf(text, offset)}). ${advice}`);
}

function placeOf(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = next + 1;
  }
  return `line ${line}, column ${offset - lineStart + 1}`;
}

/** Numbers were left out by whoever printed the text: `missing` of them, where that is known (0: it is not). */
export function elided(offset: number, missing = 0, unit = 'number'): TextFault {
  const howMany =
    missing === 0 ? 'some numbers are missing' : `${counted(missing, unit)} ${missing === 1 ? 'is' : 'are'} missing`;
  return {
    code: 'elided',
    offset,
    what: `The text was shortened when it was printed: ${howMany}`,
    advice: 'Print the whole, or read it from the program, and copy that.',
  };
}

export function truncated(offset: number): TextFault {
  return {
    code: 'truncated',
    offset,
    what: 'The text ends inside an array',
    advice: 'Copy it whole.',
  };
}

export function ragged(offset: number, what: string): TextFault {
  return { code: 'ragged', offset, what, advice: 'Give all rows the same length, and nest all numbers equally deep.' };
}

/** `found` stands where numbers should be. */
export function notNumeric(offset: number, found: string): TextFault {
  const isComplex = /^[+-]?[\d.][\w.+-]*[ij]$/.test(found.slice(0, 80));
  return {
    code: 'not-numeric',
    offset,
    what: isComplex ? `${quoted(found)} is a complex number` : `${quoted(found)} is not a number`,
    advice: isComplex ? 'Copy its real part, or its absolute value.' : 'Select an array of numbers alone.',
  };
}

/** The text holds no numbers in an order that could be read. */
export function noArray(offset = 0): TextFault {
  return {
    code: 'not-numeric',
    offset,
    what: 'No array of numbers was found',
    advice: 'Select a printed tensor, a literal array or a table of numbers.',
  };
}

export function tooDeep(offset: number, depth: number): TextFault {
  return {
    code: 'too-large',
    offset,
    what: `Arrays are nested more than ${depth} deep`,
    advice: 'Select the array of numbers alone.',
  };
}

/** A comma follows another: an item is missing between them. */
export function hole(offset: number): TextFault {
  return {
    code: 'not-numeric',
    offset,
    what: 'There is no item between two commas',
    advice: 'Give every item a number.',
  };
}

/** The elements are structures. */
export function recordOfFields(offset: number): TextFault {
  const advice = "Print one of the fields, as in x['logits'].";
  return { code: 'not-numeric', offset, what: 'The elements are records of fields, not numbers', advice };
}

/** More items than the text states. */
export function surplus(offset: number, found: number, stated: number): TextFault {
  const what = `There are ${counted(found, 'item')} where the text states ${stated}`;
  return { code: 'shape-mismatch', offset, what, advice: 'Copy one array alone.' };
}

export function tooManyRepeats(offset: number, most: number): TextFault {
  const what = `The text stands for more than ${most} numbers that repeat`;
  return { code: 'too-large', offset, what, advice: 'Print a part of the array.' };
}

/** Several arrays, none of which is said to hold logits. */
export function unrelated(offset: number, count: number): TextFault {
  const what = `The text holds ${count} arrays that do not belong together`;
  return { code: 'not-numeric', offset, what, advice: 'Select one of them.' };
}

/** Commas stand between some numbers and spaces between others: they may be of decimals. */
export function mixedSeparators(offset: number): TextFault {
  const what = 'Some numbers are apart by commas, and others by spaces or semicolons';
  return { code: 'not-numeric', offset, what, advice: 'Write decimals with a point.' };
}
