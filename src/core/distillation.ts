import { counted } from './counted.js';
import { describe } from './describe.js';
import { Distribution } from './distribution.js';
import { divergence, type RowDivergence } from './divergence.js';
import { elementAt } from './element.js';
import { rowOf } from './logits.js';
import { crossEntropy, lossGradient } from './loss.js';
import { namedOptions } from './namedOptions.js';
import type { Notice } from './notice.js';
import { type Target, targetOf } from './target.js';
import { checkedTemperature } from './temperature.js';
import { UserError } from './userError.js';
import { rowWarnings } from './warnings.js';

/** What a student's row is compared with its teacher's by; part of the public API. */
export interface DistillationOptions {
  /** T of both softmax(z / T), from 1e-150 to 1e150. The default is 1. */
  readonly temperature?: number | null | undefined;
  /** The hard label: a class index, or a soft target. Without it there is the teacher's term only. */
  readonly target?: number | ArrayLike<number> | null | undefined;
  /** The weight of the teacher's term, 0 to 1, the label's term having the rest. The default is 0.5. */
  readonly alpha?: number | null | undefined;
}

/** The loss of knowledge distillation for one row, in nats; part of the public API. */
export interface DistillationLoss {
  /** KL(p_t ‖ p_s) at T, without the factor T². */
  readonly klNats: number;
  /** T² KL(p_t ‖ p_s): `kl_div(log_softmax(student / T), log_softmax(teacher / T), log_target=True) * T²` in PyTorch. */
  readonly softLoss: number;
  /** T² H(p_t, p_s), as Hinton et al. have it: more by T² times the teacher's entropy, with the same gradient. */
  readonly softCrossEntropy: number;
  /** The cross-entropy with the label, at T = 1. */
  readonly hardLoss?: number;
  /** `alpha · softLoss + (1 − alpha) · hardLoss`, or `softLoss` without a label. */
  readonly loss: number;
  /** ∂loss/∂z of the student's logits: alpha · T (p_s − p_t) + (1 − alpha) (p − y). */
  readonly gradient: Float64Array;
  /** Of either row, the message beginning with which. */
  readonly warnings: readonly Notice[];
}

/**
 * The distillation loss of Hinton, Vinyals and Dean ("Distilling the knowledge in a neural network", 2015). NaN
 * where a row has no softmax, but a term without weight counts for nothing; +inf where the student masks a class that the teacher does not. A class that both mask
 * adds 0 (PyTorch's kl_div has NaN there). Throws a `UserError`: `empty`, `not-numeric` or `too-large` for the logits,
 * `shape-mismatch` for rows of different lengths, `bad-option`.
 */
export function distillationLoss(
  student: ArrayLike<number>,
  teacher: ArrayLike<number>,
  options: DistillationOptions = {},
): DistillationLoss {
  const row = rowOf(student, 'student logits');
  const teacherRow = rowOf(teacher, 'teacher logits');
  checkLengths(row, teacherRow);
  const given = namedOptions(options, ['temperature', 'target', 'alpha'], 'distillationLoss');
  const temperature = squareableTemperature(given.temperature ?? 1);
  const target = given.target === undefined || given.target === null ? undefined : targetOf(given.target, row.length);
  const alpha = checkedAlpha(given.alpha ?? undefined, target !== undefined);
  const [p, q] = [new Distribution(teacherRow, temperature), new Distribution(row, temperature)];
  const soft = divergence(p, q);
  const hard = target && hardTerm(new Distribution(row), target);
  return {
    ...losses(soft, p, hard, alpha),
    gradient: soft.difference.map(
      (difference, index) =>
        weighted(alpha, temperature * difference) + weighted(1 - alpha, elementAt(hard?.gradient ?? empty, index)),
    ),
    warnings: [...warningsOf('Student', q, target), ...warningsOf('Teacher', p)],
  };
}

interface HardTerm {
  readonly loss: number;
  readonly gradient: Float64Array;
}

const empty = new Float64Array(0);

function hardTerm(distribution: Distribution, target: Target): HardTerm {
  return { loss: crossEntropy(distribution, target), gradient: lossGradient(distribution, target) };
}

function losses({ klNats }: RowDivergence, teacher: Distribution, hard: HardTerm | undefined, alpha: number) {
  const factor = teacher.temperature ** 2;
  const softLoss = factor * klNats;
  return {
    klNats,
    softLoss,
    softCrossEntropy: softLoss + factor * teacher.entropyNats,
    ...(hard && { hardLoss: hard.loss }),
    loss: weighted(alpha, softLoss) + weighted(1 - alpha, hard?.loss ?? NaN),
  };
}

/** What has no weight counts for nothing, be it infinite or missing. */
function weighted(weight: number, value: number): number {
  return weight === 0 ? 0 : weight * value;
}

function warningsOf(which: string, distribution: Distribution, target?: Target): Notice[] {
  return rowWarnings(distribution, target).map((notice) => ({ ...notice, message: `${which}: ${notice.message}` }));
}

function checkLengths(student: Float64Array, teacher: Float64Array): void {
  if (student.length === teacher.length) return;
  const classes = counted(student.length, 'class', 'classes');
  throw new UserError(
    'shape-mismatch',
    `The student has ${classes}, the teacher ${teacher.length}: give two rows over the same classes.`,
  );
}

function squareableTemperature(given: number): number {
  const temperature = checkedTemperature(given);
  if (temperature >= 1e-150 && temperature <= 1e150) return temperature;
  throw new UserError('bad-option', `T² of the temperature ${temperature} is beyond float64: give 1e-150 to 1e150.`);
}

function checkedAlpha(given: unknown, hasTarget: boolean): number {
  if (given === undefined) return hasTarget ? 0.5 : 1;
  if (typeof given !== 'number' || !(given >= 0 && given <= 1)) {
    throw new UserError('bad-option', `The alpha is ${describe(given)}: give a number from 0 to 1.`);
  }
  if (hasTarget || given === 1) return given;
  throw new UserError('bad-option', `The alpha ${given} leaves weight for a label, but there is no target: give one.`);
}
