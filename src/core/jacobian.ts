import { blockSum } from './blockSum.js';
import { checkedCount } from './checkedCount.js';
import { counted } from './counted.js';
import { Distribution } from './distribution.js';
import { elementAt } from './element.js';
import { optionRowOf, rowOf } from './logits.js';
import { namedOptions } from './namedOptions.js';
import { checkedTemperature } from './temperature.js';
import { UserError } from './userError.js';

/** What softmax is differentiated at; part of the public API. */
export interface JacobianOptions {
  /** T of softmax(z / T), finite and above 0. The default is 1. */
  readonly temperature?: number | null | undefined;
}

/**
 * J = ∂p/∂z = (diag(p) − p pᵀ) / T of p = softmax(z / T), with respect to the logits z given. At T = 1 it is the Hessian
 * of the cross-entropy with any target that adds up to 1; at another T that Hessian is J / T. Part of the public API.
 */
export interface Jacobian extends HessianFacts {
  readonly classCount: number;
  /** K × K, row after row: ∂p_i/∂z_j at `i · K + j`. */
  readonly values: Float64Array;
}

/** What the matrix as computed shows of being symmetric, positive semi-definite and blind to a shift (J·1 = 0). */
export interface HessianFacts {
  /** The sum of its eigenvalues, (1 − Σp²) / T. */
  readonly trace: number;
  /** max |Σ_j J_ij|: 0 but for rounding. */
  readonly largestRowSum: number;
  /** max |J_ij − J_ji|. */
  readonly largestAsymmetry: number;
  /** Every eigenvalue is from `eigenvalueFloor` (0 but for rounding) to `eigenvalueCeiling`, by Gershgorin's circles. */
  readonly eigenvalueFloor: number;
  readonly eigenvalueCeiling: number;
}

/** The most classes of which the matrix is formed. */
const maximumClasses = 64;

/**
 * The whole Jacobian of softmax(z / T), all NaN for a row that has no softmax. Throws a `UserError`: `too-large` above
 * 64 classes, `empty`, `not-numeric` or `too-large` for the logits, `bad-option`.
 */
export function jacobian(logits: ArrayLike<number>, options: JacobianOptions = {}): Jacobian {
  const distribution = distributionOf(logits, options, 'jacobian');
  const classCount = distribution.row.length;
  if (classCount > maximumClasses) {
    throw new UserError(
      'too-large',
      `The Jacobian of ${classCount} classes is not formed whole, only up to ${maximumClasses}: take single rows of it (jacobianRow), or its product with a vector (jacobianVectorProduct).`,
    );
  }
  const values = new Float64Array(classCount * classCount);
  for (let index = 0; index < classCount; index++) values.set(rowOfJacobian(distribution, index), index * classCount);
  return { classCount, values, ...hessianFacts(values, classCount) };
}

/**
 * One row of the Jacobian for any K: ∂p_i/∂z_j = p_i (δ_ij − p_j) / T over j, which is also its column. Throws a
 * `UserError`: `empty`, `not-numeric` or `too-large` for the logits, `bad-option` for a class that does not exist.
 */
export function jacobianRow(logits: ArrayLike<number>, index: number, options: JacobianOptions = {}): Float64Array {
  const distribution = distributionOf(logits, options, 'jacobianRow');
  return rowOfJacobian(distribution, checkedCount(index, 'The class index', 0, distribution.row.length - 1));
}

/**
 * J·v = p ⊙ (v − p·v) / T for any K without forming J: how p changes as the logits move along v. J is symmetric, so it
 * is vᵀJ too, which carries a gradient with respect to p back to the logits. Throws a `UserError`: `empty`,
 * `not-numeric` or `too-large` for the logits, `bad-option` for a vector of another length or with NaN or infinity.
 */
export function jacobianVectorProduct(
  logits: ArrayLike<number>,
  vector: ArrayLike<number>,
  options: JacobianOptions = {},
): Float64Array {
  const distribution = distributionOf(logits, options, 'jacobianVectorProduct');
  const { row, scan, temperature, exists } = distribution;
  const given = checkedVector(vector, row.length);
  const product = distribution.probabilities();
  if (!exists) return product;
  // Differences of entries above half of what float64 holds would overflow; elsewhere halving could lose a digit.
  const scale = given.some((entry) => Math.abs(entry) > 2 ** 1022) ? 0.5 : 1;
  // Relative to the top class, so that a constant vector gives 0 exactly and nothing cancels near one-hot rows.
  const reference = elementAt(given, scan.argmax) * scale;
  const relative = (index: number) => elementAt(given, index) * scale - reference;
  const mean = blockSum(row.length, (index) => elementAt(product, index) * relative(index));
  return product.map((probability, index) => (probability * (relative(index) - mean)) / scale / temperature);
}

/** The facts of a matrix of K × K, stored row after row. */
export function hessianFacts(values: Float64Array, classCount: number): HessianFacts {
  const entry = (i: number, j: number) => elementAt(values, i * classCount + j);
  const over = (term: (j: number) => number) => blockSum(classCount, term);
  const classes = Array.from({ length: classCount }, (_, index) => index);
  const radii = classes.map((i) => over((j) => (i === j ? 0 : Math.abs(entry(i, j)))));
  const asymmetries = classes.flatMap((i) => classes.map((j) => Math.abs(entry(i, j) - entry(j, i))));
  return {
    trace: over((i) => entry(i, i)),
    largestRowSum: Math.max(...classes.map((i) => Math.abs(over((j) => entry(i, j))))),
    largestAsymmetry: Math.max(...asymmetries),
    eigenvalueFloor: Math.min(...radii.map((radius, i) => entry(i, i) - radius)),
    eigenvalueCeiling: Math.max(...radii.map((radius, i) => entry(i, i) + radius)),
  };
}

function distributionOf(logits: ArrayLike<number>, options: JacobianOptions, caller: string): Distribution {
  const row = rowOf(logits);
  return new Distribution(row, checkedTemperature(namedOptions(options, ['temperature'], caller).temperature ?? 1));
}

function rowOfJacobian(distribution: Distribution, index: number): Float64Array {
  const { scan, oneMinusTop, temperature } = distribution;
  const probabilities = distribution.probabilities();
  const own = elementAt(probabilities, index);
  // No probability but the top one is above 1/2, where 1 − p would lose digits.
  const oneMinusOwn = index === scan.argmax ? oneMinusTop : 1 - own;
  // Subtracted from 0, so that a class without probability has 0 and not −0.
  const entries = probabilities.map((other) => (0 - own * other) / temperature);
  entries[index] = (own * oneMinusOwn) / temperature;
  return entries;
}

function checkedVector(vector: ArrayLike<number>, classCount: number): Float64Array {
  const given = optionRowOf(vector, 'vector entries');
  if (given.length !== classCount) {
    throw new UserError(
      'bad-option',
      `The vector has ${counted(given.length, 'entry', 'entries')} for ${counted(classCount, 'class', 'classes')}: give one a class.`,
    );
  }
  const wrong = given.findIndex((entry) => !Number.isFinite(entry));
  if (wrong < 0) return given;
  throw new UserError('bad-option', `The vector is ${elementAt(given, wrong)} at class ${wrong}: give finite numbers.`);
}
