/**
 * A row as accuracy.py specifies it.
 *
 * @typedef {object} RowSpecification
 * @property {number} seed
 * @property {number} count
 * @property {number} scale
 * @property {number} offset
 * @property {boolean} float32
 * @property {readonly [number, number | '-inf'] | null} every
 * @property {readonly (readonly [number, number | '-inf'])[]} put
 *
 * @param {RowSpecification} specification
 * @returns {Float64Array}
 */
export function rowOf({ seed, count, scale, offset, float32, every, put }) {
  const next = generator(seed);
  const row = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let total = 0;
    for (let term = 0; term < 12; term++) total += next();
    const value = (total - 6) * scale + offset;
    row[index] = float32 ? Math.fround(value) : value;
  }
  if (every !== null) for (let index = 1; index < count; index += every[0]) row[index] = numberOf(every[1]);
  for (const [index, value] of put) row[index] = numberOf(value);
  return row;
}

/**
 * The float64 that a stored number stands for; JSON has no infinities.
 *
 * @param {number | 'inf' | '-inf'} stored
 */
export function numberOf(stored) {
  if (typeof stored === 'number') return stored;
  return stored === 'inf' ? Infinity : -Infinity;
}

function generator(seed) {
  let x = seed;
  return () => {
    x = (Math.imul(1664525, x) + 1013904223) >>> 0;
    return x / 2 ** 32;
  };
}
