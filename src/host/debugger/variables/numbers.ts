import { counted } from '../../../core/counted.js';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import { maxDimensions } from '../../../formats/shapeLimits.js';
import type { Subject } from '../subject.js';
import { printedNumber } from './printedNumber.js';
import { mostElements, type Shown, type VariableTree } from './variableTree.js';

/** The numbers below a value, in C order. */
export interface Numbers {
  readonly values: Float64Array;
  readonly shape: readonly number[];
  /** What the adapter says that the numbers are: `float`. */
  readonly type: string;
}

/**
 * Reads all numbers below a value. Throws a `UserError`: `not-numeric`, `ragged`, `elided` where the adapter left some out,
 * `too-large`.
 */
export async function readNumbers(tree: VariableTree, root: Shown, subject: Subject): Promise<Numbers> {
  const reader = new NumberReader(tree, subject);
  const shape = await reader.read(root, '', 0);
  return { values: Float64Array.from(reader.values), shape, type: reader.type };
}

class NumberReader {
  readonly values: number[] = [];
  type = '';

  constructor(
    private readonly tree: VariableTree,
    private readonly subject: Subject,
  ) {}

  /** Appends the numbers below an element, `path` for messages; answers their shape. */
  async read(shown: Shown, path: string, depth: number): Promise<readonly number[]> {
    // What the user pointed at may be an array that is shown as if it were a number.
    const number = depth === 0 && shown.reference !== 0 ? undefined : printedNumber(shown.value);
    if (number !== undefined) {
      if (this.values.length === mostElements) throw this.tooLarge();
      this.type ||= shown.type;
      this.values.push(number);
      return [];
    }
    if (shown.reference === 0) throw this.notNumeric(shown, path);
    if (depth === maxDimensions) throw this.refuse('ragged', path, `is nested more than ${maxDimensions} deep`);
    const { shown: elements, isElided } = await this.tree.elements(shown);
    if (isElided)
      throw this.refuse('elided', path, `is shown only in part, ${counted(elements.length, 'element')} of it`);
    if (elements.length === 0)
      throw this.refuse('not-numeric', path, `has no numbered elements (it is shown as ${quoted(shown.value)})`);
    return this.readAll(elements, path, depth);
  }

  private async readAll(elements: readonly Shown[], path: string, depth: number): Promise<readonly number[]> {
    let below: readonly number[] = [];
    for (const [index, element] of elements.entries()) {
      const shape = await this.read(element, `${path}[${index}]`, depth + 1);
      if (index === 0) below = shape;
      if (String(shape) === String(below)) continue;
      throw this.refuse(
        'ragged',
        `${path}[${index}]`,
        `has the shape (${shape.join(', ')}), and [0] beside it (${below.join(', ')})`,
      );
    }
    return [elements.length, ...below];
  }

  private notNumeric({ value }: Shown, path: string): UserError {
    if (/\.\.\.|…/.test(value)) return this.refuse('elided', path, `is shown only in part, as ${quoted(value)}`);
    return this.refuse('not-numeric', path, `is shown as ${quoted(value)}, which is no number`);
  }

  private refuse(code: 'ragged' | 'elided' | 'not-numeric', path: string, what: string): UserError {
    const where = path === '' ? this.subject.name : `${path} of ${this.subject.name}`;
    return new UserError(code, `${where} ${what}. ${advice[code](this.subject.code)}`);
  }

  private tooLarge(): UserError {
    return new UserError(
      'too-large',
      `${this.subject.name} has more than ${mostElements} elements, and this debugger hands them out one by one. Inspect a slice of it.`,
    );
  }
}

const advice = {
  ragged: () => 'Inspect one row, or make all equally long.',
  elided: (code: string) =>
    `Inspect a slice that is shown whole, as in ${code}[0], or set up a template (logitsInspector.debugTemplates).`,
  'not-numeric': () =>
    'Point at an array of numbers, or set up a template that turns this into one (logitsInspector.debugTemplates).',
};
