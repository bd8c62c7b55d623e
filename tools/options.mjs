import util from 'node:util';

/**
 * Reads a program's flags. Prints `help` and ends the process for `--help`; throws one plain sentence for anything that
 * `options` does not name.
 *
 * @template {Record<string, { type: 'boolean' | 'string' }>} Options
 * @param {Options} options
 * @param {string} help
 * @returns {{ [Name in keyof Options]?: Options[Name]['type'] extends 'boolean' ? boolean : string }}
 */
export function readOptions(options, help) {
  try {
    const parsed = util.parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    const values = /** @type {Record<string, any>} */ (parsed.values);
    if (values['help'] !== true) return /** @type {any} */ (values);
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Error(`${sentence}. --help tells what there is.`, { cause: error });
  }
  console.log(help);
  process.exit(0);
}
