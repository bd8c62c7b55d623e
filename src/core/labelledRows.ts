import { Distribution, hasDistribution } from './distribution.js';
import { elementAt } from './element.js';
import { type GivenTensor, givenRows } from './givenTensor.js';
import type { Kernel, RowScan } from './kernel/kernel.js';
import { LeftOutRows } from './leftOutRows.js';
import type { Notice } from './notice.js';
import { rowsNotice } from './rowsNotice.js';
import { checkedRowTargets, ignoredTarget } from './rowTargets.js';
import type { Tensor } from './tensor.js';

/** A row that has a softmax, and the class that it should have had. */
export interface LabelledRow {
  readonly row: number;
  readonly label: number;
  /** Finite, or −inf where the label is masked. */
  readonly labelLogit: number;
  readonly scan: RowScan;
}

/**
 * The rows of a tensor that have a softmax and a label. They are scanned once, and read again for each temperature: a
 * copy of them all would be a second tensor.
 */
export class LabelledRows {
  readonly rows: readonly LabelledRow[];
  readonly rowsLeftOut: number;
  /** Why rows were left out. */
  readonly warnings: readonly Notice[];
  readonly #given: GivenTensor;
  readonly #kernel: Kernel;

  /**
   * `labels` has a class index for each row, −100 for a row without one. Throws a `UserError`: `empty` or `too-large` for
   * the tensor, `bad-option` for the tensor or the labels.
   */
  constructor(logits: Tensor, labels: unknown, kernel: Kernel) {
    const given = givenRows(logits);
    const { rowCount, classCount } = given;
    const checked = checkedRowTargets(labels, rowCount, classCount, 'label');
    const leftOut = new LeftOutRows();
    const rows: LabelledRow[] = [];
    for (const [row, label] of checked.entries()) {
      if (label === ignoredTarget) continue;
      const values = given.row(row);
      const scan = kernel.scan(values);
      leftOut.add(scan);
      if (hasDistribution(scan)) rows.push({ row, label, labelLogit: elementAt(values, label), scan });
    }
    const ignored = checked.filter((label) => label === ignoredTarget).length;
    const [one, more] = ['has the label −100 and was left out.', 'have the label −100 and were left out.'];
    this.rows = rows;
    this.rowsLeftOut = rowCount - rows.length;
    this.warnings = [
      ...leftOut.notices(rowCount),
      ...rowsNotice('info', 'ignored-label', ignored, rowCount, one, more),
    ];
    this.#given = given;
    this.#kernel = kernel;
  }

  /** The logits of a row, read anew. */
  logits({ row }: LabelledRow): Float64Array {
    return this.#given.row(row);
  }

  /** softmax(z / T) of a row. */
  distribution(labelled: LabelledRow, temperature: number): Distribution {
    return new Distribution(this.logits(labelled), temperature, this.#kernel, labelled.scan);
  }
}
