/**
 * How many times our own time each peer's has to be, for each of `shapes`, on Node 24 with one thread on each side: by work
 * of ours, then by peer. Beside `readLimit` it is how many times the limit our time may be at most.
 *
 * @type {Record<string, Record<string, readonly number[]>>}
 */
export const floors = {
  figures32: {
    plain: [12, 11.5, 16, 17, 15],
    numpy: [17, 11, 18, 11, 20],
    torch: [29, 5.2, 20, 5.6, 30],
    readLimit: [24, 27, 8.5, 21, 6.5],
  },
  figuresExact: { plain: [6, 6, 6, 6, 6] },
  softmax: { scipy: [1.3, 1.3, 1.3, 1.3, 1.3], torch: [1.75, 0.95, 0.95, 1, 0.93] },
  logSoftmax: { scipy: [1.3, 1.3, 1.3, 1.3, 1.3] },
  logSumExp: { scipy: [1.3, 1.3, 1.3, 1.3, 1.3] },
};

/** Floors of single lines: what has to be reached, and what may not be exceeded. */
export const atLeast = { twoThreads: 1.8, sweepPlain: 40 };
export const atMost = { halfWidth: 1.25, file: 4 };
