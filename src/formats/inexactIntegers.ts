import type { Notice } from '../core/notice.js';

/** The notice that `count` integers or more lie beyond what float64 holds exactly. */
export function inexactIntegers(count: number, dtype: string): Notice {
  const [lie, are] = count === 1 ? ['lies', 'is'] : ['lie', 'are'];
  return {
    severity: 'warning',
    code: 'inexact-integers',
    message:
      `At least ${count} of the ${dtype} values ${lie} beyond ±2^53 and ${are} not exact in float64; ` +
      'the nearest float64 is shown and computed with.',
  };
}
