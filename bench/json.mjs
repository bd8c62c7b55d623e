import { readTensor } from '../dist/api.mjs';

/*
 * The JSON scanner against `JSON.parse`, both from the bytes of a file to numbers in memory, in turns on the same 100 MB.
 * `JSON.parse` needs the bytes as a string first, which is timed with it; what it gives are nested arrays, not yet one
 * Float64Array. Prints the median of the ratios of neighbouring runs.
 */

const megabytes = 100;
const rounds = 7;
const rowLength = 1000;

/** Seeded, so that each run has the same numbers (Numerical Recipes' generator). */
let seed = 7;
const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;

const contents = {
  'logits of nine digits, as -12.3456789': () => (random() * 40 - 20).toFixed(random() < 0.5 ? 7 : 6),
  'logits of five digits, as 3.1416': () => (random() * 40 - 20).toFixed(4),
  'float64 as printed, of up to 17 digits, as 0.12345678901234568': () =>
    String((random() + random() / 2 ** 32) * 40 - 20),
  'integers of up to nine digits': () => String(Math.floor(random() * 1e9)),
};

for (const [name, number] of Object.entries(contents)) {
  const bytes = Buffer.from(`[${rows(number)}]`);
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    const parse = await time(() => JSON.parse(bytes.toString('utf8')));
    const scan = await time(() => readTensor(bytes, 'bench.json'));
    pairs.push({ parse, scan });
  }
  const ratio = median(pairs.map(({ parse, scan }) => parse / scan));
  const milliseconds = (key) => `${Math.round(median(pairs.map((pair) => pair[key])))} ms`;
  console.log(`${name}: ${ratio.toFixed(2)} × JSON.parse (${milliseconds('scan')} against ${milliseconds('parse')})`);
}

function rows(number) {
  const texts = [];
  for (let size = 0; size < megabytes * 1e6;) {
    const row = `[${Array.from({ length: rowLength }, number).join(', ')}]`;
    texts.push(row);
    size += row.length + 1;
  }
  return texts.join(',');
}

async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
