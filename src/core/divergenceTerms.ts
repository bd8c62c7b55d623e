/** p ln(p/q) − p + q ≥ 0, with δ = ln(p/q): what a class adds to KL(p‖q), as p and q have one sum. */
export function klTerm(p: number, q: number, logRatio: number): number {
  if (logRatio < -1) return p === 0 ? q : p * logRatio - p + q;
  return p === 0 ? 0 : p * klBracket(logRatio);
}

/** δ − 1 + e^−δ ≥ 0 for δ ≥ −1: δ²/2 where the rows are nearly equal. */
export function klBracket(logRatio: number): number {
  if (Math.abs(logRatio) > 0.5) return logRatio + Math.expm1(-logRatio);
  const series = inverseFactorials.reduceRight((sum, factor) => factor - sum * logRatio, 0);
  return logRatio * logRatio * series;
}

/** 1/2!, 1/3!, … as far as a series at 1/2 needs them. */
const inverseFactorials = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((n) => {
  let factorial = 1;
  for (let factor = 2; factor <= n; factor++) factorial *= factor;
  return 1 / factorial;
});

/**
 * What a class adds to the Jensen–Shannon divergence of p and q, with δ = ln(p/q) and m = (p + q)/2: as p = m e^t / cosh t
 * and q = m e^−t / cosh t at t = δ/2, it is m (t tanh t − ln cosh t), between 0 and m ln 2 and the same for q and p.
 */
export function jensenShannonTerm(p: number, q: number, logRatio: number): number {
  return ((p + q) / 2) * jensenShannonBracket(Math.abs(logRatio) / 2);
}

function jensenShannonBracket(t: number): number {
  if (t < 1) {
    const tangent = Math.tanh(t);
    return t * tangent + Math.log1p(-tangent * tangent) / 2;
  }
  const power = Math.exp(-2 * t);
  return power === 0 ? Math.LN2 : Math.LN2 - Math.log1p(power) - (2 * t * power) / (1 + power);
}
