const { writeFileSync } = require('node:fs');
const { format } = require('node:util');
const { pathToFileURL } = require('node:url');

/** Stands before every line that the tests print, and before none that VS Code prints itself. */
const mark = '\u0001';

/**
 * What the extension host runs instead of the tests' own module, which it runs in turn. It knows what nobody outside
 * can tell: which lines are the tests', and that they came to their end. (An extension host that dies half-way looks,
 * to VS Code, like tests that passed.)
 *
 * @returns {Promise<void>}
 */
async function run() {
  markConsole();
  const tests = await import(pathToFileURL(require.resolve(variable('TESTS_MODULE'))).href);
  const result = await (tests.run ?? tests.default.run)();
  writeFileSync(variable('TESTS_PASSED_FILE'), '');
  return result;
}

/** VS Code guards the methods of its console against being replaced, so a console of our own stands before it. */
function markConsole() {
  const vscodeConsole = console;
  const methods = /** @type {const} */ (['log', 'info', 'debug', 'warn', 'error']);
  const marking = methods.map((method) => {
    const print = vscodeConsole[method];
    const value = (/** @type {unknown[]} */ ...args) => print.call(vscodeConsole, mark + format(...args));
    return [method, { value, writable: true }];
  });
  globalThis.console = Object.create(vscodeConsole, Object.fromEntries(marking));
}

/** @param {string} name */
function variable(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

module.exports = { run, mark };
