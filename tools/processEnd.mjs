/** @type {Set<() => void>} */
const actions = new Set();

/**
 * Runs a synchronous `action` when this process ends, in whatever orderly way: by itself, by `process.exit`,
 * or by SIGINT, SIGTERM or SIGHUP. Returns a function that takes the action back.
 *
 * A signal ends the process here only when nobody else listens to it: a program with a listener of its own
 * (Mocha, `npm start`) decides itself when to end, and the actions run then.
 *
 * @param {() => void} action
 * @returns {() => void}
 */
export function atProcessEnd(action) {
  if (actions.size === 0) listen();
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) stopListening();
  };
}

/**
 * Calls `action` with a fitting exit code when a signal asks this process to end, instead of ending it: the action does
 * so when it has tidied up what takes time. Returns a function that takes the action back.
 *
 * @param {(exitCode: number) => void} action
 * @returns {() => void}
 */
export function onEndSignal(action) {
  const listener = (/** @type {keyof typeof exitCodes} */ signal) => action(exitCodes[signal]);
  for (const signal of Object.keys(exitCodes)) process.on(signal, listener);
  return () => {
    for (const signal of Object.keys(exitCodes)) process.off(signal, listener);
  };
}

/**
 * Makes this process end, as by SIGTERM, when the npm that runs it has gone: npm passes a signal on to its shell only, and
 * that does not pass it on.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

/** Signals that ask a process to end, with the exit code that a shell shows for each. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

function listen() {
  process.on('exit', runActions);
  for (const signal of Object.keys(exitCodes)) process.on(signal, endBySignal);
}

function stopListening() {
  process.off('exit', runActions);
  for (const signal of Object.keys(exitCodes)) process.off(signal, endBySignal);
}

/** @param {keyof typeof exitCodes} signal */
function endBySignal(signal) {
  if (process.listenerCount(signal) === 1) process.exit(exitCodes[signal]);
}

/** The last first, as what came later uses what came before: processes end before their folder is removed. */
function runActions() {
  for (const action of [...actions].reverse()) {
    try {
      action();
    } catch (error) {
      // The other actions still have to run.
      console.error(error);
    }
  }
}
