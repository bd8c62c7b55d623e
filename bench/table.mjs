const firstWidth = 34;
const cellWidth = 17;

/**
 * Prints a row of a table: a name and cells under each other.
 *
 * @param {string} name
 * @param {readonly string[]} cells
 */
export function printRow(name, cells) {
  console.log(`  ${name.padEnd(firstWidth)}${cells.map((cell) => cell.padEnd(cellWidth)).join('')}`.trimEnd());
}

/** @param {string} title */
export function printTitle(title) {
  console.log(`\n${title}`);
}

/**
 * A ratio beside its floor: `14.2 ≥ 12 ✓`.
 *
 * @param {number} ratio
 * @param {number} [floor]
 */
export function ratioCell(ratio, floor) {
  return floor === undefined ? short(ratio) : `${short(ratio)} ≥ ${floor} ${ratio >= floor ? '✓' : '✗'}`;
}

/**
 * A multiple beside what it may be at most: `7.1 ≤ 8.5 ✓`.
 *
 * @param {number} multiple
 * @param {number} [most]
 */
export function multipleCell(multiple, most) {
  return most === undefined ? short(multiple) : `${short(multiple)} ≤ ${most} ${multiple <= most ? '✓' : '✗'}`;
}

/**
 * A time with the unit that suits it.
 *
 * @param {number} nanoseconds
 */
export function timeCell(nanoseconds) {
  if (nanoseconds < 1e3) return `${short(nanoseconds)} ns`;
  if (nanoseconds < 1e6) return `${short(nanoseconds / 1e3)} µs`;
  if (nanoseconds < 1e9) return `${short(nanoseconds / 1e6)} ms`;
  return `${short(nanoseconds / 1e9)} s`;
}

/** Three digits. */
function short(number) {
  return Number.isFinite(number) ? String(Number(number.toPrecision(3))) : '–';
}
