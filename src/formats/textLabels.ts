import { UserError } from '../core/userError.js';
import type { Labels } from './labelValues.js';

/**
 * Reads text in UTF-8 with a label a line: targets where all are integers, otherwise the names of the classes, with
 * their spaces. A byte order mark, CRLF and empty lines at the end do not count. Throws a `UserError` (`corrupt`) for
 * other bytes than UTF-8, and for an empty line between integers.
 */
export function textLabelsOf(bytes: Uint8Array): Labels {
  const lines = decoded(bytes).split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  if (!lines.every((line) => /^\s*([+-]?\d+)?\s*$/.test(line))) return { classNames: lines };
  const blank = lines.findIndex((line) => line.trim() === '');
  if (blank >= 0) {
    throw new UserError('corrupt', `Line ${blank + 1} of the labels is empty. Write one integer a line, for each row.`);
  }
  return { targets: Float64Array.from(lines, Number) };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('corrupt', 'The labels are not text in UTF-8. Save them as UTF-8.');
  }
}
