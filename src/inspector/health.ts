import { floatFormats } from '../core/floatFormat.js';
import type { BadgeView, Severity } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import type { ScannedRow } from './scannedRow.js';

/** Counts over all rows, and the first row of each kind: what the badges say. */
export class Health {
  private readonly nan = new Tally();
  private readonly positiveInfinity = new Tally();
  private readonly fullyMasked = new Tally();
  private readonly masked = new Tally();
  private readonly overflow = new Tally();
  private readonly ties = new Tally();

  constructor(private readonly document: TensorDocument) {}

  /** Takes one row's figures into the counts. */
  count(row: number, figures: ScannedRow): void {
    if (figures.nan > 0) this.nan.add(row);
    else if (figures.positiveInfinity > 0) this.positiveInfinity.add(row);
    else if (figures.argmax < 0) this.fullyMasked.add(row);
    else {
      if (figures.negativeInfinity > 0) this.masked.add(row);
      if (figures.max > halfThreshold) this.overflow.add(row);
      if (figures.ties > 1) this.ties.add(row);
    }
  }

  /** What is to be said; once every row was looked at, also that nothing is wrong. */
  badges(complete: boolean): BadgeView[] {
    const half = this.document.opened.tensor.dtype === 'float16';
    const badges = [
      this.nan.badge('error', (rows) => `${rows} NaN`, 'holds', 'hold', 'A row with NaN has no probabilities.'),
      this.positiveInfinity.badge(
        'error',
        (rows) => `${rows} +∞`,
        'holds',
        'hold',
        'A row with a +∞ logit has no probabilities: ∞ − ∞ is NaN.',
      ),
      this.fullyMasked.badge(
        'error',
        (rows) => `${rows} fully masked`,
        'is',
        'are',
        'A row of −∞ alone has no probabilities.',
      ),
      this.overflow.badge(
        half ? 'warning' : 'info',
        (rows) => `${rows} float16`,
        half ? 'overflows' : 'would overflow',
        half ? 'overflow' : 'would overflow',
        'A softmax in float16 that does not subtract the maximum first gives inf / inf = NaN where a logit is above 11.09.',
      ),
      this.masked.badge(
        'info',
        (rows) => `${rows} masked classes (−∞)`,
        'has',
        'have',
        'A class with the logit −∞ has probability 0; the others share 1.',
      ),
      this.ties.badge(
        'info',
        (rows) => `${rows} a tie for the top`,
        'has',
        'have',
        'Two or more classes share the largest logit; the first is shown.',
      ),
      this.rounded(),
    ].filter((badge) => badge !== null);
    const { rowCount, classCount } = this.document.lanes;
    const sane = complete && rowCount * classCount > 0 && !badges.some(({ severity }) => severity === 'error');
    return sane ? [{ severity: 'fine', text: 'all rows finite', detail: finiteDetail, row: null }, ...badges] : badges;
  }

  /** A reader learns of integers that float64 cannot hold only as it reads them, maybe long after the opening. */
  private rounded(): BadgeView | null {
    if (this.document.notices.some(({ code }) => code === roundedCode)) return null;
    const notice = this.document.opened.notices.find(({ code }) => code === roundedCode);
    return notice ? { severity: 'warning', text: 'integers rounded', detail: notice.message, row: null } : null;
  }
}

const roundedCode = 'inexact-integers';

const halfThreshold = floatFormats.find(({ name }) => name === 'float16')?.overflowThreshold ?? Infinity;

const finiteDetail = 'Every row was read: none holds NaN or +∞, and none is fully masked.';

class Tally {
  private count = 0;
  private first = -1;

  add(row: number): void {
    if (this.count++ === 0) this.first = row;
  }

  /** `row 17 overflows float16`, `3 rows hold NaN`; null where there is none. */
  badge(
    severity: Severity,
    say: (subject: string) => string,
    one: string,
    many: string,
    why: string,
  ): BadgeView | null {
    if (this.count === 0) return null;
    const subject =
      this.count === 1 ? `row ${this.first} ${one}` : `${this.count.toLocaleString('en-US')} rows ${many}`;
    return { severity, text: say(subject), detail: `${why} First row: ${this.first}.`, row: this.first };
  }
}
