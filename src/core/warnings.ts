import type { Distribution } from './distribution.js';
import { finiteMasksOf, maskName } from './finiteMask.js';
import type { Notice } from './notice.js';
import type { Target } from './target.js';

/**
 * What has to be said about a row beside its figures. An error says why there are none (`nan`, `positive-infinity`,
 * `fully-masked`); the rest are `finite-mask`, `single-class` and `masked-target`.
 */
export function rowWarnings(distribution: Distribution, target?: Target): Notice[] {
  return [
    ...refusals(distribution),
    ...finiteMaskWarnings(distribution),
    ...singleClassNotes(distribution),
    ...(target === undefined ? [] : maskedTargetWarnings(distribution, target)),
  ];
}

function refusals({ row, scan }: Distribution): Notice[] {
  const found: Notice[] = [];
  if (scan.nan > 0) {
    found.push(error('nan', `NaN at ${places(row, scan.nan, Number.isNaN)}: softmax of this row is NaN everywhere.`));
  }
  if (scan.positiveInfinity > 0) {
    const at = places(row, scan.positiveInfinity, (logit) => logit === Infinity);
    const share =
      scan.positiveInfinity === 1 ? 'all the probability' : `1/${scan.positiveInfinity} of the probability each`;
    const limit = scan.nan > 0 ? '' : ` As a limit, growing logits there would get ${share}.`;
    found.push(error('positive-infinity', `+inf at ${at}: softmax of this row is NaN everywhere (inf − inf).${limit}`));
  }
  if (found.length === 0 && scan.argmax < 0) {
    const all = scan.classCount === 1 ? 'The only logit is' : `All ${scan.classCount} logits are`;
    found.push(error('fully-masked', `${all} −inf: the row is fully masked, and its softmax is NaN everywhere.`));
  }
  return found;
}

function finiteMaskWarnings({ row, scan }: Distribution): Notice[] {
  const { count, value } = finiteMasksOf(row, scan);
  if (count === 0) return [];
  const which = `${count === 1 ? '1 logit looks' : `${count} logits look`} like a mask (${maskName(value)})`;
  return [
    {
      severity: 'warning',
      code: 'finite-mask',
      message: `${which} that is finite: it weighs nothing here, but a row masked throughout would come out as if no class were masked. −inf is safer.`,
    },
  ];
}

function singleClassNotes({ scan }: Distribution): Notice[] {
  if (scan.classCount !== 1) return [];
  const message = 'The row has one class, so its softmax is always 1: if this is a binary logit, look at its sigmoid.';
  return [{ severity: 'info', code: 'single-class', message }];
}

function maskedTargetWarnings({ row, exists }: Distribution, { values, classIndex }: Target): Notice[] {
  if (!exists) return [];
  const masked = row.findIndex((logit, index) => logit === -Infinity && (values[index] ?? 0) > 0);
  if (masked < 0) return [];
  const what =
    row[classIndex] === -Infinity
      ? `The target, class ${classIndex},`
      : `Class ${masked}, which has a share of the target,`;
  return [{ severity: 'warning', code: 'masked-target', message: `${what} is masked (−inf): the loss is infinite.` }];
}

function error(code: string, message: string): Notice {
  return { severity: 'error', code, message };
}

const shown = 5;

/** The first few indices of what a predicate finds: `3`, `3 and 7`, or `0, 1, 2, 3, 4 and 12 more`. */
function places(row: Float64Array, count: number, isOne: (logit: number) => boolean): string {
  const first: number[] = [];
  for (let index = 0; index < row.length && first.length < shown; index++)
    if (isOne(row[index] ?? 0)) first.push(index);
  const last = count > shown ? `${count - shown} more` : first.pop();
  return first.length === 0 ? String(last) : `${first.join(', ')} and ${last}`;
}
