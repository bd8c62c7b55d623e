/**
 * Anything whose runs can be timed.
 *
 * @typedef {object} Runner
 * @property {(repetitions: number) => Promise<number>} time nanoseconds that so many runs take together
 */

/** Long enough that the clock and the way to another process do not count. */
const shortestTiming = 2e6;
const fewestRounds = 3;
const mostRounds = 21;

/** @type {WeakMap<Runner, number>} */
const knownRepetitions = new WeakMap();

/**
 * A runner for a function of this process, which may return a promise.
 *
 * @param {() => unknown} work
 * @returns {Runner}
 */
export function localRunner(work) {
  return {
    async time(repetitions) {
      if (repetitions > 1) await work();
      const start = performance.now();
      for (let count = 0; count < repetitions; count++) {
        const result = work();
        // Awaiting a result that is there already would cost more than the shortest work.
        if (result instanceof Promise) await result;
      }
      return (performance.now() - start) * 1e6;
    },
  };
}

/**
 * Times a peer next to each of ours, in turns: ours, peer, the second of ours, and again. For each of ours, `ratio` is the
 * median over the rounds of the peer's time to ours in the same round; the times are medians too, in nanoseconds.
 *
 * @param {readonly Runner[]} ours one or two
 * @param {Runner} peer
 * @param {number} [budgetMilliseconds] about how long it may take; three rounds are run all the same
 * @returns {Promise<{ ours: { ratio: number, time: number }[], peerTime: number }>}
 */
export async function compare(ours, peer, budgetMilliseconds = 1500) {
  const [first, ...rest] = ours;
  const turns = [first, peer, ...rest];
  const repetitions = [];
  for (const runner of turns) repetitions.push(await repetitionsOf(runner));
  /** @type {number[][]} */
  const rounds = [];
  const start = performance.now();
  for (let count = 0; count < mostRounds; count++) {
    const spent = performance.now() - start;
    if (count >= fewestRounds && count % 2 === 1 && (spent / count) * (count + 2) > budgetMilliseconds) break;
    const times = [];
    for (const [index, runner] of turns.entries()) {
      times.push((await runner.time(repetitions[index])) / repetitions[index]);
    }
    rounds.push(times);
  }
  return {
    ours: ours.map((_, index) => {
      const turn = index === 0 ? 0 : index + 1;
      return {
        ratio: median(rounds.map((times) => times[1] / times[turn])),
        time: median(rounds.map((times) => times[turn])),
      };
    }),
    peerTime: median(rounds.map((times) => times[1])),
  };
}

/**
 * The median time of a run alone, in nanoseconds.
 *
 * @param {Runner} runner
 * @param {number} [rounds]
 */
export async function timeAlone(runner, rounds = 7) {
  const repetitions = await repetitionsOf(runner);
  const times = [];
  for (let round = 0; round < rounds; round++) times.push((await runner.time(repetitions)) / repetitions);
  return median(times);
}

/** @param {readonly number[]} values an odd number of them, else the upper of the two in the middle */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/**
 * How many runs last long enough to be timed, found while the engine gets to know the code.
 *
 * @param {Runner} runner
 */
async function repetitionsOf(runner) {
  const known = knownRepetitions.get(runner);
  if (known !== undefined) return known;
  let repetitions = 1;
  for (let spent = 0; ;) {
    const time = await runner.time(repetitions);
    spent += time;
    // Both: an engine's first runs are slower than the later ones, which have to be long enough.
    if (time >= shortestTiming && spent >= 50 * shortestTiming) break;
    if (time < shortestTiming) repetitions = Math.ceil(repetitions * Math.min(10, (1.2 * shortestTiming) / time));
  }
  knownRepetitions.set(runner, repetitions);
  return repetitions;
}
