import { counted } from '../core/counted.js';
import type { Notice } from '../core/notice.js';
import type { Labels } from './labelValues.js';

/** The class index of a row that has no target, as in PyTorch. */
const ignored = -100;

/**
 * Those of a file's own labels that fit its tensor, once the class axis is known: one name a class, and one target a
 * row, each a class or −100. The rest is left out, with a notice that says why.
 */
export function fittingLabels(
  { classNames, targets }: Labels,
  rowCount: number,
  classCount: number,
): Labels & { readonly notices: readonly Notice[] } {
  const wrongNames = classNames && namesFault(classNames, classCount);
  const wrongTargets = targets && targetsFault(targets, rowCount, classCount);
  return {
    ...(classNames && wrongNames === undefined && { classNames }),
    ...(targets && wrongTargets === undefined && { targets }),
    notices: [...leftOut('class names', wrongNames), ...leftOut('targets', wrongTargets)],
  };
}

function namesFault(classNames: readonly string[], classCount: number): string | undefined {
  if (classNames.length === classCount) return undefined;
  return `${isOrAre(classNames.length, 'name')} for ${counted(classCount, 'class', 'classes')}`;
}

function targetsFault(targets: Float64Array, rowCount: number, classCount: number): string | undefined {
  if (targets.length !== rowCount) {
    const isOneHot =
      targets.length === rowCount * classCount && targets.every((target) => target === 0 || target === 1);
    const advice = isOneHot ? ': give the index of the class of each row in place of one-hot rows' : '';
    return `${isOrAre(targets.length, 'target')} for ${counted(rowCount, 'row')}${advice}`;
  }
  const wrong = targets.findIndex((target) => target !== ignored && !(target >= 0 && target < classCount));
  if (wrong < 0) return undefined;
  const classes = classCount === 1 ? 'the only class is 0' : `the classes are 0 to ${classCount - 1}`;
  return `The target of row ${wrong} is ${targets[wrong]}, but ${classes}`;
}

function isOrAre(count: number, noun: string): string {
  return `There ${count === 1 ? 'is' : 'are'} ${counted(count, noun)}`;
}

function leftOut(what: string, fault: string | undefined): Notice[] {
  if (fault === undefined) return [];
  return [{ severity: 'warning', code: 'attribute-ignored', message: `The file’s ${what} were left out. ${fault}.` }];
}
