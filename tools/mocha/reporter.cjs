const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Mocha's `spec`, which besides appends one line of JSON to the file that TEST_REPORT names:
 * `{ "suite", "passed", "failed", "pending" }`, with `suite` from TEST_SUITE. One line for each run of Mocha.
 */
class Reporter extends reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env['TEST_REPORT'];
    if (file !== undefined) runner.once('end', () => appendFileSync(file, `${JSON.stringify(this.totals())}\n`));
  }

  totals() {
    const { passes, failures, pending } = this.stats;
    return { suite: process.env['TEST_SUITE'] ?? '', passed: passes, failed: failures, pending };
  }
}

module.exports = Reporter;
