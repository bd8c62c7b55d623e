/**
 * The number that a debugger's text of a value is, and undefined for every other text: an optional place (`[0] = `), then a
 * number as C, C++, Rust, Go, Java, C#, JavaScript or Python print it, with the mark of its type.
 */
export function printedNumber(text: string): number | undefined {
  const [, body = ''] = /^(?:\[\d+\]\s*=\s*)?(.*)$/.exec(text.trim()) ?? [];
  const bare = unwrapped(body);
  const special = specials.get(bare.toLowerCase().replace(/^([+-]?nan)\(.*\)$/, '$1'));
  if (special !== undefined) return special;
  // A character comes with its code: 65 'A'.
  const digits = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:f|d|l|u|ul|ll|ull|n|m)?(?: '.*')?$/i.exec(bare)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What is within quotes, or within the name of a type: `'0.5'`, `np.float32(0.5)`, `(float) 0.5`. */
function unwrapped(text: string): string {
  const inner =
    /^(['"`])(.*)\1$/.exec(text)?.[2] ??
    /^(?:[A-Za-z_][\w.]*\.)?(?:float|double|int|uint|bool|tensor|Float|Double|Integer|Long)\w*\((.*)\)$/.exec(
      text,
    )?.[1] ??
    /^\([A-Za-z_][\w: ]*\)\s*(.*)$/.exec(text)?.[1];
  return inner?.trim() ?? text;
}

const specials: ReadonlyMap<string, number> = new Map([
  ...['nan', '+nan', '-nan', '1.#qnan', '-1.#qnan', '1.#ind', '-1.#ind'].map((word) => [word, NaN] as const),
  ...['inf', '+inf', 'infinity', '+infinity', '1.#inf', '∞'].map((word) => [word, Infinity] as const),
  ...['-inf', '-infinity', '-1.#inf', '-∞'].map((word) => [word, -Infinity] as const),
  ['true', 1],
  ['false', 0],
]);
