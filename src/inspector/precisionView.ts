import { Distribution } from '../core/distribution.js';
import { type FloatFormat, type FloatFormatName, floatFormats } from '../core/floatFormat.js';
import { type FormatPrecision, precisionOf, type PrecisionVerdict } from '../core/precision.js';
import type { PrecisionView, VerdictView, Words } from '../protocol/views.js';
import type { TensorDocument } from './document.js';
import { nextTask } from './nextTask.js';
import type { ReadRow } from './rowReader.js';

/** The formats shown, as they are written. float64 is what all figures are computed in. */
const shownFormats: readonly (readonly [FloatFormatName, string])[] = [
  ['float16', 'float16'],
  ['bfloat16', 'bfloat16'],
  ['float32', 'float32'],
  ['float8_e4m3fn', 'float8 e4m3'],
  ['float8_e5m2', 'float8 e5m2'],
];

/** What each format would do to the row, in words; one format a task, since a whole vocabulary takes a while. */
export async function precisionView(
  document: TensorDocument,
  { row, logits }: ReadRow,
  temperature: number,
  signal: AbortSignal,
): Promise<PrecisionView> {
  const distribution = new Distribution(logits, temperature);
  const exact = distribution.probabilities();
  const formats: PrecisionView['formats'] = [];
  for (const [name, shownName] of shownFormats) {
    const format = floatFormats.find((candidate) => candidate.name === name);
    const [verdict] = format ? precisionOf(distribution, exact, [format]) : [];
    if (format && verdict && distribution.exists) {
      const teller = new Teller(document, distribution, format, verdict);
      formats.push({ format: shownName, naive: teller.naive(), stable: teller.stable() });
    }
    await nextTask();
    signal.throwIfAborted();
  }
  return { row, temperature, formats };
}

/** Says one format's verdicts on one row. */
class Teller {
  constructor(
    private readonly document: TensorDocument,
    private readonly distribution: Distribution,
    private readonly format: FloatFormat,
    private readonly precision: FormatPrecision,
  ) {}

  naive(): VerdictView {
    const { naive } = this.precision;
    const { hasInfinities, maximum } = this.format;
    if (this.cannotHoldMask) return maskError;
    if (naive.overflow) {
      const power = `e^${brief(this.exponentOf(naive.firstOverflow))} > ${brief(maximum)} at `;
      const result = hasInfinities ? 'inf / inf = NaN' : 'becomes NaN';
      return error(power, this.className(naive.firstOverflow), `${more(naive.overflowedClasses)}: ${result}`);
    }
    if (naive.sumOverflow) {
      return error(
        `the sum of e^z passes ${brief(maximum)}: ${hasInfinities ? 'every p becomes 0' : 'every p becomes NaN'}`,
      );
    }
    if (naive.nan) return error('every e^z is 0: 0 / 0 = NaN');
    return this.roundedVerdict(naive);
  }

  stable(): VerdictView {
    const { stable, unrepresentable, firstUnrepresentable } = this.precision;
    if (this.cannotHoldMask) return maskError;
    if (unrepresentable > 0 && stable.nan) {
      const logit = `the logit ${brief(this.exponentOf(firstUnrepresentable))} is beyond ${brief(this.format.maximum)} at `;
      return error(logit, this.className(firstUnrepresentable), more(unrepresentable));
    }
    if (stable.sumOverflow) return error(`the sum passes ${brief(this.format.maximum)}`);
    if (stable.nan) return error('gives NaN');
    return this.roundedVerdict(stable);
  }

  /** Without NaN: what became 0, or else how far the worst probability is off. A lost thousandth deserves a warning. */
  private roundedVerdict({ underflowedClasses, underflowedMass, maxError }: PrecisionVerdict): VerdictView {
    const off = `largest error ${brief(maxError)}`;
    if (underflowedMass < 1e-3 && maxError < 1e-2) return { severity: null, words: [plain(off)] };
    const zero =
      underflowedClasses > 0
        ? `${grouped(underflowedClasses)} ${underflowedClasses === 1 ? 'class becomes' : 'classes become'} 0 (${percent(underflowedMass)} of p), `
        : '';
    return { severity: 'warning', words: [plain(zero + off)] };
  }

  /** Whether the row is masked by −∞ and the format has none. */
  private get cannotHoldMask(): boolean {
    return !this.format.hasInfinities && this.distribution.scan.negativeInfinity > 0;
  }

  private exponentOf(index: number): number {
    return (this.distribution.row[index] ?? Number.NaN) / this.distribution.temperature;
  }

  private className(index: number): string {
    return this.document.labels.nameOf(index);
  }
}

const maskError = error('has no −∞ for masked classes: NaN');

function error(before: string, className?: string, after?: string): VerdictView {
  const words: Words = [plain(before)];
  if (className !== undefined) words.push({ text: className, strong: true });
  if (after !== undefined && after !== '') words.push(plain(after));
  return { severity: 'error', words };
}

function plain(text: string): Words[number] {
  return { text, strong: false };
}

/** ` and 2 more` for a count that includes the one named. */
function more(count: number): string {
  return count > 1 ? ` and ${grouped(count - 1)} more` : '';
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function percent(share: number): string {
  return share > 0 && share < 1e-4 ? '< 0.01 %' : `${brief(share * 100)} %`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Three significant digits, integers whole up to a million, powers of ten as `3·10⁻⁸`. */
function brief(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return minus(String(value));
  const [mantissa = '', exponent] = value.toPrecision(3).split('e');
  if (exponent !== undefined || (Math.abs(value) < 1e-3 && value !== 0)) return scientific(value);
  return minus(mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa);
}

function scientific(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(1).split('e');
  const raised = exponent
    .replace('+', '')
    .replace(/\d/g, (digit) => superscripts[Number(digit)] ?? '')
    .replace('-', '⁻');
  return `${minus(mantissa.replace(/\.0$/, ''))}·10${raised}`;
}

function minus(text: string): string {
  return text.replace('-', '−');
}
