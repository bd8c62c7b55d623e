import { counted } from './counted.js';
import type { Notice } from './notice.js';

/** A notice about `count` of the rows, `1 of 6 rows …`, ending as `one` or as `more` says; none where `count` is 0. */
export function rowsNotice(
  severity: Notice['severity'],
  code: string,
  count: number,
  rowCount: number,
  one: string,
  more: string,
): Notice[] {
  if (count === 0) return [];
  return [{ severity, code, message: `${count} of ${counted(rowCount, 'row')} ${count === 1 ? one : more}` }];
}
