/**
 * The value of a word that stands for a number in some language: `-inf`, `np.nan`, `Float.NaN`, `True`. Undefined for
 * every other word.
 */
export function numericWord(word: string): number | boolean | undefined {
  if (word.length > 48) return undefined;
  const [, sign, spelling = ''] =
    /^([+\-\u2212]?)(?:[A-Za-z_][\w]*(?:\.|::))*([A-Za-z]\w*|1\.#[A-Z]+0*)$/.exec(word) ?? [];
  const value = words.get(spelling);
  if (typeof value !== 'number') return sign === '' ? value : undefined;
  return sign === '' || sign === '+' ? value : -value;
}

const words: ReadonlyMap<string, number | boolean> = new Map<string, number | boolean>([
  ...['nan', 'NaN', 'NAN', 'Nan', 'NaN16', 'NaN32', 'NaNf', 'qnan', 'snan'].map((word) => [word, NaN] as const),
  ...['1.#QNAN', '1.#SNAN', '1.#IND', '1.#QNAN0', '1.#IND0', '1.#IND00'].map((word) => [word, NaN] as const),
  ...['inf', 'Inf', 'INF', 'Inf16', 'Inf32', 'infinity', 'Infinity', 'INFINITY', '1.#INF', '1.#INF0', '1.#INF00'].map(
    (word) => [word, Infinity] as const,
  ),
  ['POSITIVE_INFINITY', Infinity],
  ['NEGATIVE_INFINITY', -Infinity],
  ['NEG_INFINITY', -Infinity],
  ['PositiveInfinity', Infinity],
  ['NegativeInfinity', -Infinity],
  ...['True', 'true', 'TRUE'].map((word) => [word, true] as const),
  ...['False', 'false', 'FALSE'].map((word) => [word, false] as const),
]);
