import type { Notice } from '../core/notice.js';
import { UserError } from '../core/userError.js';
import { readLabels } from '../formats/labels.js';
import type { LabelFile } from './origin.js';

/** Names and targets as files give them, before it is known whether they fit the tensor. */
export interface LabelData {
  readonly classNames?: readonly string[] | undefined;
  readonly targets?: ArrayLike<number> | undefined;
}

/** Where some labels come from: the tensor's own file, or a file beside it. */
export interface LabelSource extends LabelData {
  readonly from: string;
}

/** Class names (K of them) and targets (one a row, a class index) that fit a tensor, and what did not. */
export class Labels {
  private constructor(
    private readonly names: readonly string[] | null,
    readonly namesFrom: string | null,
    private readonly targets: ArrayLike<number> | null,
    readonly targetsFrom: string | null,
    private readonly classCount: number,
    readonly notices: readonly Notice[],
  ) {}

  /** Takes names and targets from the first source that has them in the right number; where none fits, says why. */
  static fit(sources: readonly LabelSource[], rowCount: number, classCount: number): Labels {
    const notices: Notice[] = [];
    const say = (message: string): void => void notices.push({ severity: 'warning', code: 'labels', message });
    const named = sources.find(({ classNames }) => classNames?.length === classCount);
    const targeted = sources.find(({ targets }) => targets?.length === rowCount);
    for (const { from, classNames, targets } of sources) {
      if (!named && classNames)
        say(`${from} names ${classNames.length} classes, but there are ${classCount}: the names are not used.`);
      if (!targeted && targets)
        say(`${from} has ${targets.length} targets, but there are ${rowCount} rows: they are not used.`);
    }
    const targets = targeted?.targets ?? null;
    if (targeted && targets) noticeUnusable(targets, classCount, targeted.from, say);
    return new Labels(
      named?.classNames ?? null,
      named?.from ?? null,
      targets,
      targeted?.from ?? null,
      classCount,
      notices,
    );
  }

  get haveTargets(): boolean {
    return this.targets !== null;
  }

  /** The class's name, or its index where it has none. */
  nameOf(classIndex: number): string {
    const name = this.names?.[classIndex];
    return name === undefined || name === '' ? String(classIndex) : name;
  }

  /** The target of a row, or null where it has none: no targets, or one such as −100 that stands for "ignore". */
  targetOf(row: number): number | null {
    const target = this.targets?.[row];
    return target !== undefined && isClass(target, this.classCount) ? target : null;
  }

  /** Classes whose index is the query or whose name holds it: exact, then at the start, then anywhere. */
  search(query: string, limit: number): { readonly total: number; readonly indexes: readonly number[] } {
    const wanted = query.trim().toLowerCase();
    const ranked: number[][] = [[], [], []];
    for (let index = 0; index < this.classCount; index++) {
      const rank = matchRank(this.nameOf(index).toLowerCase(), String(index), wanted);
      if (rank !== null) ranked[rank]?.push(index);
    }
    const found = ranked.flat();
    return { total: found.length, indexes: found.slice(0, limit) };
  }
}

/**
 * Reads every label file. One that is broken is told as a notice, not as an error: the tensor beside it is still right.
 */
export async function readLabelFiles(
  files: readonly LabelFile[],
  signal: AbortSignal,
): Promise<{ readonly picked: LabelSource[]; readonly beside: LabelSource[]; readonly notices: Notice[] }> {
  const picked: LabelSource[] = [];
  const beside: LabelSource[] = [];
  const notices: Notice[] = [];
  for (const { name, source, isPicked } of files) {
    try {
      (isPicked ? picked : beside).push({ from: name, ...(await readLabels(source, name, signal)) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notices.push({
        severity: 'warning',
        code: error.code,
        message: `${name} is not used as labels: ${error.message}`,
      });
    }
  }
  return { picked, beside, notices };
}

function noticeUnusable(
  targets: ArrayLike<number>,
  classCount: number,
  from: string,
  say: (message: string) => void,
): void {
  const ignored = Array.from(targets).filter((target) => !isClass(target, classCount));
  const [first] = ignored;
  if (first === undefined || ignored.every((target) => target === -100)) return;
  const rows = ignored.length === 1 ? '1 row has' : `${ignored.length} rows have`;
  say(`In ${from} ${rows} a target that is no class (the first is ${first}): no loss is shown there.`);
}

function isClass(target: number, classCount: number): boolean {
  return Number.isInteger(target) && target >= 0 && target < classCount;
}

function matchRank(name: string, index: string, wanted: string): 0 | 1 | 2 | null {
  if (name === wanted || index === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : null;
}
