import { counted } from '../core/counted.js';
import { describe } from '../core/describe.js';
import { dtypes, type DTypeName } from '../core/dtype.js';
import { elementAt } from '../core/element.js';
import { floatFormats } from '../core/floatFormat.js';
import { UserError } from '../core/userError.js';

/** Rounds float64 numbers to the nearest of a type, and counts what that did to them. */
export class Rounding {
  changed = 0;
  /** Finite numbers that became infinite. */
  overflowed = 0;
  /** Numbers other than 0 that became 0, here or in the float64 arithmetic before. */
  underflowed = 0;
  readonly #round: (x: number) => number;

  constructor(readonly dtype: DTypeName) {
    this.#round = floatFormats.find(({ name }) => name === dtype)?.round ?? ((x) => x);
  }

  /** The nearest number of the type, ties to even. */
  round(exact: number): number {
    // A format's rounding may lose the sign of a zero.
    if (exact === 0 || Number.isNaN(exact)) return exact;
    const rounded = this.#round(exact);
    if (rounded === exact) return exact;
    this.changed++;
    if (!Number.isFinite(rounded)) this.overflowed++;
    if (rounded !== 0) return rounded;
    this.underflowed++;
    return exact < 0 ? -0 : 0;
  }

  /** Counts the exponentials that are 0 in float64 though their exponents are finite. */
  countLost(exponentials: Float64Array, exponents: Float64Array): void {
    exponentials.forEach((value, index) => {
      if (value === 0 && elementAt(exponents, index) > -Infinity) this.underflowed++;
    });
  }

  /** Sentences on what was lost beside digits. */
  notes(): string[] {
    const { dtype, overflowed, underflowed } = this;
    const notes: string[] = [];
    if (overflowed > 0) notes.push(`${counted(overflowed, 'value')} beyond the range of ${dtype} became infinite.`);
    if (underflowed > 0) notes.push(`${counted(underflowed, 'value')} too small for ${dtype} became 0.`);
    return notes;
  }
}

/** The float type that computed values take: the one asked for, else the source's own, else float64. */
export function resultDtype(source: DTypeName, asked: DTypeName | undefined): DTypeName {
  return asked === undefined ? (dtypes[source].kind === 'float' ? source : 'float64') : checkedFloatDtype(asked);
}

/** A float type from outside, or a `UserError` (`bad-option`). */
export function checkedFloatDtype(dtype: DTypeName | undefined): DTypeName {
  if (dtype !== undefined && Object.hasOwn(dtypes, dtype) && dtypes[dtype].kind === 'float') return dtype;
  throw new UserError(
    'bad-option',
    `The dtype of the result is ${describe(dtype)}: choose float16, bfloat16, float32 or float64.`,
  );
}
