import type { Distribution } from '../../core/distribution.js';
import { type FloatFormat, floatFormats } from '../../core/floatFormat.js';
import type { Notice } from '../../core/notice.js';
import { precisionOf } from '../../core/precision.js';
import type { RowFigures } from '../../core/rowFigures.js';
import { rowWarnings } from '../../core/warnings.js';
import type { ValuesKind } from '../../protocol/views.js';
import type { RowErrors } from './rowErrors.js';
import { written } from './written.js';

/** What is known of a row whose notices are wanted; `notices` are the reader's. */
export interface NoticedRow {
  readonly distribution: Distribution;
  readonly figures: RowFigures;
  readonly errors: RowErrors;
  readonly kind: ValuesKind;
  readonly notices: readonly Notice[];
}

/** What deserves a look beside a row's figures, the gravest first. */
export function hoverNotices(row: NoticedRow): Notice[] {
  const { distribution, notices, kind } = row;
  const all = [
    ...rowWarnings(distribution),
    ...(kind === 'logits' && distribution.exists ? overflows(distribution) : []),
    ...masked(row),
    ...undecided(row),
    ...notices,
  ];
  return all.sort((a, b) => gravities.indexOf(a.severity) - gravities.indexOf(b.severity));
}

const gravities = ['error', 'warning', 'info'];

/** The formats that models run in. */
const shownFormats = floatFormats.filter(({ name }) => ['float16', 'bfloat16', 'float32'].includes(name));

/** What a softmax that does not subtract the maximum does in the formats. */
function overflows(distribution: Distribution): Notice[] {
  const overflowing = shownFormats.flatMap((format) => {
    const why = overflowIn(format, distribution);
    return why === undefined ? [] : [{ format: format.name, why }];
  });
  const [first] = overflowing;
  if (first === undefined) return [];
  const formats = overflowing.map(({ format }) => format).join(', ');
  const message = `${formats}: ${first.why}, so softmax overflows unless the maximum is subtracted first.`;
  return [{ severity: 'warning', code: 'overflow', message }];
}

/** To emulate a format takes longer than the whole hover: it is done where the largest logit leaves it open alone. */
function overflowIn(format: FloatFormat, distribution: Distribution): string | undefined {
  const { row, scan } = distribution;
  const { overflowThreshold, maximum } = format;
  if (scan.max < 0.99 * overflowThreshold - Math.log(row.length)) return undefined;
  const [verdict] = scan.max > 1.01 * overflowThreshold ? [] : precisionOf(distribution, undefined, [format]);
  if (verdict?.naive.overflow ?? true) {
    const index = verdict?.naive.firstOverflow ?? row.findIndex((logit) => logit > 1.01 * overflowThreshold);
    return `e^${written(row[index] ?? NaN)} > ${written(maximum)} at class ${index}`;
  }
  return verdict?.naive.sumOverflow === true ? `the sum of e^z passes ${written(maximum)}` : undefined;
}

function masked({ distribution, figures, kind }: NoticedRow): Notice[] {
  const { negativeInfinity, classCount } = figures;
  if (kind === 'probabilities' || negativeInfinity === 0 || !distribution.exists) return [];
  const message = `${negativeInfinity} of ${classCount} classes ${negativeInfinity === 1 ? 'is' : 'are'} masked (−∞).`;
  return [{ severity: 'info', code: 'masked', message }];
}

/** Whether several classes are the likeliest, or may be for all that the printed digits say. */
function undecided({ figures, errors, kind, distribution }: NoticedRow): Notice[] {
  const { ties, argmax, runnerUp, logitMargin } = figures;
  const say = (message: string): Notice[] => [{ severity: 'info', code: 'tie', message }];
  if (!distribution.exists || runnerUp < 0 || logitMargin === undefined) return [];
  const error = errors.value(argmax) + errors.value(runnerUp);
  const margin = kind === 'probabilities' ? (figures.probabilityMargin ?? 0) : logitMargin;
  if (error > 0 && margin < error)
    return say(`The digits shown do not tell which of classes ${argmax} and ${runnerUp} is larger.`);
  return ties > 1 ? say(`${ties} classes share the largest value.`) : [];
}
