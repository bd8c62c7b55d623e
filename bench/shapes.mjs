/** The shapes of float32 logits that everything is measured on, in the order of the tables: rows and classes. */
export const shapes = /** @type {const} */ ([
  [1, 1000],
  [1024, 1000],
  [64, 128256],
  [1, 128256],
  [2048, 32000],
]);

/** @param {readonly [number, number]} shape */
export function shapeName([rows, classes]) {
  return `[${rows},${classes}]`;
}
