import { counted } from '../core/counted.js';
import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { elided, textAhead } from './jsonSyntax.js';

/** An array begins at the window's position, which sees ahead, where numbers stand: at `path`. */
export function arrayAmongNumbers(window: ByteWindow, path: string): JsonFault {
  const mark = /^\[\s*(\.\.\.|…)\s*\]?/.exec(textAhead(window, 32))?.[0];
  return mark === undefined ? mixed(window, path, 'an array', 'a number') : elided(window.offset, mark);
}

/** A number stands at the window's position, and so at `path`, where arrays stand elsewhere. */
export function numberAmongArrays(window: ByteWindow, path: string): JsonFault {
  return mixed(window, path, 'a number', 'an array');
}

/** The array at `path` ends at the window's position with another length than the first at its depth. */
export function unequalLengths(
  window: ByteWindow,
  path: string,
  length: number,
  firstPath: string,
  first: number,
): JsonFault {
  const what = `${path} has ${counted(length, 'item')}, but ${firstPath} has ${first}`;
  const advice = 'Give all rows the same length, or save each row in a file of its own.';
  return new JsonFault('ragged', window.offset, what, advice);
}

function mixed(window: ByteWindow, path: string, found: string, others: string): JsonFault {
  const what = `${path} is ${found}, where ${others} stands elsewhere at the same depth`;
  return new JsonFault('ragged', window.offset, what, 'Nest all numbers equally deep.');
}
