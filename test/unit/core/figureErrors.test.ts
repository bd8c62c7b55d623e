import assert from 'node:assert/strict';
import { Distribution } from '../../../src/core/distribution.js';
import { type FigureErrors, figureErrors } from '../../../src/core/figureErrors.js';

const nothingHidden = { hidden: 0, hiddenWeight: 0 };
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The errors of two classes that differ by `difference`, each known to ±`error`. */
function ofTwo(difference: number, error: number, temperature = 1): FigureErrors {
  const distribution = new Distribution(Float64Array.of(difference, 0), temperature);
  return figureErrors(distribution, Float64Array.of(error, error), nothingHidden);
}

function near(actual: number, expected: number, relative = 1e-12): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} instead of ${expected}`);
}

describe('how far the figures may be off', () => {
  it('follows from two classes in closed form: both shifted, and pulled apart', () => {
    const errors = ofTwo(2, 0.01);
    near(errors.logSumExp, 0.01);
    near(errors.logitMargin, 0.02);
    near(errors.topProbability, sigmoid(2) - sigmoid(1.98), 1e-10);
    near(errors.logit, 0.01);
    near(errors.logProbability, 0.02);
  });

  it('of the entropy is its slope along the gap: p q Δ for every unit', () => {
    const [p, q] = [sigmoid(2), sigmoid(-2)];
    near(ofTwo(2, 1e-6).entropyNats, 2 * p * q * 2e-6, 1e-9);
    assert.equal(ofTwo(0, 0.1).entropyNats, 0);
  });

  it('shrinks with the temperature, but for what is in logits', () => {
    const errors = ofTwo(4, 0.01, 2);
    near(errors.logSumExp, 0.005);
    near(errors.topProbability, sigmoid(2) - sigmoid(1.99), 1e-10);
    near(errors.logit, 0.01);
    near(errors.logitMargin, 0.02);
  });

  it('takes the worst of logits that are known unequally well, and no part of masked ones', () => {
    const distribution = new Distribution(Float64Array.of(0, -Infinity, 0));
    const errors = figureErrors(distribution, Float64Array.of(0.5, 9, 0), nothingHidden);
    near(errors.logSumExp, Math.log((Math.exp(0.5) + 1) / 2));
    near(errors.logit, 0.5);
    near(errors.topProbability, sigmoid(0.5) - 0.5);
  });

  it('adds what classes may weigh that were printed as 0', () => {
    const distribution = new Distribution(Float64Array.of(0, 0, -Infinity, -Infinity));
    const errors = figureErrors(distribution, new Float64Array(4), { hidden: 2, hiddenWeight: 0.01 });
    near(errors.logSumExp, Math.log1p(0.02));
    near(errors.entropyNats, 0.02 * (Math.log(100) + Math.log(2)));
  });

  it('is bounded where nothing is known: a probability lies between 0 and 1', () => {
    const { topProbability, logSumExp } = ofTwo(2, Infinity);
    assert.ok(topProbability <= 1);
    assert.equal(logSumExp, Infinity);
  });
});
