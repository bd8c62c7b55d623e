import type { DTypeName } from '../../core/dtype.js';
import { floatFormats } from '../../core/floatFormat.js';
import type { NumberTally } from './numberTally.js';
import type { Uncertainty } from '../format.js';
import type { PrinterName } from './reading.js';

/** How a printer rounds. One that is not in the table writes all the digits that tell a number from its neighbours. */
interface Manner {
  /**
   * To places behind the point: to one number of them, from whose ends zeros may be cut, so that the widest tells it; or
   * to another number in each column, so that each must be looked at.
   */
  readonly places?: 'widest' | 'each';
  /** To significant digits: so many, or so many at most. */
  readonly significant?: readonly [least: number, most: number];
  /** Whether numbers with fewer digits than that are the shortest that read as the same in the tensor's own type. */
  readonly isShortest?: boolean;
}

const numpy: Manner = { places: 'widest', isShortest: true };

const manners: Readonly<Partial<Record<PrinterName, Manner>>> = {
  pytorch: { places: 'widest' },
  libtorch: { places: 'widest' },
  numpy,
  jax: numpy,
  tensorflow: numpy,
  // A stream of C++ has 6 digits unless told otherwise.
  mlx: { significant: [6, 6] },
  columns: { significant: [6, 9] },
  debugger: { significant: [6, 9] },
  julia: { significant: [6, 6] },
  r: { places: 'each', significant: [7, 7] },
  octave: { places: 'each' },
  aligned: { places: 'each', significant: [6, 9] },
};

/**
 * How far the exact values may lie from those shown: half a unit in the last place. `dtype` is what the text states.
 * Undefined where they are exact, or are once they are rounded to that type; where no number has a point or an exponent
 * they are taken to be whole.
 */
export function uncertaintyOf(
  printer: PrinterName,
  tally: NumberTally,
  dtype: DTypeName | undefined,
  scale = 1,
): Uncertainty | undefined {
  const manner = manners[printer];
  if (!manner || tally.isWhole || (printer === 'debugger' && dtype !== undefined)) return undefined;
  const { places, significant, isShortest } = manner;
  const [least, most] = significant ?? [0, 0];
  const digits = tally.maximumSignificant;
  const isCut = significant !== undefined && digits >= least && digits <= most;
  // Whoever prints so few, or so many, may have printed all there are.
  if (printer === 'aligned' && !isCut) return undefined;
  if (isShortest && digits >= 17) return undefined;
  const [fixed, mantissa] =
    places === 'each'
      ? [tally.minimumPlaces, tally.minimumMantissaPlaces]
      : [tally.maximumPlaces, tally.maximumMantissaPlaces];
  const absolute = places && fixed > 0 && fixed < Infinity ? halfUnit(fixed) * scale : 0;
  const relative = Math.max(
    isCut && printer !== 'aligned' ? halfUnit(digits - 1) : 0,
    places && mantissa >= 0 && mantissa < Infinity ? halfUnit(mantissa) : 0,
  );
  if (absolute === 0 && relative === 0) return undefined;
  return { absolute, relative: isShortest ? Math.max(relative, halfStep(dtype, digits)) : relative };
}

function halfUnit(places: number): number {
  return Number(`5e-${places + 1}`);
}

/** Half the distance of neighbours in a type, as a part of their size: of the narrowest that may have so many digits. */
function halfStep(dtype: DTypeName | undefined, digits: number): number {
  const name = dtype ?? (digits <= 5 ? 'float16' : digits <= 9 ? 'float32' : 'float64');
  const format = floatFormats.find((candidate) => candidate.name === name);
  return format && name !== 'float64' ? 2 ** -(format.mantissaBits + 1) : 0;
}
