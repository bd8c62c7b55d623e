import { shapeText } from '../../core/shapeText.js';
import { UserError } from '../../core/userError.js';
import { arrayPrinter } from './arrayPrinter.js';
import type { NestedArray } from './nestedArray.js';
import { NumberBuffer } from './numberBuffer.js';
import type { NumberTally } from './numberTally.js';
import type { FoundNumbers } from './reading.js';
import type { StatedFacts } from './statedFacts.js';
import { elided, ragged, refusalOf, type TextFault, unrelated } from './textFault.js';

/** Arrays of one name, or one right after another: the rows of a tensor if there are several. */
interface Series {
  /** The first of them, which tells who printed them. */
  readonly array: NestedArray;
  readonly shape: readonly number[];
  readonly label: string | undefined;
  readonly values: NumberBuffer;
  readonly tally: NumberTally;
  readonly start: number;
  end: number;
  count: number;
}

/** The arrays that were found in a text, those that belong together as one. */
export class FoundArrays {
  private readonly series: Series[] = [];

  constructor(private readonly text: string) {}

  /**
   * Takes an array in the range `[start, end)`, whose numbers are in `buffer`; `follows` says that only commas stand
   * between it and the one before. Answers the buffer for the next one, or why it does not fit.
   */
  add(
    array: NestedArray,
    buffer: NumberBuffer,
    start: number,
    end: number,
    label: string | undefined,
    follows: boolean,
  ) {
    const { series } = this;
    const shape = array.shape.lengthsOfAxes;
    const same = !follows && label === undefined ? undefined : series.find((one) => one.label === label);
    if (!same) {
      series.push({ array, shape, label, values: buffer, tally: array.tally, start, end, count: 1 });
      return series.length > maximumSeries ? this.unrelated() : new NumberBuffer();
    }
    if (same.shape.join() !== shape.join()) return ragged(start, 'This array is not as long as the first');
    same.values.append(buffer);
    same.tally.merge(array.tally);
    same.count++;
    same.end = end;
    buffer.truncate(0);
    return buffer;
  }

  /**
   * The arrays that make the tensor: all there are, or those whose name says that they hold logits. Undefined where
   * there are none. `facts` stand outside of them. Throws a `UserError`.
   */
  answer(facts: StatedFacts): FoundNumbers | undefined {
    const chosen = this.chosen();
    return chosen && this.numbersOf(chosen, chosen.array.facts.with(facts));
  }

  private chosen(): Series | undefined {
    const { series } = this;
    if (series.length <= 1) return series[0];
    for (const name of ['logits', 'scores', 'data']) {
      const named = series.filter(({ label }) => label === name);
      if (named.length === 1) return named[0];
    }
    throw refusalOf(this.unrelated(), this.text);
  }

  private unrelated(): TextFault {
    return unrelated(this.series[1]?.start ?? 0, this.series.length);
  }

  private numbersOf(chosen: Series, facts: StatedFacts): FoundNumbers {
    const { array, shape, label, values, tally, start, end, count } = chosen;
    const printer = arrayPrinter(array, label);
    // NumPy names every type but its usual ones, where it names the array at all.
    const isUsual = printer === 'numpy' && array.facts.printer === 'numpy' && !tally.isWhole;
    return {
      printer,
      shape: checkedShape(count > 1 ? [count, ...shape] : shape, tally.count, facts, this.text, end),
      values: values.all(),
      start,
      end,
      name: label === 'numpy' || label === 'containing' ? undefined : label,
      dtype: facts.dtype ?? (isUsual ? 'float64' : undefined),
      stated: facts.entries,
      tally,
    };
  }
}

const maximumSeries = 64;

/** The shape that was found, which must be the one that the text states: fewer numbers were elided. */
function checkedShape(found: readonly number[], count: number, facts: StatedFacts, text: string, end: number) {
  const { shape: stated, elementCount: total } = facts;
  if (total === undefined || stated?.join() === found.join()) return found;
  if (total > count) throw refusalOf(elided(end, total - count), text);
  if (total === count && (count === 0 || found.length === 1)) return stated ?? found;
  throw new UserError(
    'shape-mismatch',
    `The text states the shape ${shapeText(stated ?? [total])}, but its numbers are of shape ${shapeText(found)}: copy it whole.`,
  );
}
