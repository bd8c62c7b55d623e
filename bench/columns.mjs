/** How many of the largest logits are listed. */
export const listed = 10;

/**
 * The figures of one row as numbers one after another, in the order in which every peer gives them. `isFaulty` is 1 for
 * a row without a softmax: NaN or +inf in it, or nothing finite.
 */
export const column = /** @type {const} */ ({
  max: 0,
  argmax: 1,
  runnerUp: 2,
  logSumExp: 3,
  entropyNats: 4,
  nan: 5,
  positiveInfinity: 6,
  negativeInfinity: 7,
  isFaulty: 8,
  values: 9,
  indices: 9 + listed,
});

/** Numbers a row. */
export const columnCount = 9 + 2 * listed;

const isIndex = (place) => place === column.argmax || place === column.runnerUp || place >= column.indices;

/**
 * The largest absolute difference between the figures of two peers. Indices that differ count only where the logits they
 * point at do: of equal logits anyone may be listed.
 *
 * @param {Float64Array} ours
 * @param {Float64Array} theirs
 * @param {Float32Array} logits
 * @returns {number} NaN if a figure is missing
 */
export function largestDifference(ours, theirs, logits) {
  if (ours.length !== theirs.length) return NaN;
  const classes = logits.length / (ours.length / columnCount);
  let largest = 0;
  for (let index = 0; index < ours.length; index++) {
    const start = Math.floor(index / columnCount) * classes;
    const given = isIndex(index % columnCount) ? (at) => logits[start + at] : (figure) => figure;
    const difference = Math.abs(given(ours[index]) - given(theirs[index]));
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}
