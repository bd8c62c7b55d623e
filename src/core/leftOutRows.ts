import type { RowScan } from './kernel/kernel.js';
import type { Notice } from './notice.js';
import { rowsNotice } from './rowsNotice.js';

/** Counts the rows that have no softmax, by what they hold. */
export class LeftOutRows {
  #nan = 0;
  #positiveInfinity = 0;
  #fullyMasked = 0;

  /** Takes note of a row, if it has no softmax. */
  add({ nan, positiveInfinity, argmax }: Pick<RowScan, 'nan' | 'positiveInfinity' | 'argmax'>): void {
    if (nan > 0) this.#nan++;
    if (positiveInfinity > 0) this.#positiveInfinity++;
    if (nan === 0 && positiveInfinity === 0 && argmax < 0) this.#fullyMasked++;
  }

  /**
   * An error for each reason that there is: `nan`, `positive-infinity` (a row may have both) and `fully-masked`. `where`
   * names the tensor, as in ` in the first tensor`.
   */
  notices(rowCount: number, where = ''): Notice[] {
    const say = (code: string, count: number, verbs: readonly [string, string], what: string) =>
      rowsNotice(
        'error',
        code,
        count,
        rowCount,
        `${verbs[0]} ${what}${where} and was left out: its figures are NaN.`,
        `${verbs[1]} ${what}${where} and were left out: their figures are NaN.`,
      );
    return [
      ...say('nan', this.#nan, ['holds', 'hold'], 'NaN'),
      ...say('positive-infinity', this.#positiveInfinity, ['holds', 'hold'], '+inf'),
      ...say('fully-masked', this.#fullyMasked, ['is', 'are'], '−inf throughout'),
    ];
  }
}
