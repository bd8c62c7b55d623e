import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hessianFacts, jacobian, jacobianRow, jacobianVectorProduct } from '../../../src/core/jacobian.js';
import { errorOf, fixture, generatedRow, numberOf, type StoredNumber } from './expected.js';
import { assertRefuses } from './refusal.js';

interface ExpectedJacobian {
  readonly row: readonly StoredNumber[];
  readonly temperature: number;
  readonly matrix: readonly number[];
  readonly trace: number;
  readonly largestEigenvalue: number;
  readonly vector: readonly number[];
  readonly product: readonly number[];
  readonly productScale: readonly number[];
}

// The script beside the file writes this shape.
const cases = fixture('jacobian.json') as readonly ExpectedJacobian[];
const placeOf = ({ row, temperature }: ExpectedJacobian) => `${JSON.stringify(row)} at T = ${temperature}`;
const rows = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('jacobian', () => {
  it('has every entry right within 2e-15, near one-hot rows too', () => {
    for (const expected of cases) {
      const { temperature } = expected;
      const { values, trace } = jacobian(expected.row.map(numberOf), { temperature });
      for (const [at, entry] of expected.matrix.entries()) {
        const error = errorOf(values[at] ?? NaN, entry);
        assert.ok(error <= 2e-15, `${placeOf(expected)}: entry ${at} is ${values[at]} for ${entry}`);
      }
      assert.ok(errorOf(trace, expected.trace) <= 2e-15, placeOf(expected));
    }
  });

  it('has the eigenvalues between floor and ceiling, the floor at 0', () => {
    for (const expected of cases) {
      const { temperature, largestEigenvalue } = expected;
      const { eigenvalueFloor, eigenvalueCeiling } = jacobian(expected.row.map(numberOf), { temperature });
      assert.ok(eigenvalueCeiling >= largestEigenvalue * (1 - 1e-15), placeOf(expected));
      assert.ok(Math.abs(eigenvalueFloor) <= largestEigenvalue * 1e-15, placeOf(expected));
    }
  });

  it('is symmetric, and blind to a shift', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.1, max: 10, noNaN: true }), (row, temperature) => {
        const { largestRowSum, largestAsymmetry, trace } = jacobian(row, { temperature });
        assert.equal(largestAsymmetry, 0);
        assert.ok(largestRowSum <= trace * 1e-15, `${largestRowSum} ${trace}`);
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it('is the slope of softmax', () => {
    const step = 1e-5;
    const at = (moved: number) => jacobianRow([0.5 + moved, 1, -0.25], 0, { temperature: 2 });
    const slopes = jacobian([0.5, 1, -0.25], { temperature: 2 }).values;
    // p_0 (1 − p_0) / T has the slope p_0 (1 − p_0) (1 − 2 p_0) / T².
    const p = (1 + Math.sqrt(1 - 8 * (slopes[0] ?? NaN))) / 2;
    const low = Math.min(p, 1 - p);
    const quotient = ((at(step)[0] ?? NaN) - (at(-step)[0] ?? NaN)) / (2 * step);
    assert.ok(Math.abs(quotient - (low * (1 - low) * (1 - 2 * low)) / 4) < 1e-10);
  });

  it('is refused above 64 classes, with the ways out', () => {
    assert.equal(jacobian(new Float64Array(64)).values.length, 4096);
    assertRefuses(() => jacobian(new Float64Array(65)), 'too-large', /jacobianRow.*jacobianVectorProduct/);
  });

  it('is NaN for a row without a softmax', () => {
    const { values, trace, largestRowSum, eigenvalueFloor } = jacobian([1, NaN]);
    assert.deepEqual([...values, trace, largestRowSum, eigenvalueFloor], Array(7).fill(NaN));
  });
});

describe('hessianFacts', () => {
  it('shows what is wrong with a matrix that is no Hessian', () => {
    const facts = hessianFacts(Float64Array.of(1, 2, -3, 4), 2);
    assert.deepEqual(facts, {
      trace: 5,
      largestRowSum: 3,
      largestAsymmetry: 5,
      eigenvalueFloor: -1,
      eigenvalueCeiling: 7,
    });
  });
});

describe('jacobianRow', () => {
  it('is a row of the whole', () => {
    for (const { row, temperature, matrix } of cases) {
      for (const index of row.keys()) {
        const actual = jacobianRow(row.map(numberOf), index, { temperature });
        for (const [at, entry] of actual.entries()) {
          assert.ok(errorOf(entry, matrix[index * row.length + at] ?? NaN) <= 2e-15);
        }
      }
    }
  });

  it('adds up to 0 for a hundred thousand classes', () => {
    const entries = jacobianRow(generatedRow({ seed: 4, count: 128256, scale: 24 }), 77);
    const own = entries[77] ?? NaN;
    assert.ok(own > 0 && Math.abs(entries.reduce((sum, entry) => sum + entry, 0)) < own * 1e-13);
  });

  it('refuses a class that does not exist', () => {
    for (const index of [-1, 2, 0.5, NaN]) assertRefuses(() => jacobianRow([1, 2], index), 'bad-option', /class index/);
  });
});

describe('jacobianVectorProduct', () => {
  it('is right within 2e-15 of what its terms allow', () => {
    for (const expected of cases) {
      const { row, temperature, vector, product, productScale } = expected;
      const actual = jacobianVectorProduct(row.map(numberOf), vector, { temperature });
      for (const [at, entry] of product.entries()) {
        // Of a probability under the smallest float64 nothing is left, whatever it is multiplied by.
        const underflow = Math.max(...vector.map(Math.abs)) * 1e-300;
        const error = errorOf(actual[at] ?? NaN, entry, (productScale[at] ?? NaN) + underflow);
        assert.ok(error <= 2e-15, `${placeOf(expected)}: entry ${at} is ${actual[at]} for ${entry}`);
      }
    }
  });

  it('is exactly 0 for a constant vector', () => {
    fc.assert(
      fc.property(rows, fc.double({ noNaN: true, noDefaultInfinity: true }), (row, constant) => {
        const product = jacobianVectorProduct(row, Array<number>(row.length).fill(constant));
        assert.ok(product.every((entry) => entry === 0));
      }),
      { seed: 32, numRuns: 200 },
    );
  });

  it('has vᵀJv ≥ 0 and is the product with the matrix', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (row, numbers) => {
          const vector = numbers.slice(0, row.length);
          const product = jacobianVectorProduct(row, vector);
          const { values } = jacobian(row);
          const dot = (a: readonly number[], b: readonly number[]) =>
            a.reduce((sum, x, at) => sum + x * (b[at] ?? NaN), 0);
          assert.ok(dot(vector, [...product]) >= -1e-30);
          for (const [index, entry] of product.entries()) {
            const matrixRow = [...values.slice(index * row.length, (index + 1) * row.length)];
            assert.ok(Math.abs(dot(matrixRow, vector) - entry) < 1e-15);
          }
        },
      ),
      { seed: 33, numRuns: 200 },
    );
  });

  it('does not overflow on the way to what float64 holds', () => {
    // p = 1/2 each: p_0 p_1 (v_0 − v_1).
    const [first, second] = jacobianVectorProduct([0, 0], [1.7e308, -1.7e308]);
    assert.ok(errorOf(first ?? NaN, 0.85e308) < 1e-15 && errorOf(second ?? NaN, -0.85e308) < 1e-15);
  });

  it('is NaN for a row without a softmax, and refuses a vector that does not fit', () => {
    assert.deepEqual([...jacobianVectorProduct([1, Infinity], [1, 2])], [NaN, NaN]);
    assertRefuses(() => jacobianVectorProduct([1, 2], [1]), 'bad-option', /1 entry for 2 classes/);
    assertRefuses(() => jacobianVectorProduct([1, 2], [1, NaN]), 'bad-option', /NaN at class 1/);
    assertRefuses(() => jacobianVectorProduct([1, 2], [1, Infinity]), 'bad-option', /Infinity at class 1/);
  });
});
